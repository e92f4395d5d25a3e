"""Taking in published figures from a file."""

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from home import freshness
from matching import periods
from matching.models import PublishedFigure

COLUMNS = ("program", "indicator", "as_of", "period", "value", "unit", "kind", "definition", "source", "note")
KEY = ("program", "indicator", "as_of")
WORDS = ("period", "unit", "kind", "definition", "source", "note", "order", "series_order", "as_of_on")


class UnreadableFigures(Exception):
    """The file lacks a column, or a row of it cannot be read; nothing was taken in."""


class PublishedNumberDiffers(Exception):
    """A number that was published stays as it was; the file has another one for it. Nothing was taken in."""


@dataclass(frozen=True)
class Loaded:
    """How many rows were new, amended in their words, or known already."""

    new: int
    amended: int
    known: int


def load(path: Path | str) -> Loaded:
    """Takes in all rows of a CSV file, or none. A second time changes nothing.

    Words (definition, source, note) may be amended; a number may not. Raises UnreadableFigures and PublishedNumberDiffers.
    """
    figures = _read(Path(path))
    with transaction.atomic():
        stored = {_key(each): each for each in PublishedFigure.objects.all()}
        new, amended = [], []
        for figure in figures:
            before = stored.get(_key(figure))
            if before is None:
                new.append(figure)
                continue
            if before.value != figure.value:
                raise PublishedNumberDiffers(f"{before}: {before.value} / {figure.value}")
            if any(getattr(before, name) != getattr(figure, name) for name in WORDS):
                figure.pk = before.pk  # its hour is now
                amended.append(figure)
        PublishedFigure.objects.bulk_create(new)
        PublishedFigure.objects.bulk_update(amended, (*WORDS, "updated_at"))
        if new or amended:
            freshness.renew("figures")
    return Loaded(len(new), len(amended), len(figures) - len(new) - len(amended))


def _read(path: Path) -> list[PublishedFigure]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(COLUMNS) - set(reader.fieldnames or ()):
            raise UnreadableFigures(f"{path.name}: {', '.join(sorted(missing))}")
        figures: list[PublishedFigure] = []
        series: dict[tuple[str, str], int] = {}
        for order, row in enumerate(reader):
            try:
                facts = {name: row[name].strip() for name in COLUMNS}
                place = series.setdefault((facts["program"], facts["indicator"]), len(series))
                value, on = Decimal(facts.pop("value")), periods.read(facts["as_of"]).on
                figure = PublishedFigure(**facts, value=value, as_of_on=on, order=order, series_order=place)
                figure.clean_fields()
            except (AttributeError, InvalidOperation, ValueError, ValidationError) as problem:
                raise UnreadableFigures(f"{path.name}, row {order + 2}: {problem}") from problem
            figures.append(figure)
    if len({_key(figure) for figure in figures}) < len(figures):
        raise UnreadableFigures(f"{path.name}: a figure stands in it twice")
    return figures


def _key(figure: PublishedFigure) -> tuple[str, ...]:
    return tuple(getattr(figure, name) for name in KEY)
