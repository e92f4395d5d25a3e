"""A month's events sorted into its days, as components/calendar.html draws them."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from events.models import Event
from events.months import Month
from events.querysets import EventQuerySet
from events.states import EventState
from home import dates
from home.clock import TOKYO


def grid(month: Month, events: EventQuerySet, *, base: str, today: date, language: str) -> dict[str, Any]:
    """Title, weekday names and weeks; an event stands on each of its days. One query."""
    shown = list(events.between(_midnight(month.first), _midnight(month.next.first)))
    return {
        "title": f"{dates.MONTHS[month.number - 1]} {month.year}" if language == "en" else f"{month.year}年{month.number}月",
        "weekdays": dates.WEEKDAYS.get(language, dates.WEEKDAYS["ja"]),
        "weeks": [
            [
                {
                    "date": day,
                    "outside": day.month != month.number,
                    "today": day == today,
                    "entries": _entries(shown, day, base) if day.month == month.number else [],
                }
                for day in week
            ]
            for week in month.weeks()
        ],
        "count": len(shown),
    }


def _entries(events: Iterable[Event], day: date, base: str) -> list[dict[str, str]]:
    return [
        {
            "title": event.title,
            "url": f"{base}{event.slug}/",
            "kind": " ".join(str(word) for word in (_state(event), event.get_kind_display()) if word),
            "accent": event.accent,
            "time": _time(event, day),
        }
        for event in events
        if event.first_day <= day <= event.last_day
    ]


def _state(event: Event) -> str:
    """In words, when it does not take place as announced."""
    return "" if event.state == EventState.SCHEDULED else f"[{event.get_state_display()}]"


def _time(event: Event, day: date) -> str:
    """When it begins, on its first day."""
    return f"{event.starts_at.astimezone(TOKYO):%H:%M}" if day == event.first_day else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)
