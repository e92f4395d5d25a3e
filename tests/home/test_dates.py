from datetime import date, datetime, timedelta

import pytest

from home import dates
from home.clock import TOKYO

EVENING = datetime(2026, 11, 21, 17, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "2026年11月21日(土) 17:00"), ("en", "Nov 21, 2026 (Sat) 17:00"), ("zh-hans", "2026年11月21日 (周六) 17:00")],
)
def test_moment_is_written_as_the_house_writes_it(language, words):
    assert dates.moment(EVENING, language) == words


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "2026年1月4日(日)"), ("en", "Jan 4, 2026 (Sun)"), ("zh-hans", "2026年1月4日 (周日)")]
)
def test_day_has_no_time(language, words):
    assert dates.moment(date(2026, 1, 4), language) == words


def test_moment_of_another_zone_is_told_in_tokyo():
    utc = datetime(2026, 11, 21, 16, 30, tzinfo=dates.ZoneInfo("UTC"))

    assert dates.moment(utc, "ja") == "2026年11月22日(日) 01:30"
    assert dates.machine_time(utc) == "2026-11-22T01:30+09:00"


@pytest.mark.parametrize(
    ("deadline", "left"),
    [
        (EVENING, dates.Left(0, urgent=True)),
        (EVENING - timedelta(seconds=1), dates.Left(None, urgent=False)),
        (EVENING + timedelta(days=3), dates.Left(3, urgent=True)),
        (datetime(2026, 11, 22, 0, 0, tzinfo=TOKYO), dates.Left(1, urgent=True)),
        (EVENING + timedelta(days=8), dates.Left(8, urgent=False)),
        (date(2026, 11, 21), dates.Left(0, urgent=True)),
        (date(2026, 11, 20), dates.Left(None, urgent=False)),
    ],
)
def test_left_until_counts_calendar_days(deadline, left):
    assert dates.left_until(deadline, EVENING) == left


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        (12000, "ja", "12,000円"),
        (12000, "en", "¥12,000"),
        (12000, "zh-hans", "12,000日元"),
        (-500, "en", "-¥500"),
        (0, "ja", "0円"),
    ],
)
def test_yen_is_written_with_its_unit(amount, language, words):
    assert dates.yen(amount, language) == words


@pytest.mark.parametrize(("language", "words"), [("ja", "令和7年度"), ("en", "FY2025"), ("zh-hans", "2025财年")])
def test_fiscal_year_is_named(language, words):
    assert dates.fiscal_year_words(2025, "令和7年度", language) == words
