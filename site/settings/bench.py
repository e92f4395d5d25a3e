"""Production, measured: adds a bare view and counts queries. Only scripts/bench.py uses it, on loopback."""

import os
import sys

from settings.production import *  # noqa: F403
from settings.production import MIDDLEWARE

for package in ("jinja2", "pygments", "yaml"):  # came with the tests' packages; Django and others load them where they find them
    sys.modules[package] = None  # type: ignore[assignment]

ROOT_URLCONF = "bench_urls"
MIDDLEWARE = ["bench_urls.CountQueries", *MIDDLEWARE]
KEEP_FRAGMENTS = os.environ.get("KEEP_FRAGMENTS", "1") == "1"
