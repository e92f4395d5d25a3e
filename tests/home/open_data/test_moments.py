from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.open_data.moments import NoMoment, read_since

MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        ("2026-11-22", datetime(2026, 11, 21, 15, tzinfo=UTC)),
        ("2026-11-22T10:00:00+09:00", MORNING),
        ("2026-11-22T10:00:00 09:00", MORNING),  # a plus sign that came unescaped
        ("2026-11-22T10:00", MORNING),
        ("2026-11-22 10:00", MORNING),
        ("2026-11-22 10:00:00", MORNING),
        ("2026-11-22t01:00:00z", MORNING),
        (" 2026-11-22T01:00:00.5Z ", MORNING.replace(microsecond=500_000)),
    ],
)
def test_a_moment_is_read(text, moment):
    assert read_since(text) == moment


@pytest.mark.parametrize(
    "text",
    ["yesterday", "2026-02-30", "2026-11-22T25:00", "20261122", "0001-01-01", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z",
     "2026-11-22Z", "２０２６-11-22",
     "2026-11-22T10:00:00+99:00", "1" * 5_000, "\x00", "2026-11-22T10:00:00+09:00' or 1=1"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(NoMoment):
        read_since(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        moment = read_since(text)
    except NoMoment:
        return
    assert moment is None or moment.tzinfo is not None
