"""What a newer edition of a form means for drafts: what becomes of each question, and of each answer. Knows no database.

Both editions come as plain data (see form_shapes.normal). An answer is never lost: it stays, is carried over, or is set aside.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from certifications.answers import KEPT_IN_DRAFTS, Column, Rule, is_empty, problem_of
from certifications.form_edits import Form
from home.japanese_dates import NoSuchDay, Unreadable, read_date

Row = Mapping[str, Any]
TEXTS = frozenset({"short_text", "long_text", "url"})
FILES = frozenset({"file", "picture"})
NUMBERS = frozenset({"number", "yen"})
# What an applicant notices beside the words; a change of it is a change of the question.
SETTINGS = (
    "required",
    "max_chars",
    "minimum",
    "maximum",
    "choices",
    "columns",
    "accept",
    "max_files",
    "max_megabytes",
    "condition",
)


TERMS = ("label", "help", "consent")


@dataclass(frozen=True)
class PlanRow:
    """One question in the plan.

    `change`: unchanged, renamed, changed, split, merged, new, removed. `answers`: kept, converted, copied, joined,
    asked_again, aside, none. `asks`: whether the applicant must do something that the edition before did not ask for.
    """

    change: str
    answers: str
    key: str
    sources: tuple[str, ...]
    before: Row | None
    after: Row | None
    asks: bool = False


@dataclass(frozen=True)
class Moved:
    """A draft's answers in the new edition: what to write, by key, and what to set aside because it changes or goes."""

    write: dict[str, Any] = field(default_factory=dict)
    aside: dict[str, Any] = field(default_factory=dict)


def rule_of(row: Row) -> Rule:
    """The question as `certifications.answers` judges it."""
    return Rule(
        key=str(row["key"]),
        kind=row["kind"],
        required=bool(row["required"]),
        max_chars=row["max_chars"],
        minimum=row["minimum"],
        maximum=row["maximum"],
        values=frozenset(str(choice["value"]) for choice in row["choices"]),
        condition=row["condition"],
        columns=tuple(
            Column(
                column["code"],
                column["kind"],
                bool(column.get("required")),
                frozenset(str(choice["value"]) for choice in column.get("choices", [])),
            )
            for column in row["columns"]
        ),
    )


def plan(before: Form, after: Form) -> list[PlanRow]:
    """Every question of the new edition in its order, then what the new edition no longer asks."""
    old = {str(row["key"]): row for row in before["questions"]}
    new = {str(row["key"]) for row in after["questions"]}
    sources = Counter(key for row in after["questions"] for key in _sources(row, old))
    rows = [_of_new(row, old, sources) for row in after["questions"]]
    gone = [row for key, row in old.items() if key not in new]
    return rows + [PlanRow("removed", "aside", str(row["key"]), (), row, None) for row in gone]


def _sources(row: Row, old: Mapping[str, Row]) -> tuple[str, ...]:
    """The earlier questions whose answers a question takes over under a key of its own."""
    return () if str(row["key"]) in old else tuple(key for key in map(str, row["made_from"]) if key in old)


def _of_new(row: Row, old: Mapping[str, Row], sources: Mapping[str, int]) -> PlanRow:
    key = str(row["key"])
    if former := old.get(key):
        return _of_same_key(key, former, row)
    found = _sources(row, old)
    must = bool(row["required"])
    if not found:
        return PlanRow("new", "none", key, (), None, row, asks=must)
    first = old[found[0]]
    consents = row["kind"] == "consent"  # nobody has agreed to a question that was not asked
    if consents or not any(_may_convert(old[source], row) and _takes_files_of(old[source], row) for source in found):
        return PlanRow("new", "aside", key, found, first, row, asks=must)
    if len(found) > 1:
        return PlanRow("merged", "joined", key, found, first, row)
    return PlanRow("split" if sources[found[0]] > 1 else "renamed", "copied", key, found, first, row)


def _of_same_key(key: str, former: Row, row: Row) -> PlanRow:
    must = bool(row["required"])
    if former["kind"] != row["kind"]:
        fits = _may_convert(former, row)
        return PlanRow("changed", "converted" if fits else "aside", key, (), former, row, asks=must and not fits)
    if row["kind"] == "consent" and not same_terms(former, row):
        return PlanRow("changed", "asked_again", key, (), former, row, asks=must)
    if any(former[name] != row[name] for name in SETTINGS):
        loses = not _values(former) <= _values(row) or not _codes(former) <= _codes(row)
        asks = (must and not former["required"]) or (loses and must)
        return PlanRow("changed", "converted" if loses else "kept", key, (), former, row, asks=asks)
    changed = former["label"] != row["label"]
    return PlanRow("renamed" if changed else "unchanged", "kept", key, (), former, row)


def same_terms(former: Row, row: Row) -> bool:
    """Whether one who agreed to the former question has agreed to this one: each word that stood there is the same."""
    return all(former[name] == row[name] for name in TERMS)


def _values(row: Row) -> set[str]:
    return {str(choice["value"]) for choice in row["choices"]}


def _codes(row: Row) -> set[tuple[str, str]]:
    return {(column["code"], column["kind"]) for column in row["columns"]}


def _may_convert(former: Row, row: Row) -> bool:
    pair = (_family(former["kind"]), _family(row["kind"]))
    return pair[0] == pair[1] or pair in CONVERSIONS


def _takes_files_of(former: Row, row: Row) -> bool:
    """Whether every file that the former question took could stand at this one."""
    if row["kind"] not in FILES:
        return True
    return set(former["accept"] or ["pdf"]) <= set(row["accept"] or ["pdf"])


