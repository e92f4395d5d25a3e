"""A meeting as it stands: who sits in it, who has to leave for which item, who is there now, and what can be decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from certifications import agenda
from certifications.models import AgendaItem, Application, Meeting, Presence, Vote
from certifications.states import ApplicationState
from home.models import History
from organizations.models import User


@dataclass(frozen=True)
class Place:
    """One item in its place: who is kept out of it, who goes out and comes in before it, and whether it can be decided."""

    item: AgendaItem
    recused: list[Any]
    goes_out: list[Any]
    comes_in: list[Any]
    standing: agenda.Entitled

    @property
    def gone(self) -> bool:
        """The case has been taken back by its applicant."""
        return self.item.application.state != ApplicationState.IN_REVIEW


def members(meeting: Meeting) -> list[User]:
    """Who sits in the meeting: the chair first, then by name."""
    people = User.objects.filter(pk__in=meeting.stage.seats().values("judge")).order_by("name_kana", "pk")
    return sorted(people, key=lambda person: (person.pk != meeting.chair_id, person.pk != meeting.deputy_id))


def items(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order, with what is said of each case."""
    related = (
        "application__subject", "application__organization", "application__team", "application__person",
        "application__round__program", "meeting__stage__round__program",
    )  # fmt: skip
    return list(meeting.items.select_related(*related))


def recusals(people: Iterable[Any], applications: Collection[int]) -> dict[int, frozenset[int]]:
    """By case, who has an interest in it now: `permissions.in_conflict` for everybody and every case at once."""
    found: dict[int, set[int]] = {case: set() for case in applications}
    cases = Application.objects.filter(pk__in=applications)
    for person in people:
        free = set(cases.without_conflict(person).values_list("pk", flat=True))
        for case in set(applications) - free:
            found[case].add(person.pk)
    return {case: frozenset(people) for case, people in found.items()}


def present(meeting: Meeting) -> set[int]:
    """Who is in the meeting now."""
    return set(Presence.objects.now().filter(meeting=meeting).values_list("member", flat=True))


def standing(meeting: Meeting, there: Collection[int], panel: int, away: Collection[int]) -> agenda.Entitled:
    """How an item stands by the meeting's rule of quorum, when these are there and those are kept out of it."""
    return agenda.entitled(there, panel, away, meeting.quorum_rule, meeting.quorum_number, meeting.quorum_of)


def expected(meeting: Meeting, people: Collection[Any]) -> set[int]:
    """Who is reckoned with: before a meeting begins, and in writing, everybody; then who is there."""
    begun = meeting.held and meeting.presences.exists()
    return present(meeting) if begun and meeting.closed_at is None else {person.pk for person in people}


def places(meeting: Meeting, people: list[User] | None = None) -> list[Place]:
    """The agenda with exits by name, and for each item whether there will be, or is, a quorum without those recused."""
    people = members(meeting) if people is None else people
    by_id = {person.pk: person for person in people}
    rows = items(meeting)
    away = recusals(people, [row.application_id for row in rows])
    there = expected(meeting, people)
    moves = agenda.exits([away[row.application_id] for row in rows])

    def named(keys: Iterable[Any]) -> list[Any]:
        return [person for key, person in by_id.items() if key in set(keys)]

    return [
        Place(
            row,
            named(away[row.application_id]),
            named(out),
            named(back),
            standing(meeting, there, len(people), away[row.application_id]),
        )
        for row, (out, back) in zip(rows, moves, strict=True)
    ]


def away_from(item: AgendaItem) -> frozenset[int]:
    """Who of the panel is kept out of the item now."""
    return recusals(members(item.meeting), [item.application_id])[item.application_id]


def standing_of(item: AgendaItem) -> agenda.Entitled:
    """Whether the item can be decided by who is there now."""
    people = members(item.meeting)
    away = recusals(people, [item.application_id])[item.application_id]
    there = present(item.meeting) & {person.pk for person in people} if item.meeting.held else {person.pk for person in people}
    return standing(item.meeting, there, len(people), away)


def took_part(item: AgendaItem) -> set[int]:
    """Who has voted on the item, or was there when it was settled."""
    voted = set(Vote.objects.filter(motion__item=item, motion__state="closed").values_list("member", flat=True))
    if item.settled_at is None or not item.meeting.held:
        return voted
    there = item.meeting.presences.filter(came_at__lte=item.settled_at).exclude(left_at__lt=item.settled_at)
    there = there.exclude(left_for=item)
    return voted | set(there.values_list("member", flat=True))


def is_outdated(item: AgendaItem) -> bool:
    """Whether somebody who took part turned out to have an interest in the case: then nothing can rest on the outcome."""
    people = User.objects.filter(pk__in=took_part(item))
    return bool(recusals(people, [item.application_id])[item.application_id])


def presider(meeting: Meeting, there: Collection[int], away: Collection[int]) -> int | None:
    """Who takes the chair for an item: the chair, or the deputy, if there and not recused."""
    fit = [key for key in (meeting.chair_id, meeting.deputy_id) if key in there and key not in away]
    return fit[0] if fit else None


def events_by_item(meeting: Meeting) -> Mapping[int, list[History]]:
    """What happened, by item; what concerns no single one stands under 0."""
    found: dict[int, list[History]] = {}
    for event in meeting.history.select_related("by"):
        found.setdefault(int(event.facts.get("item", 0)), []).append(event)
    return found


def is_of_panel(item: AgendaItem, user: Any) -> bool:
    """Whether somebody may take part in the item at all: sits on the panel, and is not kept out of it."""
    people = [person for person in members(item.meeting) if person.pk == user.pk]
    return bool(people) and not recusals(people, [item.application_id])[item.application_id]
