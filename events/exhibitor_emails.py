"""Letters to exhibitors: each leads to the application's own page, which asks who opens it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from events.models import Exhibitor
from home.actions import letters


def submitted(exhibitor: Exhibitor) -> None:
    """The office has it."""
    _write("submitted", exhibitor)


def withdrawn(exhibitor: Exhibitor) -> None:
    """It has been taken back."""
    _write("withdrawn", exhibitor)


def returned(exhibitor: Exhibitor) -> None:
    """Something is to be changed."""
    _write("returned", exhibitor)


def declined(exhibitor: Exhibitor) -> None:
    """It is not accepted, and why."""
    _write("declined", exhibitor)


def waitlisted(exhibitor: Exhibitor) -> None:
    """It waits for a booth that comes free."""
    _write("waitlisted", exhibitor)


def cancelled(exhibitor: Exhibitor) -> None:
    """The order has ended, and with it the place."""
    _write("cancelled", exhibitor)


def accepted(exhibitor: Exhibitor) -> None:
    """It is accepted: the booths, and where the order is."""
    _write("accepted", exhibitor)


def moved(exhibitor: Exhibitor) -> None:
    """Other booths."""
    _write("moved", exhibitor)


def _write(name: str, exhibitor: Exhibitor) -> None:
    letters.write(
        f"events/exhibitor_{name}",
        key=f"exhibitor_{name}:{exhibitor.public_id}:{exhibitor.history.count()}",
        to=exhibitor.contact_email,
        about=exhibitor.reference,
        language=exhibitor.language,
        context=_words(exhibitor),
    )


def _words(exhibitor: Exhibitor) -> dict[str, Any]:
    with translation.override(exhibitor.language):
        path = reverse("exhibiting:application", args=[exhibitor.public_id])
    return {"exhibitor": exhibitor, "event": exhibitor.expo.event, "link": f"{settings.PUBLIC_URL}{path}"}
