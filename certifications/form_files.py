"""A form as a file that cities share: JSON in the shape of programs/*.json, checked field by field. Knows no database."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from certifications.form_edits import Form

KINDS = (
    "short_text", "long_text", "number", "yen", "date", "choice", "many", "url", "file", "picture", "table", "consent",
    "explanation",
)  # fmt: skip
COLUMN_KINDS = ("text", "number", "yen", "date", "choice")
LANGUAGES = ("ja", "en", "zh")
IDENTITY = ("identity", "quasi", "content")
RETENTION = ("short", "case", "lasting")
SLOTS = ("tagline", "story", "features", "target_users", "price", "where_to_buy", "picture", "website", "interview", "")
FILE_KINDS = ("pdf", "jpg", "jpeg", "png", "webp", "heic", "docx", "xlsx", "pptx")
MOST_QUESTIONS = 300
MOST_BYTES = 1_000_000
CODE = re.compile(r"[a-zA-Z0-9_-]{1,40}")
# Longest texts by language, as the columns are wide.
TITLE, SECTION_HELP = {"ja": 80, "en": 120, "zh": 80}, {"ja": 400, "en": 600, "zh": 400}
LABEL, HELP = {"ja": 200, "en": 300, "zh": 200}, {"ja": 600, "en": 900, "zh": 600}
CONSENT = dict.fromkeys(LANGUAGES, 20_000)
CHOICE = dict.fromkeys(LANGUAGES, 200)
MOST_MEGABYTES = 50  # of one file, as the office may set it; docs/decisions/large-files.md
SECTION_FIELDS = {"code", "title", "help"}
QUESTION_FIELDS = {
    "key", "section", "kind", "label", "help", "consent", "required", "max_chars", "minimum", "maximum", "choices", "columns",
    "accept", "max_files", "max_megabytes", "condition", "prefill", "made_from", "identity_class", "retention", "catalog_slot",
}  # fmt: skip


@dataclass(frozen=True)
class FileFault:
    """What is wrong in a file: a code (see form_words), where (`questions[3].kind`), and the line if it is known."""

    code: str
    place: str = ""
    line: int | None = None
    detail: str = ""


def dumps(form: Form) -> str:
    """The file's text."""
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> tuple[Form, list[FileFault]]:
    """The form in a file, and everything that is wrong in it; with faults the form is not to be used."""
    empty: Form = {"sections": [], "questions": []}
    if len(text.encode()) > MOST_BYTES:
        return empty, [FileFault("file_too_large")]
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return empty, [FileFault("not_json", line=error.lineno, detail=str(error.colno))]
    except RecursionError:
        return empty, [FileFault("not_json")]
    if not isinstance(data, dict) or not all(isinstance(data.get(name), list) for name in ("sections", "questions")):
        return empty, [FileFault("not_a_form")]
    if len(data["questions"]) > MOST_QUESTIONS or len(data["sections"]) > MOST_QUESTIONS:
        return empty, [FileFault("too_many_questions", detail=str(MOST_QUESTIONS))]
    found = [*_sections(data["sections"]), *_questions(data["questions"], data["sections"])]
    lines = text.splitlines()
    located = [FileFault(fault.code, fault.place, _line(fault, data, lines), fault.detail) for fault in found]
    return {"sections": data["sections"], "questions": data["questions"]}, located


def _line(fault: FileFault, data: dict[str, Any], lines: list[str]) -> int | None:
    """Where the section's code or the question's key stands in the text, or the wrong field shortly after it."""
    found = re.match(r"(sections|questions)\[(\d+)\](?:\.(\w+))?", fault.place)
    if not found:
        return None
    row = data[found[1]][int(found[2]) - 1]
    name = "code" if found[1] == "sections" else "key"
    anchor = row.get(name) if isinstance(row, dict) else None
    pattern = re.compile(rf'"{name}"\s*:\s*{re.escape(json.dumps(anchor, ensure_ascii=False))}')
    start = next((number for number, line in enumerate(lines, start=1) if anchor and pattern.search(line)), None)
    if start is None or not found[3]:
        return start
    for number, line in enumerate(lines[start - 1 :], start=start):
        if number > start and f'"{name}"' in line:
            break
        if f'"{found[3]}"' in line:
            return number
    return start


def _sections(rows: list[Any]) -> Iterator[FileFault]:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        place = f"sections[{number}]"
        if not isinstance(row, dict):
            yield FileFault("not_an_object", place)
            continue
        yield from _unknown(row, SECTION_FIELDS, place)
        code = row.get("code")
        if not isinstance(code, str) or not CODE.fullmatch(code):
            yield FileFault("bad_code", f"{place}.code")
        elif code in seen:
            yield FileFault("code_twice", f"{place}.code", detail=code)
        seen.add(str(code))
        yield from _texts(row.get("title"), TITLE, f"{place}.title", needed=True)
        yield from _texts(row.get("help"), SECTION_HELP, f"{place}.help")


def _questions(rows: list[Any], sections: list[Any]) -> Iterator[FileFault]:
    codes = {row.get("code") for row in sections if isinstance(row, dict) and isinstance(row.get("code"), str)}
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        place = f"questions[{number}]"
        if not isinstance(row, dict):
            yield FileFault("not_an_object", place)
            continue
        yield from _unknown(row, QUESTION_FIELDS, place)
        key = row.get("key")
        if not _is_uuid(key):
            yield FileFault("bad_key", f"{place}.key")
        elif str(key).lower() in seen:
            yield FileFault("key_twice", f"{place}.key", detail=str(key))
        seen.add(str(key).lower())
        if not isinstance(row.get("section"), str) or row["section"] not in codes:
            yield FileFault("section_unknown", f"{place}.section", detail=str(row.get("section")))
        yield from _question(row, place)


