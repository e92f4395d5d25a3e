"""What the published figures' programs, indicators and words are called in each language: a data file, no Django."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "fixtures" / "figure-labels.json"


@cache
def every() -> dict[str, Any]:
    """The whole file."""
    labels: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return labels


def words(group: str, text: str, language: str) -> str:
    """A text of the file in the language (ja, en, zh); as it was published when there is no translation."""
    return str(every()[group].get(text, {}).get(language, text))


def break_words(program: str, indicator: str, as_of: str, language: str) -> str:
    """Why a number cannot be compared with the others of its series; empty when it can."""
    for entry in every()["breaks"]:
        if (entry["program"], entry["indicator"], entry["as_of"]) == (program, indicator, as_of):
            return str(entry[language])
    return ""


def front() -> list[tuple[str, str]]:
    """Program and indicator of the series whose latest number the front door shows."""
    return [(program, indicator) for program, indicator in every()["front"]]
