"""Everything from the environment; refuses to start when something is missing or only good for a sample city."""

import os
import tempfile
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from settings.base import *  # noqa: F403
from settings.base import STATIC_ROOT, STORAGES, database
from settings.services import REQUIRED as S3_REQUIRED
from settings.services import redis_caches, s3_storages


def required(name: str) -> str:
    """The variable's value; raises ImproperlyConfigured that names it when it is missing or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} is required in production.")
    return value


if os.environ.get("DEMO", "0") == "1":
    raise ImproperlyConfigured("DEMO=1 opens the clock and switches the second factor off: it is refused in production.")

SECRET_KEY = required("SECRET_KEY")
SIGNING_KEY_FILE = Path(required("SIGNING_KEY_FILE"))
SIGNING_KEY_MADE = False
PADES_KEY_FILE = os.environ.get("PADES_KEY_FILE", "")
PADES_CERTIFICATE_FILE = os.environ.get("PADES_CERTIFICATE_FILE", "")
PADES_TIMESTAMP_URL = os.environ.get("PADES_TIMESTAMP_URL", "")
ALLOWED_HOSTS = [*required("ALLOWED_HOSTS").split(","), "127.0.0.1"]  # the last for health checks inside a container
PUBLIC_URL = WAGTAILADMIN_BASE_URL = required("PUBLIC_URL").rstrip("/")
DATABASE_URL = required("DATABASE_URL")
if "sqlite" in str(dj_database_url.parse(DATABASE_URL)["ENGINE"]):
    raise ImproperlyConfigured("SQLite is for the sample city; DATABASE_URL must name PostgreSQL in production.")
DATABASES = {"default": database(DATABASE_URL)}
if (
    os.environ.get("PGBOUNCER", "0") == "1"
):  # a pool in transaction mode keeps the connections, and no cursor outlives a transaction
    DATABASES["default"] |= {"CONN_MAX_AGE": 0, "DISABLE_SERVER_SIDE_CURSORS": True}

CACHES = redis_caches(required("REDIS_URL"))
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
for name in S3_REQUIRED:
    required(name)
STORAGES = STORAGES | s3_storages(os.environ, PUBLIC_URL)
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or STATIC_ROOT)

PAGE_CACHES = [address.rstrip("/") for address in os.environ.get("PAGE_CACHES", "").split(",") if address]
PAGE_CACHE_TOKEN = required("PAGE_CACHE_TOKEN") if PAGE_CACHES else ""
QUARANTINE_ROOT = Path(os.environ.get("QUARANTINE_ROOT", tempfile.gettempdir())) / "tsunagi-quarantine"
CLAMD_SOCKET = os.environ.get("CLAMD_SOCKET", "")
PRIVATE_ACCEL_PREFIX = os.environ.get("PRIVATE_ACCEL_PREFIX", "")

EMAIL_HOST = required("EMAIL_HOST")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL")
RETURNS_ADDRESS = os.environ.get("RETURNS_ADDRESS", "")
RETURNS_MAILDIR = os.environ.get("RETURNS_MAILDIR", "")

INSECURE = os.environ.get("INSECURE_HTTP", "0") == "1"  # `make stack` only: a proxy on loopback without TLS
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = not INSECURE
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_HSTS_SECONDS = 0 if INSECURE else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not INSECURE
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1"))  # whose X-Forwarded-For limits may believe
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