def _question(row: dict[str, Any], place: str) -> Iterator[FileFault]:
    yield from _one_of(row.get("kind"), KINDS, f"{place}.kind")
    yield from _texts(row.get("label"), LABEL, f"{place}.label", needed=True)
    yield from _texts(row.get("help"), HELP, f"{place}.help")
    yield from _texts(row.get("consent"), CONSENT, f"{place}.consent")
    if not isinstance(row.get("required", False), bool):
        yield FileFault("not_a_boolean", f"{place}.required")
    for name, low, high in (
        ("max_chars", 1, 20_000),
        ("max_files", 1, 50),
        ("max_megabytes", 1, MOST_MEGABYTES),
        ("minimum", -(10**12), 10**12),
        ("maximum", -(10**12), 10**12),
    ):
        yield from _whole(row.get(name), low, high, f"{place}.{name}")
    for name, known in (("identity_class", IDENTITY), ("retention", RETENTION), ("catalog_slot", SLOTS)):
        if row.get(name) is not None:
            yield from _one_of(row[name], known, f"{place}.{name}")
    if not isinstance(row.get("prefill") or "", str) or len(row.get("prefill") or "") > 40:
        yield FileFault("not_a_text", f"{place}.prefill")
    yield from _choices(row.get("choices"), f"{place}.choices")
    yield from _columns(row.get("columns"), f"{place}.columns")
    yield from _list_of(row.get("accept"), lambda each: each in FILE_KINDS, f"{place}.accept")
    yield from _list_of(row.get("made_from"), _is_uuid, f"{place}.made_from")
    yield from _condition(row.get("condition"), f"{place}.condition")


def _condition(value: Any, place: str) -> Iterator[FileFault]:
    if value in (None, {}):
        return
    if not isinstance(value, dict) or not _is_uuid(value.get("question")):
        yield FileFault("bad_condition", place)
        return
    tests = set(value) - {"question"}
    fits = (
        (tests == {"equals"} and (isinstance(value["equals"], str) or value["equals"] is True))
        or (tests == {"one_of"} and _is_list_of_texts(value["one_of"]))
        or (tests == {"answered"} and value["answered"] is True)
    )
    if not fits:
        yield FileFault("bad_condition", place)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _choices(value: Any, place: str) -> Iterator[FileFault]:
    if value is None:
        return
    if not isinstance(value, list):
        yield FileFault("not_a_list", place)
        return
    for number, choice in enumerate(value, start=1):
        here = f"{place}[{number}]"
        if not isinstance(choice, dict) or set(choice) != {"value", "label"} or not isinstance(choice["value"], str):
            yield FileFault("bad_choice", here)
            continue
        yield from _texts(choice["label"], CHOICE, f"{here}.label", needed=True)


def _columns(value: Any, place: str) -> Iterator[FileFault]:
    if value is None:
        return
    if not isinstance(value, list):
        yield FileFault("not_a_list", place)
        return
    for number, column in enumerate(value, start=1):
        here = f"{place}[{number}]"
        if not isinstance(column, dict):
            yield FileFault("not_an_object", here)
            continue
        yield from _unknown(column, {"code", "label", "kind", "required", "choices"}, here)
        if not isinstance(column.get("code"), str) or not CODE.fullmatch(column["code"]):
            yield FileFault("bad_code", f"{here}.code")
        if not isinstance(column.get("required", False), bool):
            yield FileFault("not_a_boolean", f"{here}.required")
        yield from _one_of(column.get("kind"), COLUMN_KINDS, f"{here}.kind")
        yield from _texts(column.get("label"), CHOICE, f"{here}.label", needed=True)
        yield from _choices(column.get("choices"), f"{here}.choices")


def _texts(value: Any, longest: dict[str, int], place: str, *, needed: bool = False) -> Iterator[FileFault]:
    if value is None and not needed:
        return
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        yield FileFault("not_texts", place)
        return
    yield from _unknown(value, set(LANGUAGES), place)
    if needed and not value.get("ja", "").strip():
        yield FileFault("japanese_missing", f"{place}.ja")
    for language, limit in longest.items():
        if len(value.get(language, "")) > limit:
            yield FileFault("text_too_long", f"{place}.{language}", detail=str(limit))


def _unknown(row: dict[str, Any], known: set[str], place: str) -> Iterator[FileFault]:
    for name in row.keys() - known:
        yield FileFault("unknown_field", f"{place}.{name}", detail=str(name))


def _one_of(value: Any, known: tuple[str, ...], place: str) -> Iterator[FileFault]:
    if not isinstance(value, str) or value not in known:
        yield FileFault("not_one_of", place, detail=", ".join(filter(None, known)))


def _whole(value: Any, low: int, high: int, place: str) -> Iterator[FileFault]:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        yield FileFault("not_a_number", place, detail=f"{low} – {high}")


def _list_of(value: Any, fits: Any, place: str) -> Iterator[FileFault]:
    if value is not None and not (isinstance(value, list) and all(isinstance(each, str) and fits(each) for each in value)):
        yield FileFault("bad_list", place)


def _is_uuid(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False
