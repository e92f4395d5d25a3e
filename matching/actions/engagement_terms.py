"""What time does to requests: they lapse unconfirmed, the host is asked to report, names and words go."""

from django.db import transaction

from home import clock
from home.actions import letters
from home.models import Letter
from home.states import change_state
from matching import engagement_emails as emails
from matching.actions.inquiry_terms import CONFIRM_WITHIN, KEPT, MOST_AT_ONCE
from matching.models import Engagement


def do_due() -> None:
    """Does everything whose time has come; each in a transaction of its own."""
    now = clock.now()
    for engagement in Engagement.objects.to_report(clock.today())[:MOST_AT_ONCE]:
        ask_report(engagement)
    for engagement in Engagement.objects.unconfirmed_since(now - CONFIRM_WITHIN)[:MOST_AT_ONCE]:
        change_state(engagement, "lapsed", by=None, action="engagement.lapse", moved_at=now)
    for engagement in Engagement.objects.to_be_emptied(now - KEPT)[:MOST_AT_ONCE]:
        empty(engagement)


@transaction.atomic
def ask_report(engagement: Engagement) -> None:
    """Writes to the host once, the day after."""
    held = Engagement.objects.select_for_update(of=("self",), no_key=True).get(pk=engagement.pk)
    if held.state != "confirmed" or held.report_asked_at is not None:
        return
    held.report_asked_at = clock.now()
    held.save(update_fields=["report_asked_at"])
    held.history.append(held, action="engagement.ask_report", by=None, to_state=held.state, held=True)
    emails.report_asked(held.offers.with_names().get(state="accepted"))


@transaction.atomic
def empty(engagement: Engagement) -> None:
    """Deletes name, address and words, and the letters about it. Kind, origin, day, numbers and the report stay."""
    held = Engagement.objects.select_for_update(of=("self",), no_key=True).get(pk=engagement.pk)
    if held.emptied_at is not None:
        return
    held.name = held.email = held.organization_name = held.body = held.place = ""
    held.emptied_at = clock.now()
    held.save(update_fields=["name", "email", "organization_name", "body", "place", "emptied_at"])
    held.history.append(held, action="engagement.empty", by=None, to_state=held.state, held=True)
    letters.forget(Letter.objects.about(held.reference))
