"""When the holder of a certificate owes a periodic report, and what a program may say of it. No Django."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

KNOWN = frozenset({"every_months", "due_days", "remind_days", "note", "questions"})
KINDS = frozenset({"words", "number", "yes_no"})
MOST_MONTHS = 60
MOST_DAYS = 366
MOST_QUESTIONS = 12


@dataclass(frozen=True)
class Period:
    """The days of which a report tells, both included."""

    first: date
    last: date


def faults_of(said: Mapping[str, Any]) -> list[str]:
    """What makes no sense in a program's words on periodic reports; an empty list where all is well or nothing is said."""
    if not said:
        return []
    faults = [f"reports: {name} is not known." for name in sorted(set(said) - KNOWN)]
    if not _is_number(said.get("every_months"), 1, MOST_MONTHS):
        faults.append(f"reports: every_months is a number of months from 1 to {MOST_MONTHS}.")
    if not _is_number(said.get("due_days"), 1, MOST_DAYS):
        faults.append(f"reports: due_days is a number of days from 1 to {MOST_DAYS}.")
    if not _is_number(said.get("remind_days", 0), 0, MOST_DAYS):
        faults.append(f"reports: remind_days is a number of days from 0 to {MOST_DAYS}.")
    questions = said.get("questions", [])
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        faults.append(f"reports: a report asks from 1 to {MOST_QUESTIONS} questions.")
    codes = [row.get("code") for row in questions]
    if len(set(codes)) < len(codes) or not all(codes):
        faults.append("reports: each question has a code of its own.")
    faults += [f"reports: {row.get('code')} has no label in Japanese." for row in questions if not row.get("label", {}).get("ja")]
    wrong = [row.get("code") for row in questions if row.get("kind", "words") not in KINDS]
    faults += [f"reports: the kind of {code} is words, number or yes_no." for code in wrong]
    return faults


def _is_number(said: object, low: int, high: int) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and low <= said <= high


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def latest(first_day: date, every_months: int, today: date) -> Period | None:
    """The newest period that is over; None while the first one runs. Periods follow each other without a gap."""
    months = (today.year - first_day.year) * 12 + today.month - first_day.month
    number = months // every_months
    if months_later(first_day, number * every_months) > today:
        number -= 1
    if number < 1:
        return None
    begin = months_later(first_day, (number - 1) * every_months)
    return Period(begin, months_later(first_day, number * every_months) - timedelta(days=1))


def due_on(period: Period, due_days: int, asked_on: date) -> date:
    """The last day to report: so many days after the period, or after the letter that asks for it, where that came late."""
    return max(period.last, asked_on - timedelta(days=1)) + timedelta(days=due_days)
