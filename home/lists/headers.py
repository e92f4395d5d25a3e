"""Finds the head of a list under its title lines, and which column is meant by what stands there."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from home.lists.rows import Row

SEARCHED = 30
ENOUGH = 0.68
SURE = 0.9
BRACKETS = re.compile(r"[(\[{「『【〔<《]([^)\]}」』】〕>》]*)[)\]}」』】〕>》]")
DECORATION = re.compile(r"[\s\W_]+")

SEPARATOR = " › "  # between the two rows of a head
Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Head:
    """Rows `first` to `last` (numbers of the sheet) are the head; a label for each column, and which field it means."""

    first: int
    last: int
    labels: list[str]
    columns: dict[int, str]
    score: float


def fold(label: str) -> str:
    """A label without what does not matter: width, case, spaces, line ends, decoration."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", label).lower())


def likeness(label: str, synonym: str) -> float:
    """How much a label means a word: 1 for the word itself; the end of a Japanese compound says what it is."""
    upper, separator, lower = label.rpartition(SEPARATOR)
    if separator:
        return max(likeness(f"{upper}{lower}", synonym), 0.98 * likeness(lower, synonym))
    plain = unicodedata.normalize("NFKC", label)
    whole, wanted = fold(plain), fold(synonym)
    if not whole or not wanted:
        return 0.0
    bare = fold(BRACKETS.sub("", plain))
    if whole == wanted:
        return 1.0
    if bare == wanted:
        return 0.97
    if any(fold(inner) == wanted for inner in BRACKETS.findall(plain)):
        return 0.72
    best = 0.0
    for text in {whole, bare} - {""}:
        if text.endswith(wanted) and len(wanted) >= 2:
            best = max(best, 0.72 + 0.2 * len(wanted) / len(text))
        if min(len(text), len(wanted)) >= 4:
            best = max(best, 0.9 * SequenceMatcher(None, text, wanted, autojunk=False).ratio())
    return best


def assign(labels: Sequence[str], synonyms: Synonyms) -> tuple[dict[int, str], float]:
    """Column by field, the surest first and each only once, and how sure all of it is together."""
    found: list[tuple[float, int, str]] = []
    for column, label in enumerate(labels):
        for name, words in synonyms.items():
            score = max((likeness(label, word) for word in words), default=0.0)
            if score >= ENOUGH:
                found.append((score, column, name))
    columns: dict[int, str] = {}
    total = 0.0
    for score, column, name in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if column not in columns and name not in columns.values():
            columns[column] = name
            total += score
    return dict(sorted(columns.items())), total


def find(rows: Sequence[Row], synonyms: Synonyms) -> Head | None:
    """The row, or pair of rows, that most looks like a head. None when nothing does."""
    best: Head | None = None
    for index, row in enumerate(rows[:SEARCHED]):
        labels = [text.strip() for text in row.cells]
        candidates = [Head(row.number, row.number, labels, *assign(labels, synonyms))]
        if index + 1 < len(rows) and rows[index + 1].number == row.number + 1:
            below = rows[index + 1]
            joined = _joined(row, below)
            if joined != labels:
                head = Head(row.number, below.number, joined, *assign(joined, synonyms))
                alone = max(candidates[0].score, assign([text.strip() for text in below.cells], synonyms)[1])
                if head.score > alone + SURE / 2:
                    candidates.append(head)
        for head in candidates:
            enough = len(head.columns) > 1 or head.score >= SURE
            if enough and (best is None or head.score > best.score):
                best = head
    return best


def _joined(above: Row, below: Row) -> list[str]:
    """Labels of a head of two rows: both where there are two, for the upper one may say half of it (有効期間 › 開始)."""
    width = max(len(above.cells), len(below.cells))
    labels = []
    for column in range(width):
        upper, lower = above.text(column).strip(), below.own(column).strip()
        labels.append(f"{upper}{SEPARATOR}{lower}" if lower and upper and lower != upper else lower or upper)
    return labels


def signature(labels: Sequence[str]) -> str:
    """By what a list of the same form is known again: its labels, whatever their width and decoration."""
    words = [fold(label) for label in labels]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
