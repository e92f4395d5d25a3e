from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.fiscal import ERAS
from home.lists import values
from home.spreadsheets import neutral

APRIL = date(2017, 4, 1)


@pytest.mark.parametrize(
    ("said", "repairs"),
    [
        ("2017-04-01", ()),
        ("平29.4.1", ("era",)),
        ("Ｈ２９．４．１", ("era",)),
        ("㍻29年4月1日", ("era",)),
        ("2017/4/1 0:00:00", ("day",)),
        ("42826", ("serial",)),
        ("平成二十九年四月一日", ("era",)),
    ],
)
def test_days_as_offices_write_them(said, repairs):
    assert values.day(said) == (APRIL, repairs)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("H29.4", "day_incomplete"),
        ("平成29年2月30日", "no_such_day"),
        ("昭和64年5月1日", "no_such_day"),
        ("未確認", "day"),
        ("9999-12-31", "day"),
    ],
)
def test_days_that_are_refused(said, code):
    with pytest.raises(values.Refused) as caught:
        values.day(said)

    assert caught.value.code == code


@given(day=st.dates(date(1926, 12, 25), date(2100, 1, 1)))
def test_every_day_is_read_by_its_era(day):
    start, era = next(each for each in ERAS if each[0] <= day)
    said = f"{era}{day.year - start.year + 1}年{day.month}月{day.day}日"

    assert values.day(said).value == day


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("平成29年度", 2017),
        ("H29", 2017),
        ("２０１７", 2017),
        ("令和元年度", 2019),
        ("2017年度", 2017),
    ],
)
def test_fiscal_years(said, year):
    assert values.fiscal_year(said).value == year


def test_a_year_of_no_era_is_refused():
    with pytest.raises(values.Refused) as caught:
        values.fiscal_year("29年度")

    assert caught.value.code == "year_without_era"


@pytest.mark.parametrize(
    ("said", "label", "amount"),
    [
        ("10000000", "資本金", 10_000_000),
        ("1,000万円", "資本金", 10_000_000),
        ("3億5,000万円", "資本金", 350_000_000),
        ("１０００", "資本金（千円）", 1_000_000),
        ("1.5", "資本金(百万円)", 1_500_000),
        ("10,000,000", "資本金(円)", 10_000_000),
    ],
)
def test_amounts_of_yen(said, label, amount):
    assert values.yen(said, label).value == amount


@pytest.mark.parametrize("said", ["約1000万", "千", "1.23456", "-5"])
def test_amounts_that_are_refused(said):
    with pytest.raises(values.Refused):
        values.yen(said)


@pytest.mark.parametrize(("said", "kept"), [("００１２", "0012"), ("KIS－７", "KIS-7"), ("12.0", "12"), ("0012", "0012")])
def test_ids_stay_text(said, kept):
    assert values.identifier(20)(said, "").value == kept


def test_ids_that_a_spreadsheet_has_cut_are_refused():
    with pytest.raises(values.Refused) as caught:
        values.identifier(20)("7.01001E+12", "")

    assert caught.value.code == "scientific"


@given(text=st.text(max_size=60))
def test_formulas_of_an_export_come_back_as_they_were(text):
    clean = values.tidy(text).value

    assert values.tidy(neutral(clean)).value == values.tidy(clean).value
