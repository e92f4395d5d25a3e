"""Until when, and under what name, a round's results can be questioned: the legal basis's terms on this round's days."""

from datetime import date, datetime, time, timedelta

from certifications import clocks, remedies
from certifications.approval_steps import recall_minutes
from certifications.models import Round
from home import business_days, clock
from home.languages import suffix


def name_of(round_: Round) -> str:
    """What the program calls it, in the reader's language."""
    words = round_.rules.get("appeals", {}).get("name", {})
    return words.get(suffix()) or words.get("ja", "")


def opens_at(round_: Round) -> datetime | None:
    """The instant from which one can be filed: the release holds, and its letters leave."""
    if round_.released_at is None:
        return None
    return round_.released_at + timedelta(minutes=recall_minutes(round_.rules))


def last_day(round_: Round) -> date | None:
    """The last day (Asia/Tokyo) for who learned of the result when it was released; None where the program takes none."""
    opened = opens_at(round_)
    if opened is None:
        return None
    closed = clocks.closing_days()
    learned = opened.astimezone(clock.TOKYO).date()
    terms = round_.rules.get("appeals", {})
    return remedies.last_day(terms, learned, lambda day: business_days.is_business_day(day, closed))


def closes_at(round_: Round) -> datetime | None:
    """The first instant at which it is too late."""
    last = last_day(round_)
    return datetime.combine(last + timedelta(days=1), time(0), tzinfo=clock.TOKYO) if last else None
