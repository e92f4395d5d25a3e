"""Dates and amounts in words, as the house writes them in each language; no Django."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = {
    "ja": ("月", "火", "水", "木", "金", "土", "日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh-hans": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
URGENT = timedelta(days=7)


@dataclass(frozen=True)
class Left:
    """How long there is until a deadline; days are None when it has passed."""

    days: int | None
    urgent: bool

    @property
    def over(self) -> bool:
        return self.days is None


def local(moment: date) -> date:
    """The moment on a clock in Tokyo; a plain day stays as it is."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(TOKYO)
    return moment


def weekday(moment: date, language: str) -> str:
    """土, Sat, 周六"""
    return WEEKDAYS.get(language, WEEKDAYS["ja"])[local(moment).weekday()]


def short_month(moment: date, language: str) -> str:
    """11月, Nov"""
    month = local(moment).month
    return MONTHS[month - 1] if language == "en" else f"{month}月"


def day(moment: date, language: str) -> str:
    """2026年11月21日(土), Nov 21, 2026 (Sat), 2026年11月21日 (周六)"""
    here, name = local(moment), weekday(moment, language)
    if language == "en":
        return f"{MONTHS[here.month - 1]} {here.day}, {here.year} ({name})"
    gap = " " if language == "zh-hans" else ""
    return f"{here.year}年{here.month}月{here.day}日{gap}({name})"


def moment(at: date, language: str) -> str:
    """A day, with the time of the clock when there is one: 2026年11月21日(土) 17:00"""
    here = local(at)
    return f"{day(here, language)} {here:%H:%M}" if isinstance(here, datetime) else day(here, language)


def deadline(at: date, language: str) -> str:
    """A closing instant, or a last day, with the zone by which it is judged: 2026年11月21日(土) 17:00（日本時間）"""
    return zoned(at, language)


def zoned(at: date, language: str) -> str:
    """An instant that counts, wherever it is read: 2026年11月21日(土) 17:00（日本時間）"""
    zone = {"en": " (Japan time)", "zh-hans": "（日本时间）"}.get(language, "（日本時間）")
    return f"{moment(at, language)}{zone}"


def machine_time(at: date) -> str:
    """For <time datetime>: 2026-11-21T17:00+09:00 or 2026-11-21."""
    here = local(at)
    return here.isoformat(timespec="minutes") if isinstance(here, datetime) else here.isoformat()


def exact_moment(at: datetime, language: str) -> str:
    """To the thousandth of a second: 2026年11月21日(土) 17:00:00.482"""
    here = at.astimezone(TOKYO)
    return f"{day(here, language)} {here.time().isoformat(timespec='milliseconds')}"


def exact_time(at: date) -> str:
    """For scripts that reckon with it: 2026-11-21T17:00:00.482+09:00 or 2026-11-21."""
    here = local(at)
    return here.isoformat(timespec="milliseconds") if isinstance(here, datetime) else here.isoformat()


def left_until(deadline: date, now: datetime) -> Left:
    """Calendar days until the deadline, by the calendar in Tokyo. A deadline that is a day lasts until its end."""
    today = now.astimezone(TOKYO).date()
    if (now > deadline) if isinstance(deadline, datetime) else (today > deadline):
        return Left(None, urgent=False)
    last = local(deadline)
    last_day = last.date() if isinstance(last, datetime) else last
    days = last_day - today
    return Left(days.days, urgent=days <= URGENT)


def yen(amount: int, language: str) -> str:
    """12,000円, ¥12,000, 12,000日元"""
    sign = "-" if amount < 0 else ""
    figure = f"{abs(amount):,}"
    if language == "en":
        return f"{sign}¥{figure}"
    return f"{sign}{figure}{'日元' if language == 'zh-hans' else '円'}"


def fiscal_year_words(year: int, era: str, language: str) -> str:
    """令和7年度, FY2025, 2025财年; `era` is the Japanese label."""
    if language == "en":
        return f"FY{year}"
    return f"{year}财年" if language == "zh-hans" else era
