"""How the web processes run; everything that differs by machine comes from the environment."""

import ctypes
import gc
import os
import sys
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.utils import translation

# Libraries of tests, which others load where they find them. No deployment has them: what is measured here is what runs there.
for name in ("jinja2", "pygments", "yaml"):
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]

wsgi_app = "wsgi:application"
pythonpath = "site"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
TRIM_EVERY = 200
LARGE_BODY = 1_000_000
# A page of the desk makes tens of thousands of objects, hardly one of them in a circle: looked for at every 700th, a tenth of its
# time went into looking. What a request still held while it was looked at comes up again after four such looks, not after twenty:
# 20,000 rows of open data, each in a circle, held 60 MB until then.
GARBAGE = (10_000, 4, 10)
max_requests = 20_000
max_requests_jitter = 2_000
graceful_timeout = 30
timeout = 60
preload_app = False
control_socket_disable = True
accesslog = None
errorlog = "-"
forwarded_allow_ips = os.environ.get("PROXY_IPS", "127.0.0.1")


def post_worker_init(worker: Any) -> None:
    """What is loaded stays for good: the collector need not look through it, and what loading it took goes back."""
    environ: dict[str, Any] = {"PATH_INFO": "/healthz", "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    b"".join(worker.wsgi(environ, lambda _status, _headers: None))  # addresses, views and words are loaded by the first request
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    give_back()


def post_request(worker: Any, _request: Any, environ: dict[str, Any], _response: Any) -> None:
    """Memory that requests have left in pieces goes back from time to time, and what a large upload took at once."""
    if worker.nr % TRIM_EVERY == 0 or int(environ.get("CONTENT_LENGTH") or 0) > LARGE_BODY:
        gc.collect()
        give_back()


def give_back() -> None:
    """Hands free memory back to the system, where the C library can do that."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
