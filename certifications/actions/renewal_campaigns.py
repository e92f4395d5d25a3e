"""The office invites whose certificates end to renew them in a round, and the worker reminds them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef

from certifications import renewal_emails
from certifications.actions.conditions import must_run
from certifications.certificate_querysets import CertificateQuerySet
from certifications.models import Application, Certificate, Program, Renewal, RenewalCampaign, Round
from certifications.permissions import is_secretariat
from certifications.refusals.renewals import NobodyToInvite, RoundOverForRenewals, RoundWithoutRenewals, SpanWrong
from certifications.renewal_states import ALIVE, WAITING_FOR_HOLDER
from certifications.states import OVER, RoundState
from home import clock
from home.languages import COLUMN_LANGUAGES


def takes_renewals(round_: Round) -> bool:
    """Whether a campaign can be begun for it now."""
    open_still = round_.state == RoundState.PUBLISHED and clock.now() < round_.closes_at
    return open_still and bool(round_.rules.get("renewals"))


def candidates(program: Program, first_day: date, last_day: date) -> CertificateQuerySet:
    """Certificates that end within the days and whose holders are invited by a campaign that begins now."""
    rows = Certificate.objects.filter(program=program).ending(first_day, last_day).unrenewed()
    standing = Renewal.objects.open().exclude(campaign__round__state__in=OVER).filter(certificate=OuterRef("pk"))
    alive = Application.objects.filter(renews=OuterRef("pk"), state__in=ALIVE)
    rows = rows.exclude(pk__in=rows.held_up().values("pk")).exclude(Exists(standing)).exclude(Exists(alive))
    return rows.order_by("valid_until", "pk")


@transaction.atomic
def begin(
    round_: Round,
    *,
    first_day: date,
    last_day: date,
    remind_before_end: int,
    remind_before_close: int,
    words: Mapping[str, str] | None = None,
    by: Any,
) -> RenewalCampaign:
    """Invites every holder whose certificate ends within the days, by a letter each.

    Raises RoundWithoutRenewals, RoundOverForRenewals, SpanWrong, NobodyToInvite, RoundCancelled.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    must_run(round_)
    held = Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round_.pk)
    if not held.rules.get("renewals"):
        raise RoundWithoutRenewals
    if not takes_renewals(held):
        raise RoundOverForRenewals
    if first_day > last_day or last_day < clock.today():
        raise SpanWrong
    ending = list(candidates(held.program, first_day, last_day).select_related("program", "organization"))
    if not ending:
        raise NobodyToInvite
    now = clock.now()
    campaign = RenewalCampaign.objects.create(
        round=held,
        first_day=first_day,
        last_day=last_day,
        remind_before_end=remind_before_end,
        remind_before_close=remind_before_close,
        begun_by=by,
        begun_at=now,
        **{f"words_{language}": (words or {}).get(language, "").strip() for language in COLUMN_LANGUAGES},
    )
    facts = {"campaign": str(campaign.public_id), "first": first_day.isoformat(), "last": last_day.isoformat()}
    held.history.append(held, action="renewal.campaign", by=by, facts=facts | {"invited": len(ending)}, held=True)
    for certificate in ending:
        renewal = Renewal.objects.create(campaign=campaign, certificate=certificate, invited_at=now)
        renewal.history.append(renewal, action="renewal.invite", by=by, to_state=renewal.state)
        renewal_emails.invited(renewal)
    return campaign


def remind_due() -> int:
    """Reminds whoever has been invited and has not handed in, before the certificate ends and before the round closes.

    Once each, and not on the day of the invitation. Says how many letters' occasions there were.
    """
    running = Renewal.objects.filter(state__in=WAITING_FOR_HOLDER, campaign__round__state=RoundState.PUBLISHED)
    rows = running.filter(campaign__round__closes_at__gt=clock.now()).whole()
    return sum(_remind(renewal) for renewal in rows.order_by("pk"))


def _due(renewal: Renewal) -> list[str]:
    """The columns of the reminders that are due today."""
    campaign, until, today = renewal.campaign, renewal.certificate.valid_until, clock.today()
    invited = renewal.invited_at.astimezone(clock.TOKYO).date()
    before_end = until - timedelta(days=campaign.remind_before_end) if until and campaign.remind_before_end else None
    days = {"end_reminded_at": before_end, "close_reminded_at": campaign.closing_reminder_on}
    return [name for name, day in days.items() if day and invited < day <= today and getattr(renewal, name) is None]


@transaction.atomic
def _remind(renewal: Renewal) -> bool:
    due = _due(renewal)
    if not due or renewal.is_submitted:
        return False
    unsent = {f"{name}__isnull": True for name in due}
    rows = Renewal.objects.filter(pk=renewal.pk, state__in=WAITING_FOR_HOLDER, **unsent)
    if not rows.update(**dict.fromkeys(due, clock.now())):
        return False  # another worker was faster, or the holder has answered
    renewal_emails.reminded(renewal, "-".join(sorted(due)))
    return True
