"""Pasted lines become questions: one line each, marks behind a bar, in Japanese or English. Knows no database.

# 製品について                          a section
製品名 | 80字 | 必須                     short text, since nothing else is said
事業の概要 | 長文 | 800字 | 必須
業種 | 選択：製造、販売、その他 | 必須     one of several; 複数選択 is several of several
従業員数 | 数 | 1〜300
受賞歴 | はい・いいえ
受賞の内容 | 長文 | もし：受賞歴＝はい     asked only then; several answers are parted by /
会社案内 | ファイル：pdf、docx
販売実績 | 表：年度（数・必須）、売上（円）
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from certifications.form_edits import Form, Missing, add_questions, add_section

KINDS = {
    "short_text": ("短文", "1行", "一行", "文字", "short", "short text", "text"),
    "long_text": ("長文", "複数行", "文章", "long", "long text"),
    "number": ("数", "数値", "整数", "number"),
    "yen": ("円", "金額", "yen"),
    "date": ("日付", "年月日", "date"),
    "choice": ("選択", "一つ選択", "単一選択", "choice", "one"),
    "many": ("複数選択", "複数", "many", "several"),
    "url": ("url", "ウェブ", "ウェブアドレス", "web"),
    "file": ("ファイル", "書類", "添付", "file"),
    "picture": ("写真", "画像", "picture"),
    "table": ("表", "table"),
    "consent": ("同意", "consent"),
    "explanation": ("説明", "説明文", "explanation"),
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
COLUMN_KINDS = {"text", "number", "yen", "date"}
YES_NO = ("はい・いいえ", "はい/いいえ", "yes/no")
REQUIRED = ("必須", "required")
OPTIONAL = ("任意", "optional")
IDENTITY = {"氏名等": "identity", "個人情報": "identity", "identity": "identity", "準識別": "quasi", "quasi": "quasi"}
CHARACTERS = re.compile(r"(\d[\d,]*)\s*(?:字|文字|characters?|chars?)(?:以内|まで)?")
RANGE = re.compile(r"(-?\d[\d,]*)?\s*[~〜～]\s*(-?\d[\d,]*)?")
CONDITION = re.compile(r"(?:もし|条件|if)\s*:\s*(.+?)\s*(?:=\s*(.+))?")
HELP = re.compile(r"(?:補足|説明|help)\s*:\s*(.+)")
FILES = re.compile(r"(\d+)\s*(?:点|件|files?)(?:まで)?")
SIZE = re.compile(r"(\d+)\s*(?:mb|メガ)(?:まで)?")
PARTS = re.compile(r"[、,;；]")
MARK_PARTS = re.compile(r"[、,;；・]")
COLUMN_PARTS = re.compile(r"[、,;；]\s*(?![^(]*\))")
COLUMN = re.compile(r"(.+?)\((.*)\)")
DEFAULT_FILES = {"file": ["pdf"], "picture": ["jpg", "png"]}


def appended(form: Form, section: str, text: str) -> Form:
    """The form with the lines' sections and questions. Without a section of its own a line goes to `section`."""
    for line in map(str.strip, text.splitlines()):
        if not line:
            continue
        if line.startswith(("#", "＃")):
            form = add_section(form, {"title": {"ja": line.lstrip("#＃ 　")}})
            section = form["sections"][-1]["code"]
            continue
        if not section:
            form = add_section(form, {"title": {"ja": ""}})
            section = form["sections"][-1]["code"]
        form = add_questions(form, section, [question_of(line, form)])
    if not form["sections"]:
        raise Missing(section)
    return form


def question_of(line: str, form: Form) -> dict[str, Any]:
    """One line as a question; conditions find the earlier question by its label."""
    label, *marks = [part.strip() for part in re.split(r"[|｜\t]", line)]
    row: dict[str, Any] = {"key": str(uuid4()), "kind": "short_text", "label": {"ja": label}, "help": {}, "required": False}
    unread = []
    for mark in filter(None, marks):
        facts = _facts(mark, form)
        if facts is None:
            unread.append(mark)
        else:
            row |= facts
    if row["kind"] == "short_text" and (row.get("max_chars") or 0) > 200:
        row["kind"] = "long_text"
    if unread:
        # What is no mark was meant for the reader.
        row["help"] = {"ja": " ".join([*filter(None, [row["help"].get("ja")]), *unread])}
    row.setdefault("accept", DEFAULT_FILES.get(row["kind"], []))
    return row


