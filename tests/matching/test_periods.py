from datetime import date

import pytest

from matching import periods

WORDS = [
    ("2009-02", "2009年2月", "Feb 2009", "2009年2月"),
    ("2018-02-02", "2018年2月2日", "Feb 2, 2018", "2018年2月2日"),
    ("2017", "2017年", "2017", "2017年"),
    ("FY2016", "2016年度", "FY2016", "2016财年"),
]


@pytest.mark.parametrize(("text", "japanese", "english", "chinese"), WORDS)
def test_period_is_said_in_each_language(text, japanese, english, chinese):
    period = periods.read(text)

    assert [period.words(language) for language in ("ja", "en", "zh")] == [japanese, english, chinese]


def test_period_keeps_its_group():
    assert periods.read("FY2015 高校生").group == "高校生"


def test_periods_stand_in_the_order_of_time():
    texts = ["2017", "FY2016", "2017-02", "2018-02-02", "2018-03"]

    assert sorted(texts, key=lambda text: periods.read(text).on) == ["2017-02", "FY2016", "2017", "2018-02-02", "2018-03"]


def test_fiscal_year_ends_in_march():
    assert periods.read("FY2016").on == date(2017, 3, 31)


@pytest.mark.parametrize("text", ["", "2016年度", "2017-13", "2017-02-30", "FY", "0000", "17"])
def test_period_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        periods.read(text)
