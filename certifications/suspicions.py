"""Who may be connected with whom: facts in, suspicions out, each with the way from the judge to the case.

A suspicion says nothing about a person; it asks the office to look. Nothing here confirms anything.
"""

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from organizations.kinship import Link, neighbors, paths


@dataclass(frozen=True)
class Judge:
    """Somebody on the panel, with the domains of her e-mail addresses."""

    id: int
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """What connects a judge with a company or a person: by what she declared, or by the record (`organization`)."""

    judge: int
    kind: str
    name: str = ""
    number: str = ""
    organization: int | None = None
    holder: str = "self"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Company:
    """An organization as it is on record. A number that the office has not confirmed proves nothing, and says so."""

    id: int
    name: str
    names: tuple[str, ...] = ()
    number: str = ""
    verified: bool = False
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """An application: the company that applies, or the persons who do."""

    id: int
    company: int | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything that the finder looks at. `years` says per kind of tie how long one counts after it has ended."""

    judges: Sequence[Judge]
    ties: Sequence[Tie]
    companies: Sequence[Company]
    links: Sequence[Link]
    cases: Sequence[Case]
    years: Mapping[str, int]
    free_mail: frozenset[str]
    legal_forms: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step of the way: how one comes to it, whom it names, and since when until when."""

    relation: str
    key: str
    name: str
    since: str = ""
    until: str = ""

    def as_data(self) -> dict[str, str]:
        return {"relation": self.relation, "key": self.key, "name": self.name, "since": self.since, "until": self.until}


@dataclass(frozen=True)
class Ground:
    """One reason for a suspicion: from what it came, which kind of tie, the way, and the day after which it counts no more."""

    source: str
    kind: str
    path: tuple[Step, ...]
    until: date | None = None
    unverified: bool = False

    @property
    def digest(self) -> str:
        """A hash of the facts alone: a new spelling of a name is no new fact."""
        facts = [self.source, self.kind, self.unverified, [[s.relation, s.key, s.since, s.until] for s in self.path]]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

    def as_data(self) -> dict[str, object]:
        return {
            "hash": self.digest,
            "source": self.source,
            "kind": self.kind,
            "path": [step.as_data() for step in self.path],
            "until": self.until.isoformat() if self.until else "",
            "unverified": self.unverified,
        }


@dataclass(frozen=True)
class Suspicion:
    """A judge may be connected with a company that applies, or with one case of persons."""

    judge: int
    company: int | None
    case: int | None
    grounds: tuple[Ground, ...]


def domain_of(address: str) -> str:
    """The part after the @, in lower case."""
    return address.rpartition("@")[2].strip().lower()


def is_free(domain: str, free_mail: frozenset[str]) -> bool:
    """Whether everybody can have an address there, so that it connects nobody: the domain or one above it is listed."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in free_mail for start in range(len(labels)))


def same_house(one: str, other: str) -> bool:
    """Whether two mail domains belong to one house: equal, or one is a part of the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def plain_name(name: str, legal_forms: Iterable[str]) -> str:
    """A name without its legal form, spaces and signs, in half width and lower case: how two spellings are compared."""
    text = unicodedata.normalize("NFKC", name).casefold()
    for form in legal_forms:
        text = text.replace(unicodedata.normalize("NFKC", form).casefold(), "")
    return re.sub(r"[\W_]+", "", text)


def end_of(tie: Tie, years: Mapping[str, int]) -> date | None:
    """The last day on which the tie counts: so many years after it ended; None while it goes on."""
    if tie.until is None:
        return None
    year = tie.until.year + years.get(tie.kind, 0)
    try:
        return tie.until.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


@dataclass(frozen=True)
class _Start:
    """A company at which a judge's way begins."""

    company: int
    ground: Ground


def find(facts: Facts, day: date) -> list[Suspicion]:
    """All suspicions on the day, in a fixed order: by judge, then companies, then cases."""
    companies = {company.id: company for company in facts.companies}
    around = neighbors(facts.links, day)
    applying = {case.company for case in facts.cases if case.company is not None}
    ways = {start: {end: way for end, way in paths(start, around).items() if end in applying} for start in companies}
    starts = _starts(facts, day)
    found = []
    for judge in sorted({judge.id for judge in facts.judges}):
        grounds: dict[int, set[Ground]] = defaultdict(set)
        for start in starts[judge]:
            for end, way in ways[start.company].items():
                grounds[end].add(_along(start.ground, way, companies))
        found += [Suspicion(judge, company, None, _ordered(grounds[company])) for company in sorted(grounds)]
        found += _with_people(judge, facts, day)
    return found


