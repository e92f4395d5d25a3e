"""Comparisons: up to four entries side by side, line by line, as a buyer lays prospectuses on a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from brands.models.entries import Entry
from brands.models.facets import found_by
from brands.models.portraits import neighbors, untranslated
from brands.search import Wish
from certifications.certificate_states import STATUS_LABELS
from home import clock, dates
from home.search.tokens import level

MOST = 4
OFFERED = 6  # entries that are offered to be laid beside
SLUG = re.compile(r"[-\w]{1,60}", re.ASCII)


@dataclass(frozen=True)
class Cell:
    """What one entry says in one line of the table; `language` where it is not the page's own."""

    lines: tuple[str, ...] = ()
    language: str = ""
    link: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the table, with a cell per entry in their order. `same`: all say it, and say the same."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def same(self) -> bool:
        return len({cell.lines for cell in self.cells}) == 1


@dataclass(frozen=True)
class Choice:
    """An entry with the address of the comparison without it, or with it."""

    entry: Any
    link: str
    in_japanese: bool


@dataclass(frozen=True)
class Comparison:
    """`left_over` were chosen beyond the fourth, `unknown` are not in the register; `q` are words to find another by."""

    chosen: list[Choice]
    rows: list[Row]
    offered: list[Choice]
    q: str
    address: str
    left_over: int
    unknown: int

    @property
    def is_full(self) -> bool:
        """Whether no further one finds room."""
        return len(self.chosen) == MOST


def of(slugs: Iterable[str], words: str, base: str) -> Comparison:
    """The entries of these slugs that the public sees, in that order, each once; `words` find others to lay beside.

    `base` is the register's address. Nothing raises: what is not a slug falls away, what nobody knows is counted.
    """
    asked = list(dict.fromkeys(slug for slug in slugs if SLUG.fullmatch(slug)))
    wanted, q = asked[:MOST], Wish.read({"q": words}).q
    found = {entry.slug: entry for entry in _whole(Entry.objects.public().filter(slug__in=wanted))}
    entries = [found[slug] for slug in wanted if slug in found]
    slugs = [entry.slug for entry in entries]
    return Comparison(
        chosen=[_choice(entry, [slug for slug in slugs if slug != entry.slug]) for entry in entries],
        rows=rows_of(entries, base),
        offered=[_choice(entry, [*slugs, entry.slug]) for entry in _offered(entries, q)] if len(entries) < MOST else [],
        q=q,
        address=urlencode([("e", slug) for slug in slugs]),
        left_over=len(asked) - len(wanted),
        unknown=len(wanted) - len(entries),
    )


def rows_of(entries: Sequence[Any], base: str) -> list[Row]:
    """What is certified first, then what the makers say, then their specifications; without lines that all leave empty."""
    rows = [*_certified(entries, base), *_said(entries), *_specified(entries)]
    return [row for row in rows if any(cell.lines for cell in row.cells)]


def _whole(entries: Any) -> list[Any]:
    related = ("program", "level", "area", "category", "subject", "organization")
    rows = entries.with_status(clock.today()).with_levels().with_pictures()
    return list(rows.select_related(*(f"certificate__{name}" for name in related)).prefetch_related("texts"))


def _choice(entry: Any, slugs: Sequence[str]) -> Choice:
    address = urlencode([("e", slug) for slug in slugs])
    return Choice(entry, f"?{address}" if address else "./", untranslated(entry.certificate)["name"])


def _offered(entries: Sequence[Any], q: str) -> list[Any]:
    """What the words find; without words, what stands nearest to the first one."""
    chosen = [entry.pk for entry in entries]
    related = ("certificate__program", "certificate__subject")
    if q:
        return list(found_by(Wish(q=q)).exclude(pk__in=chosen).named_first(q).select_related(*related)[:OFFERED])
    if not entries:
        return []
    near = neighbors(entries[0], Entry.objects.public().with_status(clock.today()))
    keys = [key for name in ("in_field", "in_program", "same_maker") for key in near[name] if key not in chosen][:OFFERED]
    rows = {entry.pk: entry for entry in Entry.objects.filter(pk__in=keys).select_related(*related)}
    return [rows[key] for key in keys]


def _certified(entries: Sequence[Any], base: str) -> list[Row]:
    """The facts that the office answers for."""
    papers = [entry.certificate for entry in entries]
    missing = [untranslated(paper) for paper in papers]

    def row(label: str, lines: Iterable[Any]) -> Row:
        return Row(label, tuple(Cell((str(line),)) if line else Cell() for line in lines))

    makers = tuple(
        Cell(
            (str(paper.holder),),
            "ja" if lacks["holder"] else "",
            f"{base}companies/{paper.organization.public_id}/" if paper.organization else "",
        )
        for paper, lacks in zip(papers, missing, strict=True)
    )
    language = get_language() or "ja"
    grades = [entry.certificate.level if entry.has_levels else None for entry in entries]
    return [
        Row(gettext("Maker"), makers),
        row(gettext("Ward"), [paper.area and paper.area.name for paper in papers]),
        row(gettext("Program"), [paper.program.name for paper in papers]),
        row(gettext("Level"), [grade and grade.name for grade in grades]),
        row(gettext("Field"), [paper.category and paper.category.name for paper in papers]),
        row(gettext("Status today"), [capfirst(str(STATUS_LABELS[entry.status])) for entry in entries]),
        row(gettext("Number"), [paper.number for paper in papers]),
        row(gettext("Issued"), [dates.day(paper.issued_on, language) for paper in papers]),
        row(gettext("Valid until"), [paper.valid_until and dates.day(paper.valid_until, language) for paper in papers]),
    ]


def _said(entries: Sequence[Any]) -> list[Row]:
    """What the makers say of their products in their own words."""
    labels = {
        "features": gettext("Features"),
        "target_users": gettext("For whom"),
        "price": gettext("Price"),
        "price_note": gettext("Note on the price"),
        "where_to_buy": gettext("Where to buy"),
        "where_to_try": gettext("Where to see or try"),
    }
    words = [entry.words for entry in entries]
    rows = [
        Row(
            label, tuple(Cell(tuple(said[name].lines), _other(said[name].language)) if name in said else Cell() for said in words)
        )
        for name, label in labels.items()
    ]
    sites = tuple(Cell((entry.website,), link=entry.website) if entry.website else Cell() for entry in entries)
    return [*rows, Row(gettext("Website"), sites)]


def _specified(entries: Sequence[Any]) -> list[Row]:
    """A line for each thing that is specified: what is called alike (apart from width and kana) stands in one line."""
    labels: dict[str, str] = {}
    tables: list[dict[str, Cell]] = []
    for entry in entries:
        table = entry.specifications
        cells: dict[str, Cell] = {}
        for line in table.rows if table else []:
            labels.setdefault(level(line["label"]), line["label"])
            cells.setdefault(level(line["label"]), Cell((line["value"],), _other(table.language)))
        tables.append(cells)
    return [Row(label, tuple(cells.get(key, Cell()) for cells in tables)) for key, label in labels.items()]


def _other(language: str) -> str:
    return language if language != (get_language() or "ja") else ""
