"""What is known before judges are assigned, and what is said of the result: plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from certifications.judge_graphs import Pair

ALGORITHM = "cheapest flow 1"
LEVELS = 3  # expertise: 0 (none) to 3


class Contradiction(ValueError):
    """What was put in cannot all be true; `code` says why, `subject` whom it concerns."""

    def __init__(self, code: str, *subject: str) -> None:
        super().__init__(code, *subject)
        self.code, self.subject = code, subject


@dataclass(frozen=True)
class Application:
    """A case: whose it is, its field, how many ordinary reviews it wants, and which panel gives them ("" is everybody)."""

    code: str
    organization: str
    field: str
    reviews: int
    panel: str = ""


@dataclass(frozen=True)
class Judge:
    """A judge: at most how many reviews, panels, expertise by field (0 to 3), and the fields read in earlier years."""

    code: str
    cap: int
    panels: frozenset[str] = frozenset()
    expertise: Mapping[str, int] = field(default_factory=dict)
    fields_read: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """A pair that is there already. A fixed one stays whatever happens; another one is kept if nothing speaks against it."""

    judge: str
    application: str
    fixed: bool = False
    link: bool = False


@dataclass(frozen=True)
class Problem:
    """All that is known before. `conflicts` hold judge and application, `read_before` judge and organization.

    `links` are reviews besides the ordinary ones, given across panels, so that all judges can be compared.
    """

    applications: tuple[Application, ...]
    judges: tuple[Judge, ...]
    conflicts: frozenset[Pair] = frozenset()
    held: tuple[Held, ...] = ()
    read_before: frozenset[Pair] = frozenset()
    links: int = 0
    seed: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a pair was chosen, as a code and its number.

    fixed, kept; link (1 if it joins judges that were apart); expertise (level); rotation (how many who could read it have read
    the organization before, she has not); load (her reviews, no more than others have on average); available (how many could).
    Speaking against it, and outweighed: repeated_organization, repeated_field.
    """

    code: str
    value: int


@dataclass(frozen=True)
class Assigned:
    """A judge for an application, and why."""

    judge: str
    application: str
    link: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Dropped:
    """A pair that was there and is not any more: conflict, gone (judge or application), panel, moved."""

    judge: str
    application: str
    code: str


@dataclass(frozen=True)
class Relax:
    """One limit whose loosening by one gives one review more: cap, conflict, panel, reviews (wanting fewer), links."""

    code: str
    judge: str = ""
    application: str = ""


@dataclass(frozen=True)
class Gap:
    """An application that lacks ordinary reviews, and each single thing that would help."""

    application: str
    lacking: int
    relax: tuple[Relax, ...]


@dataclass(frozen=True)
class Solution:
    """Who reads what. `groups` are the judges who cannot be compared with others: one group is what one wants."""

    assigned: tuple[Assigned, ...]
    loads: Mapping[str, int]
    dropped: tuple[Dropped, ...]
    gaps: tuple[Gap, ...]
    groups: tuple[tuple[str, ...], ...]
    links_missing: int
    relax_links: tuple[Relax, ...]
    input_hash: str
    algorithm: str = ALGORITHM


@dataclass(frozen=True)
class Table:
    """The problem by code, with the one rule of who may read what."""

    applications: Mapping[str, Application]
    judges: Mapping[str, Judge]
    conflicts: frozenset[Pair]
    read_before: frozenset[Pair]

    def is_on_panel(self, judge: str, application: str) -> bool:
        """Whether ordinary reviews of the application may come from her."""
        return self.applications[application].panel in ("", *self.judges[judge].panels)

    def may_read(self, judge: str, application: str) -> bool:
        """Whether nothing connects her with it: the limit of link reviews."""
        return (judge, application) not in self.conflicts

    def may_review(self, judge: str, application: str) -> bool:
        """Whether an ordinary review may be hers."""
        return self.is_on_panel(judge, application) and self.may_read(judge, application)

    def reviewers(self, application: str) -> list[str]:
        """All whose ordinary review it may be, by code."""
        return [judge for judge in self.judges if self.may_review(judge, application)]


def table(problem: Problem) -> Table:
    """The problem, sorted and checked. Raises Contradiction."""
    applications = {row.code: row for row in sorted(problem.applications, key=lambda row: row.code)}
    judges = {row.code: row for row in sorted(problem.judges, key=lambda row: row.code)}
    pairs = {(held.judge, held.application) for held in problem.held}
    if len(applications) < len(problem.applications) or len(judges) < len(problem.judges) or len(pairs) < len(problem.held):
        raise Contradiction("twice")
    for application in applications.values():
        if application.reviews < 0:
            raise Contradiction("negative", application.code)
    fixed = [held for held in problem.held if held.fixed]
    for judge in judges.values():
        if judge.cap < 0:
            raise Contradiction("negative", judge.code)
        if not all(0 <= level <= LEVELS for level in judge.expertise.values()):
            raise Contradiction("level", judge.code)
        if sum(held.judge == judge.code for held in fixed) > judge.cap:
            raise Contradiction("fixed_over_cap", judge.code)
    for held in fixed:
        if held.judge not in judges or held.application not in applications:
            raise Contradiction("fixed_unknown", held.judge, held.application)
        if (held.judge, held.application) in problem.conflicts:
            raise Contradiction("fixed_in_conflict", held.judge, held.application)
    if problem.links < 0:
        raise Contradiction("negative", "links")
    return Table(applications, judges, problem.conflicts, problem.read_before)


def canonical(problem: Problem) -> dict[str, object]:
    """The problem as JSON, in one order whatever the order of its parts; its digest is the input hash."""
    return {
        "algorithm": ALGORITHM,
        "applications": sorted((asdict(application) for application in problem.applications), key=lambda row: row["code"]),
        "judges": sorted(
            (
                {
                    "code": judge.code,
                    "cap": judge.cap,
                    "panels": sorted(judge.panels),
                    "expertise": dict(judge.expertise),
                    "fields_read": sorted(judge.fields_read),
                }
                for judge in problem.judges
            ),
            key=lambda row: str(row["code"]),
        ),
        "conflicts": sorted(map(list, problem.conflicts)),
        "held": sorted([held.judge, held.application, held.fixed, held.link] for held in problem.held),
        "read_before": sorted(map(list, problem.read_before)),
        "links": problem.links,
        "seed": problem.seed,
    }
