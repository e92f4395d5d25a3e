"""Reads days as people write them in Japan: 令和8年4月1日, R8.4.1, 2026/4/1, full-width, with or without weekday."""

import re
import unicodedata
from datetime import date

from home.fiscal import ERAS

INITIALS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
NAMES = {name: name for _, name in ERAS} | INITIALS
DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"元": 1}
NUMBER = r"([0-9]{1,4}|元|[〇一二三四五六七八九十]{1,4})"
PATTERN = re.compile(
    rf"(?:西暦)?(?P<era>{'|'.join(NAMES)})?\.?(?P<year>{NUMBER})(?:年|[-/.])(?P<month>{NUMBER})(?:月|[-/.])(?P<day>{NUMBER})日?"
)
COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
WEEKDAY = re.compile(r"\(?[月火水木金土日](曜日?)?\)?$")
HYPHENS = re.compile("[‐‑‒–—―−ー]")


class Unreadable(ValueError):
    """The text is not a day in any form that is known."""


class NoSuchDay(ValueError):
    """The text reads well, but the calendar has no such day, or the era did not have it (令和元年1月1日)."""


def read_date(text: str) -> date:
    """The day that the text names. Raises Unreadable or NoSuchDay."""
    plain = HYPHENS.sub("-", unicodedata.normalize("NFKC", text)).upper()
    plain = re.sub(r"\s+", "", plain)
    match = COMPACT.fullmatch(plain) or PATTERN.fullmatch(plain) or PATTERN.fullmatch(_without_weekday(plain))
    if match is None:
        raise Unreadable(text)
    parts = match.groupdict()
    year, month, day = (_number(parts[name]) for name in ("year", "month", "day"))
    era = parts.get("era")
    if not era and len(parts["year"]) != 4:
        raise Unreadable(text)
    try:
        return _in_era(NAMES[era], year, month, day) if era else date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(text) from error


def _without_weekday(plain: str) -> str:
    """A weekday counts in brackets, or behind 日 (4月1日水曜日): 日 alone ends a date."""
    match = WEEKDAY.search(plain)
    if match is None:
        return plain
    head = plain[: match.start()]
    return head if match.group().startswith("(") or head.endswith("日") else plain


def _number(text: str) -> int:
    """8, 元, 八, 十二, 三十一, 二〇二六"""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return int("".join(str(DIGITS[character]) for character in text))


def _in_era(name: str, year: int, month: int, day: int) -> date:
    following = date.max
    for start, era in ERAS:
        if era == name:
            found = date(start.year + year - 1, month, day)
            if not start <= found < following:
                raise ValueError(f"{name} has no {found.isoformat()}.")
            return found
        following = start
    raise ValueError(name)
