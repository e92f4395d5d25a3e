"""What time does to inquiries: they lapse unconfirmed, the maker is reminded, they are closed idle, and emptied."""

from datetime import timedelta

from django.db import transaction

from home import clock
from home.actions import letters
from home.models import Letter
from home.states import change_state
from matching import emails
from matching.models import Inquiry

CONFIRM_WITHIN = timedelta(days=7)
REMIND_AFTER = timedelta(days=7)
KEPT = timedelta(days=365)  # names, addresses and words, counted from the last thing that happened
MOST_AT_ONCE = 200


def do_due() -> None:
    """Does everything whose time has come; each in a transaction of its own."""
    now = clock.now()
    for inquiry in Inquiry.objects.to_remind_of(now - REMIND_AFTER)[:MOST_AT_ONCE]:
        remind(inquiry)
    for inquiry in Inquiry.objects.unconfirmed_since(now - CONFIRM_WITHIN)[:MOST_AT_ONCE]:
        change_state(inquiry, "lapsed", by=None, action="inquiry.lapse", moved_at=now)
    for inquiry in Inquiry.objects.idle_since(now - KEPT)[:MOST_AT_ONCE]:
        change_state(inquiry, "closed", by=None, action="inquiry.idle", closed_at=now, moved_at=now, waits_since=None)
    for inquiry in Inquiry.objects.to_be_emptied(now - KEPT)[:MOST_AT_ONCE]:
        empty(inquiry)


@transaction.atomic
def remind(inquiry: Inquiry) -> None:
    """Writes to the maker once; again only after the asker has written anew."""
    held = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
    if held.state != "open" or held.reminded_at is not None:
        return
    held.reminded_at = clock.now()
    held.save(update_fields=["reminded_at"])
    held.history.append(held, action="inquiry.remind", by=None, to_state=held.state, held=True)
    emails.reminder(held)


@transaction.atomic
def empty(inquiry: Inquiry) -> None:
    """Deletes name, address and words, and the letters about it, which carry the address. What is counted stays."""
    held = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
    if held.emptied_at is not None:
        return
    held.messages.update(body="")
    held.name = held.email = held.organization_name = ""
    held.emptied_at = clock.now()
    held.save(update_fields=["name", "email", "organization_name", "emptied_at"])
    held.history.append(held, action="inquiry.empty", by=None, to_state=held.state, held=True)
    letters.forget(Letter.objects.about(held.reference))
