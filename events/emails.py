"""Letters about registrations. Each carries the person's private link, and what belongs in her calendar."""

from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils import translation

from events import calendars
from events.models import Event, Registration
from home import clock
from home.actions import letters

SALT = "events.registration"
REQUEST, CANCEL = "REQUEST", "CANCEL"


def private_mark(registration: Registration) -> str:
    """What stands in the person's private link. It is signed and not kept: who reads the database opens no door."""
    return Signer(salt=SALT, sep="~").sign(str(registration.public_id))


def registered(registration: Registration) -> None:
    """What has become of it: a place, with an entry for the calendar; the waiting list; or that it is being decided."""
    placed = registration.state == "confirmed"
    _write(f"registration_{registration.state}", registration, method=REQUEST if placed else "")


def already(registration: Registration) -> None:
    """Somebody registered once more with this address: here is the link. One letter a day."""
    _write("registration_already", registration, key=f"{clock.today():%Y-%m-%d}")


def changed(registration: Registration) -> None:
    """What was changed."""
    _write("registration_changed", registration)


def cancelled(registration: Registration) -> None:
    """It is cancelled, and goes from the calendar."""
    _write("registration_cancelled", registration, method=CANCEL)


def declined(registration: Registration) -> None:
    """The office has declined."""
    _write("registration_declined", registration, method=CANCEL)


def offered(registration: Registration) -> None:
    """A place has come free, and waits for her for a time."""
    _write("registration_offered", registration)


def lapsed(registration: Registration) -> None:
    """She did not take the offered place in time."""
    _write("registration_lapsed", registration)


def not_paid(registration: Registration) -> None:
    """The fee was not paid in time: the place is given on."""
    _write("registration_not_paid", registration)


def reminder(registration: Registration) -> None:
    """The event is near."""
    _write("registration_reminder", registration)


def event_changed(event: Event, kind: str) -> None:
    """To all who have a place or hope for one: the event is cancelled, postponed or moved (`kind`)."""
    method = CANCEL if event.is_cancelled else REQUEST
    for registration in event.registrations.live().exclude(email="").select_related("quota"):
        registration.event = event
        placed = registration.state in {"confirmed", "attended"}
        _write(f"event_{kind}", registration, method=method if placed else "", key=f"event:{event.sequence}")


def _write(kind: str, registration: Registration, *, method: str = "", key: str = "") -> None:
    if not registration.email:
        return  # came by telephone, or is forgotten
    language = registration.language
    with translation.override(language):
        invitation = calendars.invitation(registration, method=method) if method else b""
    letters.write(
        f"events/{kind}",
        key=f"{kind}:{registration.public_id}:{key or registration.history.count()}",
        to=registration.email,
        about=registration.reference,
        language=language,
        calendar=invitation,
        context=_words(registration),
    )


def _words(registration: Registration) -> dict[str, Any]:
    with translation.override(registration.language):
        path = reverse("registration:mine", args=[private_mark(registration)])
    event = registration.event
    return {"registration": registration, "event": event, "link": f"{settings.PUBLIC_URL}{path}"}
