"""What the finder finds goes on record, once; what was settled comes back only with facts that were not known."""

from typing import Any

from django.db import transaction
from django.db.models import F

from certifications import connection_facts
from certifications.conflict_states import ConflictSource, ConflictState
from certifications.models import Application, Conflict, Round
from certifications.states import RoundState
from certifications.suspicions import Suspicion, find
from home import clock
from home.states import change_state
from organizations.models import Organization

LOOKED_AT = (RoundState.PUBLISHED, RoundState.JUDGING)


def look_everywhere() -> int:
    """Looks at every round in which judges can still be given cases; says how many suspicions are new."""
    rounds = Round.objects.filter(state__in=LOOKED_AT, panel__isnull=False).distinct().select_related("program").order_by("pk")
    return sum(look(round_) for round_ in rounds)


@transaction.atomic
def look(round_: Round) -> int:
    """Looks at one round; says how many suspicions are new or have come back. Doing it twice changes nothing."""
    return sum(_note(suspicion) for suspicion in find(connection_facts.of_round(round_), clock.today()))


def _note(suspicion: Suspicion) -> int:
    """Puts one suspicion on record. One that a confirmed conflict covers already says nothing new."""
    about = _about(suspicion)
    organization, application = about["organization"], about["application"]
    known = Conflict.objects.confirmed().filter(person=suspicion.judge)
    if known.filter(reaches__organization=organization).exists() if organization else known.touching(application).exists():
        return 0
    grounds: list[Any] = [ground.as_data() for ground in suspicion.grounds]
    first = suspicion.grounds[0]
    conflict, created = Conflict.objects.get_or_create(
        person_id=suspicion.judge,
        subject=None,
        **about,
        defaults={
            "state": ConflictState.SUSPECTED,
            "source": ConflictSource(first.source),
            "kind": first.kind,
            "until": _until(suspicion),
            "grounds": grounds,
            "recorded_at": clock.now(),
        },
    )
    if created:
        facts = {"grounds": [row["hash"] for row in grounds]}
        conflict.history.append(conflict, action="conflict.suspect", by=None, to_state=conflict.state, facts=facts)
        return 1
    return _add(Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk), grounds, suspicion)


def _add(conflict: Conflict, grounds: list[Any], suspicion: Suspicion) -> int:
    """Grounds that were not known are added; what was dismissed or is over is suspected again because of them."""
    known = {row["hash"] for row in conflict.grounds}
    fresh = [row for row in grounds if row["hash"] not in known]
    if not fresh or conflict.state == ConflictState.CONFIRMED:
        return 0
    every = [*conflict.grounds, *fresh]
    if conflict.state in {ConflictState.DISMISSED, ConflictState.ENDED}:
        change_state(
            conflict, ConflictState.SUSPECTED, by=None, action="conflict.suspect", grounds=every, until=_until(suspicion)
        )
        return 1
    Conflict.objects.filter(pk=conflict.pk).update(row_version=F("row_version") + 1, grounds=every, until=_until(suspicion))
    conflict.history.append(
        conflict, action="conflict.new_facts", by=None, facts={"grounds": [row["hash"] for row in fresh]}, held=True
    )
    return 0


def _until(suspicion: Suspicion) -> Any:
    """The last day on which any of the grounds counts; None while one goes on."""
    ends = [ground.until for ground in suspicion.grounds]
    return None if None in ends else max(end for end in ends if end)


def _about(suspicion: Suspicion) -> dict[str, Any]:
    if suspicion.company is not None:
        return {"organization": Organization.objects.get(pk=suspicion.company), "application": None}
    assert suspicion.case is not None  # a suspicion is about one of the two
    return {"organization": None, "application": Application.objects.get(pk=suspicion.case)}
