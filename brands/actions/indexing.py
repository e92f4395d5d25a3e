"""Keeps the search as the register is: each entry, and the companies that hold it."""

from collections.abc import Iterable, Sequence

from brands.models import Entry
from home.actions import findings
from home.search import index_made, reindex

HOLDERS = ("certificate__organization", "certificate__subject__organization")


def index(*entries: Entry) -> None:
    """Brings entries and their companies up to date, after they or what they show were changed."""
    reindex(*entries)
    _refresh([entry.pk for entry in entries])


def index_all(entries: Sequence[Entry]) -> None:
    """The same for many that were just made."""
    index_made(Entry, entries)
    _refresh([entry.pk for entry in entries])


def holders_of(entries: Iterable[int]) -> set[int]:
    """The companies of these entries; to be asked before the entries go."""
    rows = Entry.objects.filter(pk__in=list(entries)).order_by().values_list(*HOLDERS)
    return {key for row in rows for key in row if key}


def left(entries: Iterable[int], companies: Iterable[int]) -> None:
    """Entries are gone; a company that has none left goes with them."""
    findings.forget("entry", entries)
    findings.refresh("company", companies)


def _refresh(keys: list[int]) -> None:
    findings.refresh("entry", keys)
    findings.refresh("company", holders_of(keys))
