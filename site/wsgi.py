"""The door for gunicorn."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# openpyxl would load numpy just because it is there (15 MB and a second); only the solver's own process needs it.
sys.modules["numpy"] = None  # type: ignore[assignment]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.production")
application = get_wsgi_application()