def _family(kind: str) -> str:
    return "text" if kind in TEXTS else "number" if kind in NUMBERS else "file" if kind in FILES else kind


def moved(answers: Mapping[str, Any], before: Form, after: Form) -> Moved:
    """The answers of a draft after it has moved. Answers of questions that are gone stay as they are, unseen."""
    old = {str(row["key"]): row for row in before["questions"]}
    result = Moved()
    for row in after["questions"]:
        key = str(row["key"])
        if key in old:
            _move_own(key, old[key], row, answers, result)
        elif row["kind"] == "consent":
            _ask_anew(key, answers, result)
        elif sources := _sources(row, old):
            _take_over(key, [(old[source], answers.get(source)) for source in sources], row, answers, result)
    return result


def _move_own(key: str, former: Row, row: Row, answers: Mapping[str, Any], result: Moved) -> None:
    value = answers.get(key)
    if is_empty(value):
        return
    carried = None if row["kind"] == "consent" and not same_terms(former, row) else carried_over(value, former, row)
    if carried != value or type(carried) is not type(value):
        result.write[key], result.aside[key] = carried, value


def _ask_anew(key: str, answers: Mapping[str, Any], result: Moved) -> None:
    """A consent that comes back, or is made from another: what was agreed to in an earlier edition was agreed to in its words."""
    if not is_empty(answers.get(key)):
        result.write[key], result.aside[key] = None, answers[key]


def _take_over(key: str, found: Iterable[tuple[Row, Any]], row: Row, answers: Mapping[str, Any], result: Moved) -> None:
    if not is_empty(answers.get(key)):
        return  # it came back with an answer of its own, from an earlier edition
    carried = [carried_over(value, former, row) for former, value in found if not is_empty(value)]
    carried = [value for value in carried if not is_empty(value)]
    if not carried:
        return
    value = "\n".join(map(str, carried)) if row["kind"] == "long_text" else carried[0]
    if row["kind"] == "short_text":
        value = " ".join(map(str, carried))
    if fits(row, value):
        result.write[key] = value


def carried_over(value: Any, former: Row, row: Row) -> Any:
    """The answer as the new question can hold it, or None."""
    pair = (_family(former["kind"]), _family(row["kind"]))
    if former["kind"] == row["kind"] and row["kind"] not in {"many", "table"}:
        carried = value
    elif pair in CONVERSIONS:
        carried = CONVERSIONS[pair](value, former, row)
    else:
        carried = value if pair[0] == pair[1] else None
    return carried if not is_empty(carried) and fits(row, carried) else None


def fits(row: Row, value: Any) -> bool:
    """Whether a draft may hold the value."""
    problem = problem_of(rule_of(row), value)
    return problem is None or problem.code in KEPT_IN_DRAFTS


def _label(row: Row, value: Any) -> str:
    found = (choice["label"].get("ja", "") for choice in row["choices"] if str(choice["value"]) == str(value))
    return str(next(found, value))


def _plain(text: Any) -> str:
    return unicodedata.normalize("NFKC", str(text)).strip().casefold()


def _one_line(value: Any, former: Row, row: Row) -> Any:
    return " ".join(str(value).split("\n")) if row["kind"] == "short_text" else value


def _text_to_number(value: Any, former: Row, row: Row) -> int | None:
    digits = re.sub(r"[,\s円]", "", _plain(value))
    return int(digits) if re.fullmatch(r"-?\d{1,12}", digits) else None


def _text_to_date(value: Any, former: Row, row: Row) -> str | None:
    try:
        return read_date(str(value)).isoformat()
    except (Unreadable, NoSuchDay):
        return None


def _text_to_choice(value: Any, former: Row, row: Row) -> Any:
    for choice in row["choices"]:
        if _plain(value) in {_plain(choice["label"].get("ja", "")), _plain(choice["value"])}:
            return str(choice["value"])
    return None


def _many(value: Any, former: Row, row: Row) -> list[Any]:
    known = _values(row)
    return [each for each in value if str(each) in known] if isinstance(value, list) else []


def _table(value: Any, former: Row, row: Row) -> list[dict[str, Any]]:
    """The cells of columns that are still there and of the same kind."""
    kept = {code for code, _kind in _codes(former) & _codes(row)}
    columns = rule_of(row).columns
    rows = []
    for line in value if isinstance(value, list) else []:
        cells = {code: cell for code, cell in line.items() if code in kept}
        for column in columns:
            if column.kind == "choice" and str(cells.get(column.code)) not in column.values:
                cells.pop(column.code, None)
        if cells:
            rows.append(cells)
    return rows


def _table_to_text(value: Any, former: Row, row: Row) -> str:
    return "\n".join(" / ".join(str(cell) for cell in line.values()) for line in value)


CONVERSIONS: dict[tuple[str, str], Callable[[Any, Row, Row], Any]] = {
    ("text", "text"): _one_line,
    ("number", "text"): lambda value, _former, _row: str(value),
    ("date", "text"): lambda value, _former, _row: str(value),
    ("choice", "text"): lambda value, former, _row: _label(former, value),
    ("many", "text"): lambda value, former, _row: "、".join(_label(former, each) for each in value),
    ("table", "text"): _table_to_text,
    ("text", "number"): _text_to_number,
    ("text", "date"): _text_to_date,
    ("text", "choice"): _text_to_choice,
    ("choice", "many"): lambda value, _former, _row: [value],
    ("many", "choice"): lambda value, _former, _row: value[0] if isinstance(value, list) and len(value) == 1 else None,
    ("many", "many"): _many,
    ("table", "table"): _table,
}
