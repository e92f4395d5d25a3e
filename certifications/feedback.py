"""What an applicant is told about the judging after the release: the band by criterion, and the words meant for her.

The program's data says what of it is told. Nothing else of a sheet is read here: neither notes nor points nor names.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications import reasoning
from certifications.models import Decision, Review

BANDS = {"high": _("well met"), "middle": _("largely met"), "low": _("not sufficiently met")}


@dataclass(frozen=True)
class Band:
    """A criterion and how far it was met."""

    label: str
    words: Any


def bands(decision: Decision) -> list[Band]:
    """By criterion, from the frozen result that the decision cites; nothing where the program tells no bands."""
    if not _told(decision, "bands", default=False):
        return []
    judged = reasoning.judged(decision.application, decision.result_run)
    return [Band(str(each.criterion.label), BANDS[each.mark.band]) for each in judged if each.mark.band]


def comments(decision: Decision) -> list[str]:
    """What judges wrote for the applicant, in an order that tells of nobody; nothing where the program does not tell it."""
    if not _told(decision, "comments", default=True):
        return []
    return list(Review.objects.with_comment_for(decision.application).values_list("applicant_comment", flat=True))


def _told(decision: Decision, what: str, *, default: bool) -> bool:
    return bool(decision.application.round.rules.get("feedback", {}).get(what, default))
