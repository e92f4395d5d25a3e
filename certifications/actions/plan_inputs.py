"""What a plan is computed from: cases, panel, expertise, earlier years, conflicts and present assignments, by public ids."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from certifications.assignment_problems import Application as Case
from certifications.assignment_problems import Held, Judge, Problem
from certifications.judge_graphs import Pair
from certifications.models import Application, Assignment, Expertise, Round
from certifications.states import AssignmentState


@dataclass(frozen=True)
class Wishes:
    """What the office asks for. `caps` are by judge, `reviews_of` by case, `must` and `never` pairs of both."""

    reviews: int
    cap: int
    links: int = 0
    rotation: bool = True
    seed: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    reviews_of: Mapping[str, int] = field(default_factory=dict)
    must: tuple[Pair, ...] = ()
    never: tuple[Pair, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self) | {"must": [list(pair) for pair in self.must], "never": [list(pair) for pair in self.never]}

    def relaxed(self, limit: str, judge: str = "", application: str = "") -> "Wishes":
        """The same wishes with one limit loosened by one. A conflict can only be loosened where it is a wish (`never`)."""
        if limit == "cap":
            return replace(self, caps={**self.caps, judge: self.caps.get(judge, self.cap) + 1})
        if limit == "reviews":
            fewer = max(self.reviews_of.get(application, self.reviews) - 1, 0)
            return replace(self, reviews_of={**self.reviews_of, application: fewer})
        if limit == "links":
            return replace(self, links=self.links + 1)
        return replace(self, never=tuple(pair for pair in self.never if pair != (judge, application)))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Wishes":
        pairs = {name: tuple((judge, case) for judge, case in data[name]) for name in ("must", "never")}
        return cls(**dict(data) | pairs)


def problem_of(round_: Round, wishes: Wishes) -> Problem:
    """The problem of the stage that is scored now or next, as the database stands.

    A begun sheet stays; one in conflict does not hold its place.
    """
    stage = round_.stage_to_score()
    seats = stage.seats() if stage else round_.panel.none()
    judges = {str(member.judge.public_id): member.judge for member in seats.select_related("judge")}
    standing = Application.objects.entering(stage) if stage else Application.objects.none()
    cases = {row.pk: row for row in standing.select_related("category")}
    code_of = {pk: str(case.public_id) for pk, case in cases.items()}
    conflicts = set(wishes.never)
    for code, judge in judges.items():
        free = set(standing.without_conflict(judge).values_list("pk", flat=True))
        conflicts |= {(code, code_of[pk]) for pk in cases.keys() - free}
    held = {}
    present = Assignment.objects.counted().filter(stage=stage, application__in=cases).select_related("judge")
    for row in present:
        pair = (str(row.judge.public_id), code_of[row.application_id])
        begun = row.state != AssignmentState.ASSIGNED and pair[0] in judges and pair not in conflicts
        held[pair] = Held(*pair, fixed=begun, link=row.link)
    for pair in wishes.must:
        held[pair] = Held(*pair, fixed=True, link=pair in held and held[pair].link)
    read_before, fields_read = _earlier(round_, judges) if wishes.rotation else (frozenset(), {})
    expertise: dict[str, dict[str, int]] = defaultdict(dict)
    for known in Expertise.objects.filter(category__program=round_.program_id).select_related("judge", "category"):
        expertise[str(known.judge.public_id)][known.category.code] = known.level
    return Problem(
        applications=tuple(
            Case(
                code_of[pk],
                applicant_code(case),
                case.category.code if case.category else "",
                wishes.reviews_of.get(code_of[pk], wishes.reviews),
            )
            for pk, case in cases.items()
        ),
        judges=tuple(
            Judge(
                code,
                wishes.caps.get(code, wishes.cap),
                expertise=expertise.get(code, {}),
                fields_read=frozenset(fields_read.get(code, ())),
            )
            for code in judges
        ),
        conflicts=frozenset(conflicts),
        held=tuple(held.values()),
        read_before=read_before,
        links=wishes.links,
        seed=wishes.seed,
    )


def applicant_code(case: Any) -> str:
    """Names who applies, the same over the years."""
    if case.organization_id:
        return f"organization {case.organization_id}"
    return f"team {case.team_id}" if case.team_id else f"person {case.person_id}"


def _earlier(round_: Round, judges: Mapping[str, Any]) -> tuple[frozenset[Pair], dict[str, set[str]]]:
    """Whom and which fields each judge of the panel has read in earlier rounds of the program: sheets that were handed in."""
    before = Assignment.objects.filter(
        judge__in=judges.values(), state=AssignmentState.SUBMITTED, application__round__program=round_.program_id
    ).filter(application__round__opens_at__lt=round_.opens_at)
    pairs, fields = set(), defaultdict(set)
    for row in before.exclude(application__round=round_).select_related("judge", "application__category"):
        judge = str(row.judge.public_id)
        pairs.add((judge, applicant_code(row.application)))
        if row.application.category:
            fields[judge].add(row.application.category.code)
    return frozenset(pairs), fields


def stored(data: Mapping[str, Any]) -> Problem:
    """The problem out of its canonical JSON, exactly as it was hashed."""
    return Problem(
        applications=tuple(Case(**row) for row in data["applications"]),
        judges=tuple(
            Judge(row["code"], row["cap"], frozenset(row["panels"]), row["expertise"], frozenset(row["fields_read"]))
            for row in data["judges"]
        ),
        conflicts=frozenset((judge, case) for judge, case in data["conflicts"]),
        held=tuple(Held(*row) for row in data["held"]),
        read_before=frozenset((judge, organization) for judge, organization in data["read_before"]),
        links=data["links"],
        seed=data["seed"],
    )
