"""How a round compares scores is said before they are locked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions.conditions import must_be_in
from certifications.models import Round, ScoreRules
from certifications.permissions import runs_round

MAY_BE_RULED = frozenset({"preparing", "published", "judging"})


def rules_of(round_: Round) -> ScoreRules:
    """The round's rules, or the usual ones."""
    return ScoreRules.objects.filter(round=round_).first() or ScoreRules(round=round_)


@transaction.atomic
def say(round_: Round, *, by: Any, **rules: Any) -> ScoreRules:
    """Writes the rules down; the round's history keeps every change. Raises WrongStage once scores are locked."""
    if not runs_round(by, round_):
        raise PermissionDenied
    must_be_in(round_, MAY_BE_RULED)
    locked = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    found, _created = ScoreRules.objects.update_or_create(round=locked, defaults=rules)
    locked.history.append(locked, action="round.score_rules", by=by, facts={name: str(value) for name, value in rules.items()})
    return found
