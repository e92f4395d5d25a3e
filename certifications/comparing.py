"""Two versions of an application, question by question: what is the same, changed, added, removed, with the words marked.

Japanese has no spaces: texts are compared by runs of one kind of character (kanji, hiragana, katakana, letters and
digits), sentence by sentence first, so that a difference reads as words and not as strokes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certifications.alignment import MOST_STEPS, Allowance, aligned
from certifications.answers import is_empty

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
# One kind of character after another; a mark or a space stands for itself.
RUNS = re.compile(r"[一-鿿々〆ヶ]+|[ぁ-ゟ]+|[ァ-ヿー]+|[0-9０-９][0-9０-９.,，．]*|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)
SENTENCES = re.compile(r"[^。．！？\n]*(?:[。．！？]+|\n|$)")
# Beyond this many runs a passage is shown as a whole, before and after: nobody reads such a mixture, and it would take long.
MOST_RUNS = 1_500
# What stays between two changes must be this long, or it only disturbs.
LEAST_KEPT = 2
# For all questions of two versions together; half a second at most, even if all of them were made to be slow.
MOST_STEPS_IN_ALL = 8 * MOST_STEPS


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the same, added or removed."""

    mark: str
    text: str


@dataclass(frozen=True)
class Line:
    """A row of a table or a thing in a list: its cells, each in pieces."""

    mark: str
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Content:
    """An answer to be compared: `value` as it is kept, and its words in the shape in which it is shown."""

    value: Any = None
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[tuple[str, str], ...] = ()  # (sha256, name)

    @property
    def is_empty(self) -> bool:
        return not self.files and is_empty(self.value)


@dataclass(frozen=True)
class Difference:
    """One question: its state, and what is shown of it (pieces of a text, or lines of a list, a table, files)."""

    key: str
    state: str
    pieces: tuple[Piece, ...] = ()
    lines: tuple[Line, ...] = ()


NOTHING = Content()


def compare(keys: Iterable[str], old: Mapping[str, Content], new: Mapping[str, Content]) -> list[Difference]:
    """Every question of either version, in the order of `keys`."""
    found, left = [], MOST_STEPS_IN_ALL
    for key in keys:
        allowance = Allowance(allowed := min(left, MOST_STEPS))
        found.append(difference(key, old.get(key, NOTHING), new.get(key, NOTHING), allowance))
        left -= allowed - allowance.left
    return found


def difference(key: str, old: Content, new: Content, allowance: Allowance | None = None) -> Difference:
    """One question before and after. A file is what it holds: a new name alone is no change."""
    allowance = allowance or Allowance()
    state = _state(old, new)
    if old.files or new.files:
        return Difference(key, state, lines=tuple(_files(old.files, new.files)))
    if old.rows or new.rows:
        return Difference(key, state, lines=tuple(_rows(old.rows, new.rows, allowance)))
    if old.items or new.items:
        return Difference(
            key, state, lines=tuple(_rows([(item,) for item in old.items], [(item,) for item in new.items], allowance))
        )
    if old.value != new.value and old.text and new.text and not _are_running_texts(old, new):
        return Difference(key, state, pieces=(Piece(REMOVED, old.text), Piece(ADDED, new.text)))
    return Difference(key, state, pieces=tuple(words(old.text, new.text, allowance)))


def _are_running_texts(old: Content, new: Content) -> bool:
    """Amounts, days and choices change as a whole: half of a date is no date."""
    return old.value == old.text and new.value == new.text


def _state(old: Content, new: Content) -> str:
    if old.is_empty or new.is_empty:
        return SAME if old.is_empty and new.is_empty else ADDED if old.is_empty else REMOVED
    same_files = Counter(sha256 for sha256, _name in old.files) == Counter(sha256 for sha256, _name in new.files)
    return SAME if same_files and old.value == new.value else CHANGED


