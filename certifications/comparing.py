"""Two versions of an application, question by question: what is the same, changed, added, removed, with the words marked.

Japanese has no spaces: texts are compared by runs of one kind of character (kanji, hiragana, katakana, letters and
digits), sentence by sentence first, so that a difference reads as words and not as strokes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from certifications.answers import is_empty

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
# One kind of character after another; a mark or a space stands for itself.
RUNS = re.compile(r"[一-鿿々〆ヶ]+|[ぁ-ゟ]+|[ァ-ヿー]+|[0-9０-９][0-9０-９.,，．]*|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)
SENTENCES = re.compile(r"[^。．！？\n]*(?:[。．！？]+|\n|$)")
# Beyond this many runs a passage is shown as a whole, before and after: nobody reads such a mixture, and it would take long.
MOST_RUNS = 1_500
# What stays between two changes must be this long, or it only disturbs.
LEAST_KEPT = 2


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
    return [difference(key, old.get(key, NOTHING), new.get(key, NOTHING)) for key in keys]


def difference(key: str, old: Content, new: Content) -> Difference:
    """One question before and after. A file is what it holds: a new name alone is no change."""
    state = _state(old, new)
    if old.files or new.files:
        return Difference(key, state, lines=tuple(_files(old.files, new.files)))
    if old.rows or new.rows:
        return Difference(key, state, lines=tuple(_rows(old.rows, new.rows)))
    if old.items or new.items:
        return Difference(key, state, lines=tuple(_rows([(item,) for item in old.items], [(item,) for item in new.items])))
    if old.value != new.value and old.text and new.text and not _are_running_texts(old, new):
        return Difference(key, state, pieces=(Piece(REMOVED, old.text), Piece(ADDED, new.text)))
    return Difference(key, state, pieces=tuple(words(old.text, new.text)))


def _are_running_texts(old: Content, new: Content) -> bool:
    """Amounts, days and choices change as a whole: half of a date is no date."""
    return old.value == old.text and new.value == new.text


def _state(old: Content, new: Content) -> str:
    if old.is_empty or new.is_empty:
        return SAME if old.is_empty and new.is_empty else ADDED if old.is_empty else REMOVED
    same_files = Counter(sha256 for sha256, _name in old.files) == Counter(sha256 for sha256, _name in new.files)
    return SAME if same_files and old.value == new.value else CHANGED


def words(old: str, new: str) -> list[Piece]:
    """The text with its differences; what is not added is the old text, what is not removed is the new one."""
    if old == new:
        return [Piece(SAME, old)] if old else []
    pieces = _matched(_sentences(old), _sentences(new), _within)
    return _quiet(_joined(pieces))


def _sentences(text: str) -> list[str]:
    return [part for part in SENTENCES.findall(text) if part]


def _within(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """Sentences that do not match as a whole, run by run."""
    before, after = RUNS.findall("".join(old)), RUNS.findall("".join(new))
    if len(before) + len(after) > MOST_RUNS:
        return _swapped(before, after)
    return _matched(before, after, _swapped)


def _swapped(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pieces = [Piece(REMOVED, "".join(old)), Piece(ADDED, "".join(new))]
    return [piece for piece in pieces if piece.text]


def _matched(
    old: Sequence[str], new: Sequence[str], otherwise: Callable[[Sequence[str], Sequence[str]], list[Piece]]
) -> list[Piece]:
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found += [Piece(SAME, "".join(old[i1:i2]))] if tag == "equal" else otherwise(old[i1:i2], new[j1:j2])
    return found


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


def _rows(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[Line]:
    """Rows matched as wholes; where as many go as come they are taken for the same rows, changed."""
    before, after = [tuple(row) for row in old], [tuple(row) for row in new]
    found: list[Line] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_line(SAME, row) for row in before[i1:i2]]
        elif tag == "replace" and [len(row) for row in before[i1:i2]] == [len(row) for row in after[j1:j2]]:
            found += [_changed(*pair) for pair in zip(before[i1:i2], after[j1:j2], strict=True)]
        else:
            found += [_line(REMOVED, row) for row in before[i1:i2]] + [_line(ADDED, row) for row in after[j1:j2]]
    return found


def _line(mark: str, row: Sequence[str]) -> Line:
    return Line(mark, tuple((Piece(mark, cell),) if cell else () for cell in row))


def _changed(old: Sequence[str], new: Sequence[str]) -> Line:
    return Line(CHANGED, tuple(tuple(words(a, b)) for a, b in zip(old, new, strict=True)))


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
