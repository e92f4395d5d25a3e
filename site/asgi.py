"""The door for an ASGI server."""

import os
import sys

from django.core.asgi import get_asgi_application

# openpyxl would load numpy just because it is there (15 MB and a second); only the solver's own process needs it.
sys.modules["numpy"] = None  # type: ignore[assignment]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.production")
application = get_asgi_application()
