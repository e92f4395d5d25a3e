"""Pages that the proxies keep for a minute: fetched anew as soon as something on them has changed."""

import logging
import urllib.request
from urllib.parse import quote, urlsplit

from django.conf import settings
from wagtail.models import Page

logger = logging.getLogger(__name__)

MOST = 300
PATIENCE_SECONDS = 20


def paths() -> list[str]:
    """The addresses of the live pages that anybody may see, the uppermost first."""
    found = []
    for page in Page.objects.live().public().order_by("depth", "path")[:MOST]:
        parts = page.get_url_parts()
        if parts and parts[2]:
            found.append(parts[2])
    return found


def refresh() -> int:
    """Has each proxy (PAGE_CACHES) fetch each page past what it keeps, and keep the answer; says how many were fetched.

    A proxy that does not answer goes on with what it has, for a minute at most.
    """
    host = urlsplit(settings.PUBLIC_URL).netloc
    fetched = 0
    for proxy in settings.PAGE_CACHES:
        for path in paths():
            headers = {"Host": host, "X-Refresh": f"refresh:{settings.PAGE_CACHE_TOKEN}"}
            request = urllib.request.Request(f"{proxy}{quote(path)}", headers=headers)  # noqa: S310  our own proxies, from the settings
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:  # noqa: S310
                    response.read()
            except OSError as error:
                logger.warning("%s%s was not fetched anew: %s", proxy, path, error)
            else:
                fetched += 1
    return fetched
