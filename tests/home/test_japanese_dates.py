"""Days as people write them."""

from datetime import date

import pytest

from home.japanese_dates import NoSuchDay, Unreadable, read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年4月1日", date(2026, 4, 1)),
        ("令和８年４月１日（水）", date(2026, 4, 1)),
        ("令和8年4月1日水曜日", date(2026, 4, 1)),
        ("令和八年四月一日", date(2026, 4, 1)),
        ("㋿8年4月1日", date(2026, 4, 1)),
        ("R8.4.1", date(2026, 4, 1)),
        ("r8/04/01", date(2026, 4, 1)),
        ("Ｒ８．４．１", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S39.10.10", date(1964, 10, 10)),
        ("平成二十三年三月十一日", date(2011, 3, 11)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("2026/4/1", date(2026, 4, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        ("２０２６／４／１", date(2026, 4, 1)),
        ("2026年 4月 1日", date(2026, 4, 1)),
        ("2026.4.1", date(2026, 4, 1)),
        ("2026ー4ー1", date(2026, 4, 1)),
        ("20260401", date(2026, 4, 1)),
        ("二〇二六年四月一日", date(2026, 4, 1)),
    ],
)
def test_read_date_reads_what_people_write(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "令和元年1月1日",
        "平成31年5月1日",
        "令和8年2月30日",
        "2026/2/29",
        "2026/13/1",
        "0000/1/1",
        "令和0年1月1日",
        "令和9999年1月1日",
    ],
)
def test_read_date_refuses_days_that_never_were(text):
    with pytest.raises(NoSuchDay):
        read_date(text)


@pytest.mark.parametrize("text", ["", "あした", "4/1", "26/4/1", "8年4月1日", "2026/4", "2026/4/1x", "٢٠٢٦/٤/١", "1" * 5000])
def test_read_date_refuses_what_is_no_date(text):
    with pytest.raises(Unreadable):
        read_date(text)
