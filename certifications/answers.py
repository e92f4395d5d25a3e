"""What counts as a good answer, and the one canonical form of all answers. Knows no database."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from home.characters import count_characters

# What an answer without a limit of its own may hold at most, in code points.
MOST = 20_000
MOST_OF_ADDRESS = 1_000
MOST_ROWS = 100
MOST_OF_CELL = 500
# A draft may hold them, so that nothing typed is lost; they must be mended before submitting.
KEPT_IN_DRAFTS = frozenset({"too_long", "too_small", "too_large", "too_few_rows", "too_many_rows", "cell_missing"})


@dataclass(frozen=True)
class Column:
    """A column of a table as far as its cells must be judged."""

    code: str
    kind: str
    required: bool = False
    values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """A question as far as its answer must be judged."""

    key: str
    kind: str
    required: bool = False
    max_chars: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    values: frozenset[str] = frozenset()
    condition: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer: missing, too_long/small/large, not_a_choice, not_a_number, not_a_date, not_a_url.

    Of a table also not_a_table, too_few_rows, too_many_rows, cell_missing; `row` (from 1) and `column` say where.
    """

    key: str
    code: str
    limit: int | None = None
    row: int | None = None
    column: str | None = None


def applies(rule: Rule, answers: Mapping[str, Any]) -> bool:
    """Whether the question is asked, given the other answers."""
    if not rule.condition:
        return True
    return fits(rule.condition, answers.get(rule.condition["question"]))


def fits(condition: Mapping[str, Any], answer: Any) -> bool:
    """Whether the other question's answer is as the condition wants it: equal, one of several, or given at all."""
    if "answered" in condition:
        return not is_empty(answer)
    wanted = condition["one_of"] if "one_of" in condition else [condition["equals"]]
    given = answer if isinstance(answer, list) else [answer]
    return any(each in wanted for each in given)


def asked(rules: Iterable[Rule], answers: Mapping[str, Any]) -> list[Rule]:
    """The rules whose questions are asked, in order. What stands behind a question that is not asked is not asked either."""
    rules = list(rules)
    by_key = {rule.key: rule for rule in rules}

    def is_asked(rule: Rule, seen: frozenset[str]) -> bool:
        if not applies(rule, answers):
            return False
        behind = by_key.get(str(rule.condition.get("question", "")))
        return behind is None or behind.key in seen or is_asked(behind, seen | {behind.key})

    return [rule for rule in rules if is_asked(rule, frozenset({rule.key}))]


def dependent(keys: Iterable[str], rules: Iterable[Rule]) -> set[str]:
    """The keys, and those of all questions that are asked depending on them."""
    rules = list(rules)
    found = set(keys)
    while more := {rule.key for rule in rules if rule.condition.get("question") in found} - found:
        found |= more
    return found


def is_empty(value: Any) -> bool:
    """Whether there is no answer yet."""
    return value is None or value is False or value in ("", []) or (isinstance(value, str) and not value.strip())


def problem_of(rule: Rule, value: Any) -> Problem | None:
    """What is wrong with a given value; an empty one is not wrong here (see `problems`)."""
    if is_empty(value):
        return None
    check = CHECKS.get(rule.kind)
    code = check(rule, value) if check else None
    if isinstance(code, Problem):
        return code
    return Problem(rule.key, code, _limit(rule, code)) if code else None


def problems(rules: Iterable[Rule], answers: Mapping[str, Any], files: Mapping[str, int]) -> list[Problem]:
    """Everything that stands in the way of submitting, in the form's order. `files` counts attachments by key."""
    found = []
    for rule in asked(rules, answers):
        if rule.kind == "explanation":
            continue
        value = answers.get(rule.key)
        empty = not files.get(rule.key) if rule.kind in {"file", "picture"} else is_empty(value)
        if empty and rule.required:
            found.append(Problem(rule.key, "missing"))
        elif not empty and (problem := problem_of(rule, value)):
            found.append(problem)
    return found


