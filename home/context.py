"""What every template may use: the city, and whether this is the sample city."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home import frames


def city(request: HttpRequest) -> dict[str, Any]:
    """`city` (CitySettings, looked up when first used) and `demo`."""
    return {
        "city": SimpleLazyObject(lambda: frames.of(request).city),
        "demo": settings.DEMO,
        "public_url": settings.PUBLIC_URL,
    }
