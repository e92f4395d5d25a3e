"""Reads the wards of a city from a CSV or JSON file."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

COLUMNS = ("code", "name_ja", "name_en", "name_zh", "in_city", "order", "outline")
OUTLINE = re.compile(r"\d{1,3}(?:\.\d)?,\d{1,2}(?:\.\d)?(?: \d{1,3}(?:\.\d)?,\d{1,2}(?:\.\d)?){2,59}", re.ASCII)
NEEDED = ("code", "name_ja")
WORDS = {"yes": True, "true": True, "1": True, "": True, "no": False, "false": False, "0": False}


class UnreadableAreas(ValueError):
    """The file is not a list of wards; the text says what is wrong, and in which row."""


def read(path: Path) -> list[dict[str, Any]]:
    """The rows, checked. JSON is a list of objects with the names of the CSV's columns.

    Raises UnreadableAreas, and OSError when there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = json.loads(text) if path.suffix == ".json" else list(csv.DictReader(io.StringIO(text)))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableAreas(f"{path} is neither CSV nor JSON in UTF-8: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise UnreadableAreas(f"{path} names no ward")
    found = [_row(row, number) for number, row in enumerate(rows, start=1)]
    codes = [row["code"] for row in found]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise UnreadableAreas(f"named twice: {', '.join(twice)}")
    return found


def _row(row: Any, number: int) -> dict[str, Any]:
    if not isinstance(row, dict) or set(row) - set(COLUMNS):
        raise UnreadableAreas(f"row {number}: the columns are {', '.join(COLUMNS)}")
    text = {name: str(row.get(name) if row.get(name) is not None else "").strip() for name in COLUMNS}
    if missing := [name for name in NEEDED if not text[name]]:
        raise UnreadableAreas(f"row {number}: {', '.join(missing)} is missing")
    if text["in_city"].lower() not in WORDS:
        raise UnreadableAreas(f"row {number}: in_city is yes or no, not {text['in_city']}")
    if text["order"] and not text["order"].isdecimal():
        raise UnreadableAreas(f"row {number}: order is a number, not {text['order']}")
    facts = {"in_city": WORDS[text["in_city"].lower()], "order": int(text["order"] or number)}
    if text["outline"] and not OUTLINE.fullmatch(text["outline"]):
        raise UnreadableAreas(f"row {number}: outline is corners like 0,0 20,0 20,15 on a field of 100 by 60")
    return {name: text[name] for name in (*COLUMNS[:4], "outline")} | facts
