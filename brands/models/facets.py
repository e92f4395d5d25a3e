"""Facets: what the filters are called, and how many entries each would leave, given the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from brands.models.entries import Entry
from brands.querysets import EntryQuerySet
from brands.search import Wish
from brands.tallies import FILTERS, Tally
from certifications.certificate_states import STATUS_LABELS
from certifications.models import Category, Program
from home import clock
from home.search import match
from organizations.models import Area

FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Vocabulary:
    """The values that filters can have, with their labels in one language. Fields belong to a program."""

    programs: dict[str, str]
    accents: dict[str, str]
    fields: dict[str, dict[str, str]]
    wards: dict[str, str]
    statuses: dict[str, str]

    @classmethod
    def read(cls) -> "Vocabulary":
        """In the active language, in the order of each, by three queries."""
        programs = list(Program.objects.all())
        fields: dict[str, dict[str, str]] = {program.slug: {} for program in programs}
        for category in Category.objects.select_related("program").order_by("order", "pk"):
            fields[category.program.slug][category.code] = str(category.name)
        return cls(
            programs={program.slug: str(program.short_name) for program in programs},
            accents={program.slug: program.accent for program in programs},
            fields=fields,
            wards={area.code: str(area.name) for area in Area.objects.all()},
            statuses={status: capfirst(str(label)) for status, label in STATUS_LABELS.items()},
        )

    def labels(self, wish: Wish, name: str) -> Mapping[str, str]:
        """The labels of a filter's values; of fields, those of the wished program."""
        if name == "field":
            return self.fields.get(wish.program, {})
        return {"program": self.programs, "ward": self.wards, "status": self.statuses}.get(name, {})

    def known(self, wish: Wish) -> Wish:
        """The wish without filters that nobody knows."""
        unknown = [
            name
            for name, value in wish.filters.items()
            if (not 1900 <= int(value[:4]) <= clock.today().year if name == "year" else value not in self.labels(wish, name))
        ]
        if wish.on and past_day(wish.on) is None:
            unknown.append("on")
        return wish.without(*unknown)


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its label, how many entries it leaves, its link, and whether it is chosen."""

    value: str
    label: str
    count: int
    link: str
    chosen: bool
    accent: str = ""


@dataclass(frozen=True)
class Nearest:
    """What the same wish would find without one of its parts."""

    name: str
    count: int
    link: str


@dataclass(frozen=True)
class Facets:
    """All filters of one wish, how many entries it finds, and what is near when it finds none."""

    total: int
    ever: int
    now: int
    program: list[Choice]
    field: list[Choice]
    year: list[Choice]
    ward: list[Choice]
    status: list[Choice]
    later: Choice | None  # the chosen year, and all years after it
    nearest: list[Nearest]


def past_day(written: str) -> date | None:
    """A day before today, as of which the register can be asked; None for today, what is to come, and no day at all."""
    day = date.fromisoformat(written) if written else None
    return day if day and FIRST_DAY <= day < clock.today() else None


def found_by(wish: Wish) -> EntryQuerySet:
    """The entries that a wish leaves, with their status on its day."""
    return match(known_on(wish.day), wish.q).filtered(wish.filters)


def tally_of(words: str, day: date | None = None) -> Tally:
    """The tally of all entries that hold the words; of the whole register for none. As of the day, or today."""
    return Tally.of(match(known_on(day), words).tallied())


def known_on(day: date | None) -> EntryQuerySet:
    """What the public register held at the end of the day, or holds now, each with its status."""
    public = Entry.objects.public().begun_by(day or clock.today())
    return public.as_of(day) if day else public.with_status(clock.today())


def facets_of(wish: Wish, vocabulary: Vocabulary, tally: Tally, whole: Callable[[], Tally]) -> Facets:
    """Counts per value of each filter, with that filter itself open, so that one sees what else there is.

    `tally` is of the entries that hold the wish's words, `whole` gives that of all entries when nothing was found.
    """
    counts = tally.counts(wish.filters)
    total = tally.total(wish.filters)
    rows = {name: _choices(wish, name, counts[name], vocabulary) for name in FILTERS}
    if not wish.program:
        rows["field"] = []
    later = None
    if wish.year and any(year > wish.year[:4] for year in counts["year"]):
        since = wish.with_(year=f"{wish.year[:4]}-")
        chosen = wish.year.endswith("-")
        to = wish.with_(year=wish.year[:4]) if chosen else since
        later = Choice(since.year, wish.year[:4], tally.total(since.filters), to.link, chosen)
    near = [] if total else _nearest(wish, tally, whole)
    return Facets(total=total, ever=tally.ever(wish.filters), now=tally.now(wish.filters), **rows, later=later, nearest=near)


def _choices(wish: Wish, name: str, counts: Mapping[str, int], vocabulary: Vocabulary) -> list[Choice]:
    wanted = getattr(wish, name)
    if name == "year":
        wanted = wanted[:4]
        years = sorted({*counts, *([wanted] if wanted else [])}, reverse=True)
        labels: Mapping[str, str] = {year: year for year in years}
    else:
        labels = vocabulary.labels(wish, name)
    return [
        Choice(
            value=value,
            label=label,
            count=counts.get(value, 0),
            link=(wish.without(name) if value == wanted else wish.with_(**{name: value})).link,
            chosen=value == wanted,
            accent=vocabulary.accents[value] if name == "program" else "",
        )
        for value, label in labels.items()
        if counts.get(value) or value == wanted
    ]


def _nearest(wish: Wish, tally: Tally, whole: Callable[[], Tally]) -> list[Nearest]:
    """Without each part in turn, the one that finds most first."""
    found = []
    for name in wish.set_parts:
        wider = wish.without(name)
        count = (whole() if name == "q" else tally).total(wider.filters)
        if count:
            found.append(Nearest(name, count, wider.link))
    return sorted(found, key=lambda near: -near.count)
