"""What inquiries are about and what can come of them, in three languages: a data file, no Django."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "fixtures" / "inquiry-words.json"
LONGEST = 20  # characters of a code


@cache
def every() -> dict[str, list[dict[str, Any]]]:
    """The whole file."""
    words: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return words


def choices(group: str, language: str) -> list[tuple[str, str]]:
    """Code and words of a group (topics, outcomes) in a language (ja, en, zh), in the file's order."""
    return [(row["code"], row[language]) for row in every()[group]]


def words(group: str, code: str, language: str) -> str:
    """What a code is called; the code itself when the file no longer knows it."""
    return dict(choices(group, language)).get(code, code)


def is_outcome(code: str) -> bool:
    """Whether it counts as something that came of the inquiry."""
    return any(row["code"] == code and row["outcome"] for row in every()["outcomes"])


def takes_amount(code: str) -> bool:
    """Whether an amount in yen can be said with it."""
    return any(row["code"] == code and row["amount"] for row in every()["outcomes"])
