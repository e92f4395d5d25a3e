"""Reads a cell as what it is meant to be, and says what was repaired on the way."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from home import japanese_dates
from home.fiscal import ERAS
from home.lists.headers import fold
from home.lists.numbers import serial_day

CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
HALF_KANA = re.compile("[\uff61-\uff9f]+")
HYPHENS = re.compile("[\u00ad\u2010-\u2015\u2043\u207b\u2212\u30fc\ufe58\ufe63\uff0d\uff70]")
NOTHING = {"-", "--", "ー", "―", "−", "－", "なし", "無", "無し", "n/a", "該当なし", "不明", "未定", "〃なし"}
SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3}
AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(億|千万|百万|万|千)?")
OLD_ERAS = {"令": "令和", "平": "平成", "昭": "昭和", "大": "大正", "明": "明治", "r": "令和", "h": "平成", "s": "昭和"}
YEAR = re.compile(r"(令和|平成|昭和|大正|明治|令|平|昭|r|h|s)?\.?(元|[0-9]{1,4})(?:年度|年)?(?:度)?")
YEAR_IN_TITLE = re.compile(r"(?:令和|平成|昭和|[RHS])\s*(?:元|[0-9]{1,2})\s*年度|[12][0-9]{3}\s*年度|^[RHS][0-9]{1,2}$")
SERIALS = range(10_000, 80_000)
YEARS = range(1868, 2201)  # others are slips, or stand for "never" (9999-12-31)


class Reading(NamedTuple):
    """A value, and the codes of what was repaired to have it."""

    value: Any
    repairs: tuple[str, ...] = ()


class Refused(ValueError):
    """The cell cannot be what its column says; `code` says why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


Reader = Callable[[str, str], Reading]


def tidy(raw: str) -> Reading:
    """A text on one line without signs that nobody sees; what Excel's apostrophe kept from being a formula is the text again."""
    repairs = []
    text = CONTROLS.sub("", raw)
    if text != raw:
        repairs.append("unseen")
    one_line = re.sub(r"\s*[\r\n\t]+\s*", " ", text.strip())
    if one_line != text.strip():
        repairs.append("lines")
    trimmed = one_line.strip(" \u3000\u00a0")
    if len(trimmed) > 1 and trimmed[0] == "'" and unicodedata.normalize("NFKC", trimmed[1]) in "=+-@":
        trimmed = trimmed[1:]
        repairs.append("apostrophe")
    return Reading(trimmed, tuple(repairs))


def is_nothing(text: str) -> bool:
    """Whether the words only say that there is nothing."""
    return text.strip().lower() in NOTHING


def text(limit: int) -> Reader:
    """Names and words: kept as typed, save half-width kana, which only old machines wrote."""

    def read(raw: str, _label: str) -> Reading:
        value, repairs = tidy(raw)
        wide = HALF_KANA.sub(lambda match: unicodedata.normalize("NFKC", match[0]), value)
        if wide != value:
            repairs += ("kana",)
        if len(wide) > limit:
            raise Refused("long", limit=limit)
        return Reading(wide, repairs)

    return read


def identifier(limit: int) -> Reader:
    """Numbers and codes as texts: half width, leading zeros kept. What Excel has rounded is refused."""

    def read(raw: str, _label: str) -> Reading:
        value, repairs = tidy(raw)
        plain = unicodedata.normalize("NFKC", HYPHENS.sub("-", value)).strip()
        if SCIENTIFIC.fullmatch(plain):
            raise Refused("scientific")
        if re.fullmatch(r"[0-9]+\.0", plain):
            plain = plain[:-2]
            repairs += ("number",)
        elif plain != value:
            repairs += ("width",)
        if len(plain) > limit:
            raise Refused("long", limit=limit)
        return Reading(plain, repairs)

    return read


def digits(count: int) -> Reader:
    """Exactly so many digits, whatever stands between them; shorter by lost zeros in front is filled up and said."""
    whole = identifier(60)

    def read(raw: str, label: str) -> Reading:
        plain, repairs = whole(raw, label)
        bare = re.sub(r"[\s〒-]", "", plain)
        if not bare.isascii() or not bare.isdecimal() or len(bare) > count or len(bare) < count - 2:
            raise Refused("digits", count=count)
        if bare != plain and "width" not in repairs:
            repairs += ("signs",)
        return Reading(bare.zfill(count), repairs + (("zeros",) if len(bare) < count else ()))

    return read


