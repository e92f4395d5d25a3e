"""The sample city's renewal campaign: one holder has read the invitation, one has begun, one will not renew."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from certifications.actions import renewal_campaigns, renewals
from certifications.models import Certificate, Renewal, Round
from certifications.renewal_deltas import of_application
from home import clock
from home.actions import letters


def build(row: Mapping[str, Any], context: dict[str, Any]) -> None:
    """Of certificates that were issued in the years before, in a round of this year."""
    round_ = Round.objects.select_related("program").get(program__slug=row["program"], fiscal_year=row["fiscal_year"])
    begun, said = clock.now() - timedelta(days=row["begun_days_ago"]), round_.rules["renewals"]
    with clock.at(begun), transaction.atomic():
        renewal_campaigns.begin(
            round_,
            first_day=begun.date(),
            last_day=begun.date() + timedelta(days=row["ends_within_days"]),
            remind_before_end=said["remind_before_end"],
            remind_before_close=said["remind_before_close"],
            words=row["words"],
            by=context["secretaries"][row["program"]],
        )
    for each in row["holders"]:
        with clock.at(clock.now() - timedelta(days=each["days_ago"])), transaction.atomic():
            _answer(each, context["certificates"][each["entry"]])
    letters.deliver_due()


def _answer(row: Mapping[str, Any], certificate: Certificate) -> None:
    renewal = Renewal.objects.whole().get(certificate=certificate)
    decision = certificate.decision
    assert decision is not None
    owner = decision.application.created_by
    renewals.note_opened(renewal, by=owner)
    if row["does"] == "decline":
        renewals.decline(renewal, reason=row["reason"], by=owner)
    elif row["does"] == "begin":
        application = renewals.begin(renewal, by=owner)
        same = [delta.code for delta in of_application(application) if delta.is_same]
        renewals.say_unchanged(application, same[: row["unchanged"]], by=owner)