def digest(
    answers: Mapping[str, Any],
    files: Iterable[Mapping[str, Any]],
    previous: str,
    awaited: Sequence[Mapping[str, Any]] = (),
    declared: Mapping[str, Any] | None = None,
) -> str:
    """SHA-256 over answers, files, what was declared and the previous version's hash: a changed word changes every later hash.

    Files that were still under way count by name and size. Versions of the time before declarations were frozen have none:
    their hashes stay what they were.
    """
    payload = {"answers": answers, "files": sorted(files, key=lambda item: str(item["sha256"])), "previous": previous}
    if awaited:
        payload["awaited"] = list(awaited)
    if declared:
        payload["declared"] = declared
    return hashlib.sha256(json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _text(rule: Rule, value: Any) -> str | None:
    if not isinstance(value, str):
        return "not_a_choice"
    return "too_long" if len(value) > MOST or (rule.max_chars and count_characters(value) > rule.max_chars) else None


def _number(rule: Rule, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return "not_a_number"
    if rule.minimum is not None and value < rule.minimum:
        return "too_small"
    return "too_large" if rule.maximum is not None and value > rule.maximum else None


def _date(_rule: Rule, value: Any) -> str | None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "not_a_date"
    return None


def _choice(rule: Rule, value: Any) -> str | None:
    return None if isinstance(value, str) and value in rule.values else "not_a_choice"


def _many(rule: Rule, value: Any) -> str | None:
    fits = isinstance(value, list) and len(value) <= len(rule.values) and set(map(str, value)) <= rule.values
    return None if fits else "not_a_choice"


def _consent(_rule: Rule, value: Any) -> str | None:
    return None if value is True else "not_a_choice"


def _url(_rule: Rule, value: Any) -> str | None:
    fits = isinstance(value, str) and value.startswith(("https://", "http://")) and not any(map(str.isspace, value))
    return None if fits and len(value) <= MOST_OF_ADDRESS else "not_a_url"


def _table(rule: Rule, value: Any) -> Problem | None:
    """What can never be right comes before what a draft may hold."""
    codes = {column.code for column in rule.columns}
    fits_at_all = isinstance(value, list) and len(value) <= MOST_ROWS
    if not fits_at_all or not all(isinstance(row, dict) and row and set(row) <= codes for row in value):
        return Problem(rule.key, "not_a_table")
    places = [(number, row, column) for number, row in enumerate(value, start=1) for column in rule.columns]
    for number, row, column in places:
        cell = row.get(column.code)
        if not is_empty(cell) and (code := _cell(column, cell)):
            return Problem(rule.key, code, MOST_OF_CELL if code == "too_long" else None, number, column.code)
    for number, row, column in places:
        if column.required and is_empty(row.get(column.code)):
            return Problem(rule.key, "cell_missing", None, number, column.code)
    if rule.minimum is not None and len(value) < rule.minimum:
        return Problem(rule.key, "too_few_rows", rule.minimum)
    if rule.maximum is not None and len(value) > rule.maximum:
        return Problem(rule.key, "too_many_rows", rule.maximum)
    return None


def _cell(column: Column, cell: Any) -> str | None:
    kind = "short_text" if column.kind == "text" else column.kind
    return CHECKS[kind](Rule(column.code, kind, max_chars=MOST_OF_CELL, values=column.values), cell)  # type: ignore[return-value]


def _limit(rule: Rule, code: str) -> int | None:
    return {"too_long": rule.max_chars or MOST, "too_small": rule.minimum, "too_large": rule.maximum}.get(code)


CHECKS: dict[str, Callable[[Rule, Any], str | Problem | None]] = {
    "short_text": _text,
    "long_text": _text,
    "number": _number,
    "yen": _number,
    "date": _date,
    "choice": _choice,
    "many": _many,
    "url": _url,
    "consent": _consent,
    "table": _table,
}