def _ordered(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    return tuple(sorted(grounds, key=lambda ground: (len(ground.path), ground.source, ground.digest)))


def _along(ground: Ground, way: Iterable[tuple[str, int]], companies: Mapping[int, Company]) -> Ground:
    """The ground, carried on along the links of a group."""
    steps = tuple(Step(relation, f"company:{each}", _name(companies, each)) for relation, each in way)
    if not steps:
        return ground
    return Ground("group", ground.kind, (*ground.path, *steps), ground.until, ground.unverified)


def _name(companies: Mapping[int, Company], each: int) -> str:
    return companies[each].name if each in companies else ""


def _starts(facts: Facts, day: date) -> dict[int, list[_Start]]:
    """The companies with which each judge is connected herself."""
    by_name, by_number = defaultdict(list), defaultdict(list)
    for company in facts.companies:
        for name in {plain_name(name, facts.legal_forms) for name in (company.name, *company.names)} - {""}:
            by_name[name].append(company)
        if company.number:
            by_number[company.number].append(company)
    starts: dict[int, list[_Start]] = defaultdict(list)
    for tie in facts.ties:
        until = end_of(tie, facts.years)
        if until is not None and until < day:
            continue
        for source, company in _named(tie, facts, by_name, by_number):
            unverified = source == "number" and not company.verified
            starts[tie.judge].append(_Start(company.id, Ground(source, tie.kind, (_step(tie, company),), until, unverified)))
    for judge in facts.judges:
        starts[judge.id] += _by_mail(judge, facts)
    return starts


def _named(
    tie: Tie, facts: Facts, by_name: Mapping[str, list[Company]], by_number: Mapping[str, list[Company]]
) -> list[tuple[str, Company]]:
    """The companies that a tie means: the one on record, else those with the number, and those with the name.

    A number that is confirmed for somebody settles whom the tie means: a namesake elsewhere is somebody else.
    """
    if tie.organization is not None:
        return [("record", company) for company in facts.companies if company.id == tie.organization]
    numbered = by_number.get(tie.number, []) if tie.number else []
    settled = any(company.verified for company in numbered)
    named = by_name.get(plain_name(tie.name, facts.legal_forms), []) if not settled else []
    known = {company.id for company in numbered}
    return [("number", company) for company in numbered] + [("name", each) for each in named if each.id not in known]


def _step(tie: Tie, company: Company) -> Step:
    relation = tie.kind if tie.holder == "self" else f"{tie.holder}_{tie.kind}"
    since, until = (moment.isoformat() if moment else "" for moment in (tie.since, tie.until))
    return Step(relation, f"company:{company.id}", company.name, since, until)


def _by_mail(judge: Judge, facts: Facts) -> list[_Start]:
    """Companies whose people write from the judge's own mail domain."""
    found = []
    for domain in sorted({each for each in judge.domains if each and not is_free(each, facts.free_mail)}):
        for company in facts.companies:
            if any(same_house(domain, each) for each in company.domains if not is_free(each, facts.free_mail)):
                path = (Step("email", domain, domain), Step("domain_of", f"company:{company.id}", company.name))
                found.append(_Start(company.id, Ground("email", "other", path)))
    return found


def _with_people(judge: int, facts: Facts, day: date) -> list[Suspicion]:
    """Cases of persons whose names the judge has declared."""
    named: dict[str, list[tuple[Tie, date | None]]] = defaultdict(list)
    for tie in facts.ties:
        until = end_of(tie, facts.years)
        if tie.judge == judge and tie.organization is None and not (until is not None and until < day):
            named[plain_name(tie.name, facts.legal_forms)].append((tie, until))
    found = []
    for case in sorted(facts.cases, key=lambda case: case.id):
        grounds = set()
        for person in case.people:
            plain = plain_name(person, facts.legal_forms)
            for tie, until in named.get(plain, []) if plain else []:
                since, ended = (moment.isoformat() if moment else "" for moment in (tie.since, tie.until))
                relation = tie.kind if tie.holder == "self" else f"{tie.holder}_{tie.kind}"
                grounds.add(Ground("name", tie.kind, (Step(relation, f"person:{plain}", person, since, ended),), until))
        if grounds:
            found.append(Suspicion(judge, None, case.id, _ordered(grounds)))
    return found
