# Four images out of one file: `web`, `worker` (the same with LibreOffice for copies of office documents), `proxy`, and `build`.

FROM python:3.11.14-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN pip install --quiet uv==0.13.9 && uv venv --quiet /venv
COPY requirements.txt .
RUN VIRTUAL_ENV=/venv uv pip install --quiet --no-cache --compile-bytecode --require-hashes -r requirements.txt
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app:/app/site DJANGO_SETTINGS_MODULE=settings.collecting
RUN python scripts/messages.py compile \
 && python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q home organizations payments events certifications matching brands site

FROM nginx:1.28.0-bookworm AS proxy
COPY --from=build /app/var/static /srv/static
COPY deploy/nginx.conf.template /etc/nginx/templates/nginx.conf.template
COPY --chmod=755 deploy/real-ip.envsh /docker-entrypoint.d/16-real-ip.envsh
# All that nginx (101) writes lies in one folder: its configuration, filled in at the start, and what it keeps.
RUN install --directory --owner=101 --group=101 --mode=700 /var/cache/nginx
ENV NGINX_ENVSUBST_OUTPUT_DIR=/var/cache/nginx
USER 101
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/healthz"]
EXPOSE 8080
CMD ["nginx", "-c", "/var/cache/nginx/nginx.conf", "-g", "daemon off;"]

FROM python:3.11.14-slim-bookworm AS web
# Debian moves its fonts' version with each point release; the image's own tag pins the release.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin tsunagi \
 && install --directory --owner=10001 --group=root --mode=700 /quarantine
COPY --from=build /venv /venv
COPY --from=build --chown=root:root /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app:/app/site PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONNODEBUGRANGES=1 \
    MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_MMAP_THRESHOLD_=131072 \
    DJANGO_SETTINGS_MODULE=settings.production BIND=0.0.0.0:8000 PROXY_IPS=* QUARANTINE_ROOT=/quarantine
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "gunicorn.conf.py"]

FROM web AS worker
USER 0
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
    libreoffice-calc-nogui libreoffice-impress-nogui libreoffice-writer-nogui \
 && rm -rf /var/lib/apt/lists/*
USER 10001
HEALTHCHECK NONE
CMD ["python", "manage.py", "worker"]