def words(old: str, new: str, allowance: Allowance | None = None) -> list[Piece]:
    """The text with its differences; what is not added is the old text, what is not removed is the new one."""
    if old == new:
        return [Piece(SAME, old)] if old else []
    allowance = allowance or Allowance()
    before, after = _sentences(old), _sentences(new)
    pieces: list[Piece] = []
    for each in aligned(before, after, allowance):
        gone, come = before[each.start : each.end], after[each.new_start : each.new_end]
        pieces += [Piece(SAME, "".join(gone))] if each.is_same else _within(gone, come, allowance)
    return _quiet(_joined(pieces))


def _sentences(text: str) -> list[str]:
    return [part for part in SENTENCES.findall(text) if part]


def _within(old: Sequence[str], new: Sequence[str], allowance: Allowance) -> list[Piece]:
    """Sentences that do not match as a whole, run by run."""
    before, after = RUNS.findall("".join(old)), RUNS.findall("".join(new))
    if len(before) + len(after) > MOST_RUNS:
        return _swapped(before, after)
    found: list[Piece] = []
    for each in aligned(before, after, allowance):
        gone, come = before[each.start : each.end], after[each.new_start : each.new_end]
        found += [Piece(SAME, "".join(gone))] if each.is_same else _swapped(gone, come)
    return found


def _swapped(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pieces = [Piece(REMOVED, "".join(old)), Piece(ADDED, "".join(new))]
    return [piece for piece in pieces if piece.text]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbors of one kind in one, and between two stretches that stay first all that goes, then all that comes."""
    found: list[Piece] = []
    gone, come = "", ""
    for piece in [*pieces, Piece(SAME, "")]:
        if piece.mark == REMOVED:
            gone += piece.text
        elif piece.mark == ADDED:
            come += piece.text
        elif piece.text or gone or come:
            found += [Piece(REMOVED, gone)] if gone else []
            found += [Piece(ADDED, come)] if come else []
            if piece.text and not gone and not come and found and found[-1].mark == SAME:
                found[-1] = Piece(SAME, found[-1].text + piece.text)
            elif piece.text:
                found.append(piece)
            gone, come = "", ""
    return found


def _quiet(pieces: Sequence[Piece]) -> list[Piece]:
    """Takes a crumb that stays between two changes into them."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        inside = 0 < index < len(pieces) - 1
        if (
            piece.mark == SAME
            and inside
            and len(piece.text) < LEAST_KEPT
            and not piece.text.isspace()
            and piece.text not in "。、"
        ):
            found += [Piece(REMOVED, piece.text), Piece(ADDED, piece.text)]
        else:
            found.append(piece)
    return _joined(found)


def _rows(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], allowance: Allowance) -> list[Line]:
    """Rows matched as wholes; where as many go as come they are taken for the same rows, changed."""
    before, after = [tuple(row) for row in old], [tuple(row) for row in new]
    found: list[Line] = []
    for each in aligned(before, after, allowance):
        gone, come = before[each.start : each.end], after[each.new_start : each.new_end]
        if each.is_same:
            found += [_line(SAME, row) for row in gone]
        elif [len(row) for row in gone] == [len(row) for row in come]:
            found += [_changed(*pair, allowance) for pair in zip(gone, come, strict=True)]
        else:
            found += [_line(REMOVED, row) for row in gone] + [_line(ADDED, row) for row in come]
    return found


def _as_rows(items: Sequence[str]) -> list[tuple[str]]:
    return [(item,) for item in items]


def _line(mark: str, row: Sequence[str]) -> Line:
    return Line(mark, tuple((Piece(mark, cell),) if cell else () for cell in row))


def _changed(old: Sequence[str], new: Sequence[str], allowance: Allowance) -> Line:
    return Line(CHANGED, tuple(tuple(words(a, b, allowance)) for a, b in zip(old, new, strict=True)))


def _files(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Line]:
    """Files that stay, by what they hold; then those that came; then those that went."""
    left = Counter(sha256 for sha256, _name in old)
    found = []
    for sha256, name in new:
        stays = left[sha256] > 0
        left[sha256] -= stays
        found.append(_line(SAME if stays else ADDED, (name,)))
    for sha256, name in reversed(old):
        if left[sha256] > 0:
            left[sha256] -= 1
            found.append(_line(REMOVED, (name,)))
    return found
