"""How long an order waits for its money when the floor above does not say: by way to pay."""

from datetime import datetime, time, timedelta

MINUTES = {"card": 30}
DAYS = {"transfer": 14, "konbini": 3}


def until(method: str, now: datetime) -> datetime:
    """The instant until which one may pay; days end at the last second of the day, in the time zone of `now`."""
    if method in MINUTES:
        return now + timedelta(minutes=MINUTES[method])
    return datetime.combine(now.date() + timedelta(days=DAYS[method]), time(23, 59, 59), now.tzinfo)
