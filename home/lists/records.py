"""Goes through a list below its head: which rows are records, which only look like rows, and what stands in each field."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from home.lists.headers import fold
from home.lists.rows import Row
from home.lists.values import Reader, Reading, Refused, is_nothing, tidy

TOTAL = re.compile(r"(?:合|小|総|累)?計(?:[0-9,]*[件社名人点]?)|全?[0-9,]+[件社名]|以上|(?:sub|grand)?total")
NOTE = re.compile(r"\s*(?:[(（\[【〔][^)）\]】〕]*[)）\]】〕]|[※*＊].*|付け?|まで|から|より)\s*$")
SECTION = re.compile(r"^\s*[■◆●▼▶□◇○・【〔<＜《「]|(?:年度|年度分|一覧|認証|認定|受賞)\s*[】〕>＞》」]?\s*$")
REMARK = re.compile(r"^\s*[※*＊注(（【]|^以下余白|^備考[:：]|現在\s*[)）]?$|^作成|^出典")
DITTO = {"〃", "々", "同上", '"', "”", "″", "同"}
MARK_REPAIRS = {"merged": "merged", "zeros": "zeros_shown", "number": "number"}


@dataclass(frozen=True)
class Note:
    """What was repaired ("repair") or is wrong ("refusal") in one row, by a code; `column` is the label of the list."""

    kind: str
    code: str
    column: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "code": self.code, "column": self.column} | ({"facts": dict(self.facts)} if self.facts else {})


@dataclass
class Record:
    """One row as a record: clean values by field, and the notes. `skipped` says why it is none at all.

    `labels`: what the list calls a field.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    skipped: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether something in it cannot be read, or contradicts."""
        return any(note.kind == "refusal" for note in self.notes)

    def refuse(self, code: str, column: str = "", **facts: Any) -> None:
        """`column` is a field, or what the list calls one."""
        self.notes.append(Note("refusal", code, self.labels.get(column, column), facts))

    def repair(self, code: str, column: str = "", **facts: Any) -> None:
        """`column` is a field, or what the list calls one."""
        self.notes.append(Note("repair", code, self.labels.get(column, column), facts))


@dataclass(frozen=True)
class Shape:
    """How a list is to be read: its head, the field of each column, and the columns whose empty cells repeat the one above.

    `for_all` is what was said of all rows, by field; a cell of a row's own goes before it. `told` reads it
    from titles, and from lines between the rows.
    """

    last_head_row: int
    labels: Sequence[str]
    columns: Mapping[int, str]
    carried: frozenset[int] = frozenset()
    for_all: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[Sequence[str]], dict[str, str]] = field(default=lambda _texts: {})

    def label(self, column: int) -> str:
        """What the head calls the column."""
        return self.labels[column] if column < len(self.labels) else ""


def read(rows: Iterable[Row], shape: Shape, readers: Mapping[str, Reader], needed: Sequence[str]) -> Iterator[Record]:
    """A record for each row below the head, in order; rows that are no records say why."""
    above: dict[int, str] = {}
    said: dict[str, str] = {}
    head = [fold(label) for label in shape.labels]
    for row in rows:
        if row.number <= shape.last_head_row:
            continue
        if not row.filled:
            continue
        if told := _section(row, shape):
            said |= told
            yield Record(row.number, skipped="section")
            continue
        if reason := _no_record(row, shape, head):
            yield Record(row.number, skipped=reason)
            continue
        yield _record(row, shape, readers, needed, above, said)


def _no_record(row: Row, shape: Shape, head: Sequence[str]) -> str:
    """Why the row is no record: totals, remarks, a head that is printed again on each page."""
    texts = [row.cells[column].strip() for column in row.filled]
    first, second = fold(texts[0]), fold(texts[1]) if len(texts) > 1 else ""
    if TOTAL.fullmatch(first) or (TOTAL.fullmatch(second) and not first.isdecimal()):
        return "total"
    if len(texts) == 1 and REMARK.search(texts[0]):
        return "remark"
    same = [column for column in row.filled if column < len(head) and head[column] and fold(row.cells[column]) == head[column]]
    if len(same) >= 2 and len(same) * 2 > len(row.filled):
        return "head"
    if not any(column in shape.columns for column in row.filled):
        return "nothing"
    return ""


def _section(row: Row, shape: Shape) -> dict[str, str]:
    """What a line says of all rows below it, up to the next one: ■令和5年度. Nothing, where the row is no such line."""
    texts = [row.cells[column].strip() for column in row.filled]
    if len(texts) != 1 or texts[0][0] in "※*＊注(（" or not (SECTION.search(texts[0]) or "across" in row.marks.values()):
        return {}
    return shape.told(texts)


def _value(reader: Reader, raw: str, label: str) -> Reading:
    """The cell's value; where only a note behind it is in the way (R5.4.1（更新）), the value without the note."""
    try:
        return reader(raw, label)
    except Refused:
        bare = NOTE.sub("", raw)
        if bare == raw or not bare.strip():
            raise
        value, repairs = reader(bare, label)
        return Reading(value, (*repairs, "note"))


def _record(
    row: Row,
    shape: Shape,
    readers: Mapping[str, Reader],
    needed: Sequence[str],
    above: dict[int, str],
    said: Mapping[str, str],
) -> Record:
    labels = {name: shape.label(column) for column, name in shape.columns.items()}
    record, wrong = Record(row.number, labels=labels), set()
    for column, name in shape.columns.items():
        label = shape.label(column)
        raw, mark = row.own(column), row.marks.get(column, "")
        if not raw.strip() and column in shape.carried:
            raw, mark = above.get(column, ""), "above"
        elif raw.strip() in DITTO and above.get(column):
            raw, mark = above[column], "above"
        if raw.strip():
            above[column] = raw
        if mark in {"error", "rounded"}:
            record.refuse(mark, label, said=raw[:40])
            wrong.add(name)
            continue
        if not tidy(raw).value or is_nothing(raw):
            continue
        try:
            value, repairs = _value(readers[name], raw, label)
        except Refused as refused:
            record.refuse(refused.code, label, **{"said": raw.strip()[:60], **refused.facts})
            wrong.add(name)
            continue
        record.values[name] = value
        if repair := "above" if mark == "above" else MARK_REPAIRS.get(mark):
            record.repair(repair, label)
        for code in repairs:
            record.repair(code, label, said=raw.strip()[:60])
    for name, raw in {**shape.for_all, **said}.items():
        if name not in record.values and name not in wrong:
            record.values[name] = readers[name](raw, "").value
            if name in said:
                record.repair("section", said=raw)
    for name in needed:
        if not record.values.get(name) and name not in wrong:
            record.refuse("missing", labels.get(name, ""), field=name)
    return record
