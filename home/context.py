"""What every template may use: the city, and whether this is the sample city."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home import freshness
from home.models import CitySettings


def city(request: HttpRequest) -> dict[str, Any]:
    """`city` (CitySettings, looked up when first used) and `demo`."""
    return {
        "city": SimpleLazyObject(lambda: _kept_city(request)),
        "demo": settings.DEMO,
        "public_url": settings.PUBLIC_URL,
    }


def _kept_city(request: HttpRequest) -> CitySettings:
    # Every page names the city; who changes the name sees it on all pages within a minute.
    site = Site.find_for_request(request) or Site.objects.get(is_default_site=True)
    known = freshness.tokens_for(request)
    return freshness.kept(f"city:{site.pk}", ["pages"], known, lambda: CitySettings.for_site(site), seconds=60)