def day(raw: str, _label: str = "") -> Reading:
    """A day in any form that offices write: 令和8年4月1日, 平29.4.1, 2017/4/1 0:00:00, 42826 (Excel's number)."""
    value, repairs = tidy(raw)
    plain = unicodedata.normalize("NFKC", value)
    if plain.isdecimal() and len(plain) == 5 and int(plain) in SERIALS and (found := serial_day(plain)):
        return Reading(found, (*repairs, "serial"))
    plain = CLOCK.sub("", plain)
    if plain[:1] in OLD_ERAS and not plain.startswith(tuple(name for _, name in ERAS)) and not plain[:1].isascii():
        plain = OLD_ERAS[plain[:1]] + plain[1:]
    try:
        found = japanese_dates.read_date(plain)
    except japanese_dates.NoSuchDay as error:
        raise Refused("no_such_day") from error
    except japanese_dates.Unreadable as error:
        raise Refused("day_incomplete" if _is_part_of_day(plain) else "day") from error
    if found.year not in YEARS:
        raise Refused("day")
    if value == found.isoformat():
        return Reading(found, repairs)
    return Reading(found, (*repairs, "era" if any(name in plain for _, name in ERAS) or plain[:1].isalpha() else "day"))


def _is_part_of_day(plain: str) -> bool:
    return bool(re.fullmatch(r"\D{0,2}[0-9元]{1,4}(年度?|[./-][0-9]{1,2}(月)?|年[0-9]{1,2}月)", plain.strip()))


def fiscal_year(raw: str, _label: str = "") -> Reading:
    """2017, 平成29年度, H29, 29年度 is refused: nobody knows the era."""
    value, repairs = tidy(raw)
    plain = re.sub(r"\s|\(.*\)", "", unicodedata.normalize("NFKC", value).lower()).removesuffix(".0").removeprefix("西暦")
    match = YEAR.fullmatch(plain)
    if match is None:
        raise Refused("year")
    era, number = match[1], 1 if match[2] == "元" else int(match[2])
    if not era:
        if len(match[2]) != 4 or not 1900 <= number <= 2200:
            raise Refused("year_without_era")
        return Reading(number, repairs if value == str(number) else (*repairs, "year"))
    begun = next(start for start, name in ERAS if name == OLD_ERAS.get(era, era))
    return Reading(begun.year + number - 1, (*repairs, "era"))


def count(raw: str, _label: str = "") -> Reading:
    """A whole number: 1,234人 is 1234."""
    value, repairs = tidy(raw)
    plain = re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", value))
    bare = re.sub(r"(人|名|件|社|個|点|歳|才)$", "", plain).removesuffix(".0")
    if not bare.isascii() or not bare.isdecimal() or len(bare) > 12:
        raise Refused("count")
    return Reading(int(bare), repairs if value == bare else (*repairs, "signs"))


def yen(raw: str, label: str = "") -> Reading:
    """Yen. 1,000万円 is 10,000,000; where the head says 千円 or 万円, bare numbers are taken as that."""
    value, repairs = tidy(raw)
    plain = re.sub(r"[,\s¥\\円]", "", unicodedata.normalize("NFKC", value))
    head = unicodedata.normalize("NFKC", label)
    factor = next((UNITS[unit] for unit in UNITS if f"{unit}円" in head), 1)
    total, place, parts = Decimal(0), 0, 0
    for match in AMOUNT.finditer(plain):
        if match.start() != place:
            break
        try:
            total += Decimal(match[1]) * (UNITS[match[2]] if match[2] else (factor if parts == 0 else 1))
        except InvalidOperation as error:
            raise Refused("yen") from error
        place, parts = match.end(), parts + 1
    if not plain or place != len(plain) or total != total.to_integral_value() or total >= 10**15:
        raise Refused("yen")
    amount = int(total)
    said = re.sub(r"[,¥\\円]", "", value)
    return Reading(amount, repairs if said == str(amount) else (*repairs, "unit" if amount and str(amount) != plain else "signs"))


def choice(words: Mapping[str, str]) -> Reader:
    """One of several; the words (and codes) by which each is called, and their width and case do not matter."""
    known = {fold(word): code for word, code in words.items()}

    def read(raw: str, _label: str) -> Reading:
        value, repairs = tidy(raw)
        code = known.get(fold(value))
        if code is None:
            raise Refused("choice", said=value[:60])
        return Reading(code, repairs)

    return read


def web_address(raw: str, _label: str = "") -> Reading:
    """An address on the web; https is added where only the name stands."""
    value, repairs = tidy(raw)
    plain = unicodedata.normalize("NFKC", value)
    if plain != value:
        repairs += ("width",)
    if not re.match(r"https?://", plain, re.IGNORECASE):
        plain, repairs = f"https://{plain}", (*repairs, "scheme")
    if not re.fullmatch(r"https?://[^\s/:@?#]+\.[^\s/:@?#.]{2,}(:\d{1,5})?([/?#]\S*)?", plain, re.IGNORECASE) or len(plain) > 200:
        raise Refused("web_address")
    return Reading(plain, repairs)
