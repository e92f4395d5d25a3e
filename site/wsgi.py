"""The door for gunicorn."""

import os
import sys
from importlib import import_module

from django.core.wsgi import get_wsgi_application

# openpyxl would load numpy just because it is there (15 MB and a second); only the solver's own process needs it.
# Afterwards the name is free again: psycopg looks there for the kinds of numbers that it writes.
sys.modules["numpy"] = None  # type: ignore[assignment]
import_module("openpyxl")
del sys.modules["numpy"]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.production")
application = get_wsgi_application()
