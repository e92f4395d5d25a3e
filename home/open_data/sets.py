"""A set of open data: its fields with their meaning, its rows, and what has left it. Nothing sealed may stand in one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from home import discovery
from home.languages import COLUMN_LANGUAGES

BATCH = 500
Row = Mapping[str, Any]
REMOVED = "removed_at"


@dataclass(frozen=True)
class Field:
    """A column. `kind` is text, id, address, day, time, moment, whole, decimal, flag or list; `values` those that it can have."""

    name: str
    label: Any
    meaning: Any
    kind: str = "text"
    needed: bool = False
    values: Sequence[str] = ()


@dataclass(frozen=True)
class State:
    """How far a set has come: the number of its rows, the last change, and a mark that differs whenever a row may differ."""

    count: int
    changed: datetime | None
    mark: str = ""


@dataclass(frozen=True)
class Dataset:
    """A set. `rows(since)` gives those changed at or after the moment (all for None), `gone(since)` what left it since then.

    `sources` are the names of `home.freshness` from which it is made. `leaves` says whether rows can leave it at all.
    """

    name: str
    title: Any
    about: Any
    updated: Any
    fields: Sequence[Field]
    sources: Sequence[str]
    state: Callable[[], State]
    rows: Callable[[datetime | None], Iterator[Row]]
    gone: Callable[[datetime], Iterator[tuple[str, datetime]]] = lambda _since: iter(())
    leaves: bool = False
    key: str = "id"
    standard: str = ""  # whose columns these are, where others have defined them


def sets() -> dict[str, Dataset]:
    """All sets by name, from the roof down: the register stands first."""
    return {each.name: each for module in reversed(discovery.offered("datasets")) for each in module.DATASETS}


def in_batches(records: QuerySet[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The records by their keys, some at a time: constant memory, and no question that stays open while a slow reader reads."""
    last = 0
    ordered = records.order_by("pk")
    while batch := list(ordered.filter(pk__gt=last)[:size]):
        yield batch
        if len(batch) < size:
            return
        last = batch[-1].pk


def names(record: Any, stem: str, column: str = "name") -> dict[str, str]:
    """`<stem>_ja`, `<stem>_en`, `<stem>_zh` from the record's columns; empty where there is no record."""
    return {f"{stem}_{language}": getattr(record, f"{column}_{language}", "") or "" for language in COLUMN_LANGUAGES}


LANGUAGES = {"ja": _("Japanese"), "en": _("English"), "zh": _("Chinese")}


def name_fields(stem: str, label: Any, meaning: Any, *, needed: bool = True) -> list[Field]:
    """The three columns of a name; only the Japanese one is always filled."""
    return [
        Field(f"{stem}_{code}", format_lazy("{label} ({language})", label=label, language=language), meaning, "text", needed)
        for code, language in LANGUAGES.items()
    ]
