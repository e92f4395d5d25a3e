"""Two people have changed the same text: their changes are joined where they do not touch each other. Knows no database."""

import json
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from certifications.alignment import aligned

# A line end; a full stop (of a language with spaces: one that a space follows, or else it is an abbreviation); other words.
# No two of them begin alike, so that a text is cut in one walk however it is made.
TOKEN = re.compile(r"(?P<line>\n)|(?P<stop>[。！？]+)|(?P<point>[.!?]+)|[^\n。！？.!?]+")


@dataclass(frozen=True)
class Edit:
    """In place of base[start:end] stands `new`."""

    start: int
    end: int
    new: tuple[Hashable, ...]


def segments(text: str) -> list[str]:
    """The text in lines and sentences; put together again they are the text."""
    found: list[str] = []
    start = 0
    for token in TOKEN.finditer(text):
        if token["line"] and start < token.start():
            found.append(text[start : token.start()])
            start = token.start()
        if token["line"] or token["stop"] or (token["point"] and text[token.end() : token.end() + 1].isspace()):
            found.append(text[start : token.end()])
            start = token.end()
    return [*found, text[start:]] if start < len(text) else found


def merged_text(base: str, mine: str, theirs: str) -> str | None:
    """Both people's changes to the base, or None when they changed the same place."""
    found = merged(segments(base), segments(mine), segments(theirs))
    return None if found is None else "".join(map(str, found))


def merged_rows(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any] | None:
    """The same for rows of JSON values, such as those of a table."""
    found = merged(*([json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows] for rows in (base, mine, theirs)))
    return None if found is None else [json.loads(str(row)) for row in found]


def merged_choices(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The same for a set of choices: what either added is in, what either took away is out. It always fits."""
    gone = (set(base) - set(mine)) | (set(base) - set(theirs))
    return [each for each in dict.fromkeys([*base, *theirs, *mine]) if each not in gone]


def merged_answer(kind: str, base: Any, mine: Any, theirs: Any) -> Any:
    """The answer that holds both people's changes, or None when one of them must be chosen."""
    match kind:
        case "long_text" if all(isinstance(each, str) for each in (base, mine, theirs)):
            return merged_text(base, mine, theirs)
        case "table" if all(isinstance(each, list) for each in (base, mine, theirs)):
            return merged_rows(base, mine, theirs)
        case "many" if all(isinstance(each, list) for each in (base, mine, theirs)):
            return merged_choices(base, mine, theirs)
    return None


def merged(base: Sequence[Hashable], mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[Hashable] | None:
    """Both people's changes to a sequence, or None when they touch. What both did in the same way is done once."""
    edits = sorted({*edits_of(base, mine), *edits_of(base, theirs)}, key=lambda edit: (edit.start, edit.end))
    if any(_touch(before, after) for before, after in pairwise(edits)):
        return None
    result: list[Hashable] = []
    at = 0
    for edit in edits:
        result += [*base[at : edit.start], *edit.new]
        at = edit.end
    return [*result, *base[at:]]


def edits_of(base: Sequence[Hashable], changed: Sequence[Hashable]) -> list[Edit]:
    """What was done to the base, from front to back."""
    return [
        Edit(each.start, each.end, tuple(changed[each.new_start : each.new_end]))
        for each in aligned(base, changed)
        if not each.is_same
    ]


def _touch(before: Edit, after: Edit) -> bool:
    """Whether it is not clear what both together mean: they overlap, or meet where one of them only puts something in."""
    if after.start < before.end:
        return True
    return after.start == before.end and (before.start == before.end or after.start == after.end)
