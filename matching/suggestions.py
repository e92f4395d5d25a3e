"""Hosts for a request, the fittest first, with the reasons in words: read from certificates, earlier engagements and offers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.models import Certificate
from home import clock, fiscal
from matching import shown, suggesting
from matching.models import Engagement

MOST = 12
REASONS = {
    suggesting.WISHED: _("wished for by who asks"),
    suggesting.TRADE: _("the trade that is asked for"),
    suggesting.WARD: _("in the same ward"),
    suggesting.FREE: _("nothing else on the day"),
    suggesting.BUSY: _("engaged elsewhere on the day"),
    suggesting.RESTED: _("seldom asked this year"),
    suggesting.DECLINED: _("has said no to this"),
}


@dataclass(frozen=True)
class Suggested:
    """A host and why."""

    certificate: Certificate
    reasons: list[Any]


def of(engagement: Engagement) -> list[Suggested]:
    """At most twelve, by four questions however many hosts there are."""
    rows = shown.hosts(engagement.kind).select_related("category", "area", "subject", "organization", "program")
    found = {certificate.pk: certificate for certificate in rows}
    days: dict[int, set[Any]] = {}
    times: dict[int, int] = {}
    year = fiscal.fiscal_year(clock.today())
    held = Engagement.objects.filter(Q(state__in=["confirmed", "reported"]), certificate__in=found)
    for key, day in held.values_list("certificate", "held_on"):
        if key is not None and day is not None:  # the database keeps both
            days.setdefault(key, set()).add(day)
            times[key] = times.get(key, 0) + (fiscal.fiscal_year(day) == year)
    said_no = set(engagement.offers.values_list("certificate", flat=True))
    wanted = suggesting.Wanted(
        days=tuple(day for day in (engagement.first_day, engagement.second_day) if day),
        trade=engagement.category_id,
        ward=engagement.area_id,
        host=engagement.wished_id,
    )
    hosts = [
        suggesting.Host(
            key=key,
            trade=certificate.category_id,
            ward=certificate.area_id,
            days=frozenset(days.get(key, ())),
            times=times.get(key, 0),
            said_no=key in said_no,
        )
        for key, certificate in found.items()
    ]
    best = suggesting.suggest(wanted, hosts)[:MOST]
    return [Suggested(found[row.key], [REASONS[code] for code in row.reasons]) for row in best]
