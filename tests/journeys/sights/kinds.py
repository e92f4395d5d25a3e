"""Every kind of page that the site has: its routes and its page classes; and which of them the sights of swept.txt show."""

from pathlib import Path

from django.urls import get_resolver
from wagtail.models import Page, get_page_models

from tests.journeys.sights.unswept import OURS_IN_WAGTAIL, WAGTAIL_NAMELESS, WAGTAILS

WRITTEN = Path(__file__).with_name("swept.txt")


def swept():
    """The kinds that have a sight, as they are written down: a fast test reads them, the sweep sees that it is so."""
    return set(WRITTEN.read_text(encoding="utf-8").split())


def addresses(patterns, prefix="", spaces=()):
    """(name, address) of everything that the site answers."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, address, inner)
        else:
            yield ":".join([*spaces, pattern.name or ""]), address


def routes():
    """The names of all routes; an address stands for one that has none."""
    named = [(name, address) for name, address in addresses(get_resolver().url_patterns) if address not in WAGTAIL_NAMELESS]
    return {name or address for name, address in named}


def ours():
    """All that must have a sight, or a reason in unswept.py: routes that are not Wagtail's own, and page classes."""
    named = {name for name in routes() if name in OURS_IN_WAGTAIL or not name.startswith(WAGTAILS)}
    return (named - {"wagtail_serve"}) | {model.__name__ for model in get_page_models() if model is not Page}
