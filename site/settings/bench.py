"""Production, measured: adds a bare view and counts queries. Only scripts/bench.py uses it, on loopback."""

from settings.production import *  # noqa: F403
from settings.production import MIDDLEWARE

ROOT_URLCONF = "bench_urls"
MIDDLEWARE = ["bench_urls.CountQueries", *MIDDLEWARE]
