"""The one clock. All code asks here what time it is; nothing calls datetime.now()."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

TOKYO = ZoneInfo("Asia/Tokyo")
_override: ContextVar[datetime | None] = ContextVar("clock_override", default=None)


def now() -> datetime:
    """The present instant, aware; or the moment set by `at` in the sample city and in tests."""
    return _override.get() or timezone.now()


def today() -> date:
    """The present day in Asia/Tokyo."""
    return now().astimezone(TOKYO).date()


def transaction_now() -> datetime:
    """The instant at which the current transaction began, by the database's clock where it has one.

    Deadlines are judged by this: two web machines with different clocks must agree. SQLite has no such
    function, but its writers are in line behind one lock on one machine, so the machine's clock serves.
    """
    if (moment := _override.get()) is not None:
        return moment
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        return cursor.fetchone()[0]


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Sets the clock for the enclosed block. Raises ImproperlyConfigured unless CLOCK_OVERRIDE is on (DEMO=1, tests)."""
    if not settings.CLOCK_OVERRIDE:
        raise ImproperlyConfigured("The clock can only be set in the sample city and in tests.")
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware datetime.")
    token = _override.set(moment)
    try:
        yield
    finally:
        _override.reset(token)
