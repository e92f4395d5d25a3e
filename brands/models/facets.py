"""Facets: how many entries each filter would leave, given the others."""

from dataclasses import dataclass
from typing import Any

from brands.models.entries import Entry
from brands.querysets import STATUS_LABELS, EntryQuerySet
from brands.search import Wish
from certifications.models import Category, Program
from home import clock
from home.fiscal import fiscal_year_label
from home.search import match
from organizations.models import Area


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its label, how many entries it leaves, its address, and whether it is chosen."""

    value: str
    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facets:
    """All filters of one wish, and the total. The sentence says the wish back."""

    total: int
    program: list[Choice]
    field: list[Choice]
    year: list[Choice]
    ward: list[Choice]
    status: list[Choice]


COLUMNS = {
    "program": "certificate__program__slug",
    "field": "certificate__category__code",
    "year": "certificate__fiscal_year",
    "ward": "certificate__area__code",
    "status": "status",
}


def found_by(wish: Wish) -> EntryQuerySet:
    """The entries that a wish leaves, with their status today."""
    entries = Entry.objects.public().with_status(clock.today())
    if wish.q:
        entries = match(entries, wish.q)
    for name, column in COLUMNS.items():
        if value := getattr(wish, name):
            entries = entries.filter(**{column: int(value) if name == "year" else value})
    return entries


def facets_of(wish: Wish) -> Facets:
    """Counts per value of each filter, with that filter itself open, so that one sees what else there is."""
    labels = _labels(wish)
    rows: dict[str, list[Choice]] = {}
    for name, column in COLUMNS.items():
        counts = found_by(wish.without(name)).counted_by(column)
        chosen = getattr(wish, name)
        known = labels[name] if name != "year" else {str(y): fiscal_year_label(y) for y in sorted(counts, reverse=True)}
        present = {str(value): count for value, count in counts.items()}
        rows[name] = [
            Choice(
                value=value,
                label=str(label),
                count=present.get(value, 0),
                address=(wish.without(name) if value == chosen else wish.with_(**{name: value})).address,
                chosen=value == chosen,
            )
            for value, label in known.items()
            if present.get(value) or value == chosen
        ]
    return Facets(total=found_by(wish).count(), **rows)


def _labels(wish: Wish) -> dict[str, dict[str, Any]]:
    """The labels of all values, in their own order and the active language. Fields belong to the chosen program."""
    categories = Category.objects.filter(program__slug=wish.program).order_by("order") if wish.program else []
    return {
        "program": {program.slug: program.short_name for program in Program.objects.all()},
        "field": {category.code: category.name for category in categories},
        "ward": {area.code: area.name for area in Area.objects.all()},
        "status": STATUS_LABELS,
    }
