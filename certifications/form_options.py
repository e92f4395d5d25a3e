"""Choices and table columns as an officer writes them, one per line, and back; values and codes stay. Knows no database."""

from collections.abc import Sequence
from typing import Any

from certifications.form_lines import COLUMN_KINDS, KIND_OF, PARTS, REQUIRED, plain

LANGUAGES = ("ja", "en", "zh")
KIND_WORDS = {"text": "文字", "number": "数", "yen": "円", "date": "日付", "choice": "選択"}


def lines_of(text: str) -> list[str]:
    """The lines, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def choices_from(texts: dict[str, str], before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choices from one text per language. Who keeps its Japanese words, or its place, keeps its value."""
    words = {language: lines_of(texts.get(language, "")) for language in LANGUAGES}
    values = _kept(words["ja"], [(str(row["label"].get("ja", "")), str(row["value"])) for row in before])
    return [{"value": value, "label": _labels(words, number)} for number, value in enumerate(values)]


def choice_lines(choices: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The texts by language that would give these choices."""
    texts = {language: [str(choice["label"].get(language, "")) for choice in choices] for language in LANGUAGES}
    return {language: "\n".join(lines) if any(lines) else "" for language, lines in texts.items()}


def columns_from(texts: dict[str, str], before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Columns from lines `label | kind | required`; a column of choices says `選択：a、b`. Other languages: labels only."""
    lines = [[part.strip() for part in line.replace("｜", "|").split("|")] for line in lines_of(texts.get("ja", ""))]
    words = {language: lines_of(texts.get(language, "")) for language in LANGUAGES} | {"ja": [line[0] for line in lines]}
    codes = _kept(words["ja"], [(str(row["label"].get("ja", "")), str(row["code"])) for row in before])
    known = {str(row["code"]): row for row in before}
    return [
        {"code": code, "label": _labels(words, number)} | _column(line[1:], known.get(code, {}))
        for number, (code, line) in enumerate(zip(codes, lines, strict=True))
    ]


def _column(marks: list[str], before: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": "text", "required": False}
    for mark in marks:
        name, colon, rest = mark.replace("：", ":").partition(":")
        kind = KIND_OF.get(plain(name))
        if plain(mark) in REQUIRED:
            facts["required"] = True
        elif kind == "choice" and colon:
            facts |= {"kind": "choice", "choices": choices_from({"ja": "\n".join(PARTS.split(rest))}, before.get("choices", []))}
        elif kind in COLUMN_KINDS:
            facts["kind"] = kind
    return facts


def column_lines(columns: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The texts by language that would give these columns."""
    lines = []
    for column in columns:
        kind = KIND_WORDS[column["kind"]]
        if column["kind"] == "choice":
            kind += "：" + "、".join(str(choice["label"].get("ja", "")) for choice in column.get("choices", []))
        lines.append(
            " | ".join(filter(None, [str(column["label"].get("ja", "")), kind, "必須" if column.get("required") else ""]))
        )
    return choice_lines(columns) | {"ja": "\n".join(lines)}


def _labels(words: dict[str, list[str]], number: int) -> dict[str, str]:
    return {language: lines[number] for language, lines in words.items() if number < len(lines)}


def _kept(labels: list[str], before: Sequence[tuple[str, str]]) -> list[str]:
    """A value for each label: its own of before, or that of the same place when as many lines stand there, or a new one."""
    own = dict(before)
    found: list[str | None] = []
    for label in labels:
        value = own.get(label)
        found.append(value if value not in found else None)
    if len(labels) == len(before):
        found = [value or (before[number][1] if before[number][1] not in found else None) for number, value in enumerate(found)]
    taken = {value for value in found if value} | {value for _label, value in before}
    free = (f"c{number}" for number in range(1, len(labels) + len(before) + 2) if f"c{number}" not in taken)
    return [value or next(free) for value in found]
