"""Dates, deadlines and amounts in templates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import get_language, gettext, ngettext

from home import clock, dates
from home.fiscal import fiscal_year_label

register = template.Library()


@dataclass(frozen=True)
class LeftInWords:
    """How long there is, and how to say it."""

    words: str
    urgent: bool
    over: bool


def _language() -> str:
    return get_language() or "ja"


@register.filter
def day(value: date | None) -> str:
    """2026年11月21日(土)"""
    return dates.day(value, _language()) if value else ""


@register.filter
def moment(value: date | None) -> str:
    """2026年11月21日(土) 17:00; a plain day without a time."""
    return dates.moment(value, _language()) if value else ""


@register.filter
def deadline(value: date | None) -> str:
    """2026年11月21日(土) 17:00（日本時間）: until when somebody may do something."""
    return dates.deadline(value, _language()) if value else ""


@register.filter
def zoned(value: date | None) -> str:
    """2026年11月21日(土) 17:00（日本時間）: when something was received or entered, on papers that are read anywhere."""
    return dates.zoned(value, _language()) if value else ""


@register.filter
def machine_time(value: date | None) -> str:
    return dates.machine_time(value) if value else ""


@register.filter
def exact_moment(value: datetime) -> str:
    """2026年11月21日(土) 17:00:00.482"""
    return dates.exact_moment(value, _language())


@register.filter
def exact_time(value: date | None) -> str:
    return dates.exact_time(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    return dates.weekday(value, _language()) if value else ""


@register.filter
def short_month(value: date | None) -> str:
    return dates.short_month(value, _language()) if value else ""


@register.filter
def day_number(value: date | None) -> str:
    return str(dates.local(value).day) if value else ""


@register.filter
def clock_time(value: Any) -> str:
    """17:00"""
    return f"{dates.local(value):%H:%M}" if value else ""


@register.filter
def days_left(value: date | None) -> LeftInWords:
    """`.words` (あと3日), `.urgent` (a week or less), `.over`."""
    if value is None:
        return LeftInWords("", urgent=False, over=False)
    left = dates.left_until(value, clock.now())
    if left.days is None:
        words = gettext("closed")
    elif left.days == 0:
        words = gettext("closes today")
    else:
        words = ngettext("%(days)d day left", "%(days)d days left", left.days) % {"days": left.days}
    return LeftInWords(words, left.urgent, left.over)


@register.filter
def fiscal_year(year: int | None) -> str:
    """令和7年度 for 2025"""
    return dates.fiscal_year_words(year, fiscal_year_label(year), _language()) if year else ""


@register.filter
def yen(amount: int | None) -> str:
    """12,000円"""
    return dates.yen(amount, _language()) if amount is not None else ""