def plain(text: str) -> str:
    """Half width, without case: how marks and labels are compared."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _facts(mark: str, form: Form) -> dict[str, Any] | None:
    """What a mark says of the question, or None when it is no mark."""
    word = plain(mark)
    if word in REQUIRED or word in OPTIONAL:
        return {"required": word in REQUIRED}
    if word in IDENTITY:
        return {"identity_class": IDENTITY[word]}
    if word in map(plain, YES_NO):
        return {"kind": "choice", "choices": choices(["はい", "いいえ"])}
    if found := CHARACTERS.fullmatch(word):
        return {"max_chars": _number(found[1])}
    if found := FILES.fullmatch(word):
        return {"max_files": int(found[1])}
    if found := SIZE.fullmatch(word):
        return {"max_megabytes": int(found[1])}
    wide = unicodedata.normalize("NFKC", mark)
    if (found := RANGE.fullmatch(wide)) and any(found.groups()):
        return {"minimum": _number(found[1]), "maximum": _number(found[2])}
    if found := CONDITION.fullmatch(wide):
        return {"condition": condition} if (condition := _condition(found[1], found[2], form)) else None
    if word in KIND_OF:
        return {"kind": KIND_OF[word]}
    name, colon, rest = wide.partition(":")
    kind = KIND_OF.get(plain(name)) if colon else None
    if kind in {"choice", "many"}:
        return {"kind": kind, "choices": choices(PARTS.split(rest))}
    if kind in DEFAULT_FILES:
        return {"kind": kind, "accept": [plain(part) for part in PARTS.split(rest) if part.strip()]}
    if kind == "table":
        return {"kind": kind, "columns": list(_columns(rest))}
    if kind == "explanation" or HELP.fullmatch(wide):
        return {"help": {"ja": rest.strip()}}
    return None


def _number(text: str | None) -> int | None:
    return int(text.replace(",", "")) if text else None


def choices(labels: list[str]) -> list[dict[str, Any]]:
    """Choices with values of their own, which stay when the words change."""
    clean = [label.strip() for label in labels if label.strip()]
    return [{"value": f"c{number}", "label": {"ja": label}} for number, label in enumerate(clean, start=1)]


def _columns(text: str) -> Iterator[dict[str, Any]]:
    for number, part in enumerate(filter(None, map(str.strip, COLUMN_PARTS.split(text))), start=1):
        found = COLUMN.fullmatch(part)
        marks = [plain(mark) for mark in MARK_PARTS.split(found[2])] if found else []
        kind = next((KIND_OF[mark] for mark in marks if mark in KIND_OF), "text")
        yield {
            "code": f"c{number}",
            "label": {"ja": found[1].strip() if found else part},
            "kind": kind if kind in COLUMN_KINDS else "text",
            "required": any(mark in REQUIRED for mark in marks),
        }


def _condition(label: str, wanted: str | None, form: Form) -> dict[str, Any] | None:
    """The nearest earlier question of that label, and the values by their words."""
    other = next((row for row in reversed(form["questions"]) if plain(row["label"].get("ja", "")) == plain(label)), None)
    if other is None:
        return None
    if not wanted:
        return {"question": other["key"], "answered": True}
    values = [_value(other, part) for part in wanted.split("/")]
    return {"question": other["key"], "equals": values[0]} if len(values) == 1 else {"question": other["key"], "one_of": values}


def _value(question: Mapping[str, Any], words: str) -> Any:
    for choice in question.get("choices") or []:
        if plain(words) in {plain(choice["label"].get("ja", "")), plain(str(choice["value"]))}:
            return choice["value"]
    return True if question["kind"] == "consent" else words.strip()
