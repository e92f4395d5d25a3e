from datetime import date, datetime

import pytest
from django.template import engines
from django.utils import translation

from home import clock
from home.clock import TOKYO


def render(text, language="ja", **values):
    with translation.override(language):
        return engines["django"].from_string("{% load tsunagi_dates %}" + text).render(values)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ at|moment }}", "2026年11月24日(火) 17:00"),
        ("{{ at|deadline }}", "2026年11月24日(火) 17:00（日本時間）"),
        ("{{ at|zoned }}", "2026年11月24日(火) 17:00（日本時間）"),
        ("{{ at|day }}", "2026年11月24日(火)"),
        ("{{ at|short_month }} {{ at|day_number }} {{ at|weekday }} {{ at|clock_time }}", "11月 24 火 17:00"),
        ("{{ at|machine_time }}", "2026-11-24T17:00+09:00"),
        ("{{ 2025|fiscal_year }} {{ 12000|yen }}", "令和7年度 12,000円"),
        ("[{{ nothing|day }}{{ nothing|moment }}{{ nothing|deadline }}{{ nothing|yen }}{{ nothing|machine_time }}]", "[]"),
    ],
)
def test_filters_write_as_the_house_does(text, words):
    assert render(text, at=datetime(2026, 11, 24, 17, tzinfo=TOKYO), nothing=None) == words


@pytest.mark.parametrize(
    ("language", "deadline", "words"),
    [
        ("ja", datetime(2026, 11, 24, 17, tzinfo=TOKYO), "あと3日"),
        ("en", datetime(2026, 11, 24, 17, tzinfo=TOKYO), "3 days left"),
        ("en", date(2026, 11, 22), "1 day left"),
        ("zh-hans", datetime(2026, 11, 24, 17, tzinfo=TOKYO), "还剩 3 天"),
        ("ja", date(2026, 11, 21), "本日締切"),
        ("ja", date(2026, 11, 20), "受付終了"),
    ],
)
def test_days_left_says_how_long(language, deadline, words):
    with clock.at(datetime(2026, 11, 21, 12, tzinfo=TOKYO)):
        assert render("{% with left=at|days_left %}{{ left.words }}{% endwith %}", language, at=deadline) == words
