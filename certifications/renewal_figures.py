"""Figures about renewals for the desk: what ends by month, and how far the invitations of a campaign have come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from certifications.models import Certificate, Renewal
from certifications.renewal_states import RenewalState

SUBMITTED = _("application submitted")


@dataclass(frozen=True)
class Bar:
    """One line of a chart: its words, its number, and its width in percent of the longest."""

    label: Any
    number: int
    width: int


def bars(counted: Sequence[tuple[Any, int]]) -> list[Bar]:
    """The lines of a chart, in their order."""
    most = max((number for _label, number in counted), default=0)
    return [Bar(label, number, round(100 * number / most) if most else 0) for label, number in counted]


def by_month(ending: Any) -> list[Bar]:
    """How many certificates end in each month of which at least one ends; the label is the month's first day."""
    months = ending.order_by().annotate(month=TruncMonth("valid_until")).values_list("month").annotate(number=Count("pk"))
    counted: list[tuple[date, int]] = list(months.order_by("month"))
    return bars(counted)


def rows(ending: Any, most: int) -> list[Certificate]:
    """The certificates, the first to end on top, each with its invitations and what renews it."""
    invitations = Prefetch("renewals", Renewal.objects.select_related("campaign__round").order_by("-pk"))
    found = ending.select_related("level", "successor", "program").prefetch_related(invitations, "renewal_applications")
    return list(found.order_by("valid_until", "pk")[:most])


def funnel(renewals: Sequence[Renewal]) -> list[Bar]:
    """How many came as far as each step: who has begun has been invited and has read it, too."""
    states = Counter(renewal.state for renewal in renewals)
    submitted = sum(renewal.is_submitted for renewal in renewals)
    begun = states[RenewalState.BEGUN] + states[RenewalState.RENEWED]
    steps = [
        (RenewalState.INVITED.label, len(renewals)),
        (RenewalState.OPENED.label, states[RenewalState.OPENED] + begun),
        (RenewalState.BEGUN.label, begun),
        (SUBMITTED, submitted),
        (RenewalState.RENEWED.label, states[RenewalState.RENEWED]),
        (RenewalState.DECLINED.label, states[RenewalState.DECLINED]),
        (RenewalState.LAPSED.label, states[RenewalState.LAPSED]),
    ]
    return bars(steps)
