"""Keeps the index of the search over the site as the things themselves are; called within the transaction of their change."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from home.models import Finding, FindingWord
from home.search.results import Findable
from home.search.tokens import level
from home.search.wording import stored
from home.sources import offered

BATCH = 1_000
READING = 60
LINE = "line"  # beside the languages
WORD = re.compile(r"[a-z]{4,30}")
FACTS = ("kind", "language", "program", "ward", "year", "day", "public_from", "path")


@transaction.atomic
def refresh(name: str, keys: Iterable[int]) -> None:
    """Brings the things of a source with these keys up to date; one that is public no more loses its row."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    rows = [_row(name, found) for found in offered()[name].read(wanted)]
    Finding.objects.filter(source=name, key__in=set(wanted) - {row.key for row in rows}).delete()
    _write(rows)


@transaction.atomic
def forget(name: str, keys: Iterable[int]) -> None:
    """Takes things out of the index."""
    Finding.objects.filter(source=name, key__in=list(keys)).delete()


def rebuild() -> int:
    """Makes the whole index anew, in bulk and batch by batch, so that nobody waits; says how many things it holds.

    Heals what nobody told it: a ward, a program or a level that was renamed. Runs once a day, and after an upgrade.
    """
    words: set[str] = set()
    count = 0
    for name, source in offered().items():
        seen: set[int] = set()
        found = iter(source.read(None))
        while rows := [_row(name, each) for each in islice(found, BATCH)]:
            with transaction.atomic():
                words |= _write(rows)
            seen.update(row.key for row in rows)
        count += len(seen)
        stale = set(Finding.objects.filter(source=name).values_list("key", flat=True)) - seen
        # What has come meanwhile is read again: it may well be public.
        refresh(name, stale)
    FindingWord.objects.exclude(pk__in=_kept_words(words)).delete()
    return count


def _kept_words(words: set[str]) -> list[int]:
    return [pk for pk, word in FindingWord.objects.values_list("pk", "word") if word in words]


def _write(rows: Sequence[Finding]) -> set[str]:
    columns = [*FACTS, "titles", "reading", "names", "beside", "tokens"]
    Finding.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["source", "key"], update_fields=columns
    )
    words = {word for row in rows for word in _words(row.tokens)}
    FindingWord.objects.bulk_create([FindingWord(word=word) for word in sorted(words)], batch_size=BATCH, ignore_conflicts=True)
    return words


def _words(tokens: str) -> Iterator[str]:
    return (token for token in tokens.split(" ") if WORD.fullmatch(token))


def _row(source: str, found: Findable) -> Finding:
    titles = list(dict.fromkeys(title for title in found.titles.values() if title))
    names = list(dict.fromkeys(leveled for name in [*titles, *found.names] if (leveled := level_line(name))))
    beside = list(dict.fromkeys(leveled for text in found.beside if (leveled := level_line(text))))
    return Finding(
        source=source,
        key=found.key,
        titles=found.titles | ({LINE: found.line} if found.line else {}),
        reading=level(found.reading or titles[0])[:READING],
        names="".join(f"\n{name}" for name in names) + "\n",
        beside="\n".join(beside),
        tokens=stored([*titles, *found.names], [*found.beside, *found.texts]),
        **{name: getattr(found, name) for name in FACTS},
    )


def level_line(text: str) -> str:
    """A name as the ranking compares it: leveled, without spaces."""
    return "".join(level(text).split())
