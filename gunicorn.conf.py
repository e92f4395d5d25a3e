"""How the web processes run; everything that differs by machine comes from the environment."""

import gc
import os
from typing import Any

wsgi_app = "wsgi:application"
pythonpath = "site"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
max_requests = 20_000
max_requests_jitter = 2_000
graceful_timeout = 30
timeout = 60
preload_app = False
control_socket_disable = True
accesslog = None
errorlog = "-"
forwarded_allow_ips = os.environ.get("PROXY_IPS", "127.0.0.1")


def post_worker_init(_worker: Any) -> None:
    """What was loaded stays for good: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
