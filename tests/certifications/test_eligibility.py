"""The self-check computes what the law and the program say, at every bound."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import eligibility
from certifications.eligibility import ASK, MET, NOT_MET

ON = date(2026, 12, 1)
SME = {"code": "sme", "type": "sme"}
CITY = {"code": "city", "type": "city_years", "years": 1, "places": [{"value": "head"}, {"value": "branch", "counts": False}]}
AGE = {"code": "age", "type": "age_on", "years": 40}
TRADE = {"code": "trade", "type": "trade_years", "years": 25}
INDUSTRIES = st.sampled_from(sorted(eligibility.SME_LIMITS))


def sme(industry, capital, staff):
    answers = {"sme-industry": industry, "sme-staff": staff} | ({} if capital is None else {"sme-capital": capital})
    return eligibility.judge(SME, answers, ON).verdict


@pytest.mark.parametrize(
    ("industry", "capital", "staff"),
    [
        ("manufacturing", 300_000_000, 300),
        ("wholesale", 100_000_000, 100),
        ("service", 50_000_000, 100),
        ("retail", 50_000_000, 50),
    ],
)
def test_sme_limits_are_those_of_the_law_and_inclusive(industry, capital, staff):
    assert sme(industry, capital, staff + 1) == MET
    assert sme(industry, capital + 1, staff) == MET
    assert sme(industry, capital + 1, staff + 1) == NOT_MET
    assert sme(industry, None, staff) == MET
    assert sme(industry, None, staff + 1) == ASK


@given(INDUSTRIES, st.integers(0, 10**12), st.integers(0, 10**6))
def test_sme_is_met_by_either_measure_and_by_none_else(industry, capital, staff):
    most_capital, most_staff = eligibility.SME_LIMITS[industry]

    verdict = sme(industry, capital, staff)

    assert (verdict == MET) == (capital <= most_capital or staff <= most_staff)
    assert verdict in {MET, NOT_MET}


@given(INDUSTRIES, st.integers(0, 10**12), st.integers(0, 10**6), st.integers(0, 10**9), st.integers(0, 10**5))
def test_a_smaller_firm_never_fares_worse(industry, capital, staff, less_capital, fewer):
    smaller = sme(industry, max(capital - less_capital, 0), max(staff - fewer, 0))

    assert smaller == MET or sme(industry, capital, staff) == NOT_MET


def test_sme_asks_the_office_for_an_unsure_industry():
    assert sme("unsure", 1, 1) == ASK


def city(since, on=ON, place="head"):
    return eligibility.judge(CITY, {"city-place": place, "city-since": since.isoformat()}, on)


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), st.integers(-800, 800))
def test_years_in_the_city_turn_at_the_anniversary_only(since, days):
    full = eligibility.anniversary(since, 1)

    verdict = city(since, on=full + timedelta(days=days)).verdict

    assert verdict == (MET if days >= 0 else ASK if days == -1 else NOT_MET)


def test_years_from_a_leap_day_are_full_on_the_first_of_march():
    leap = date(2024, 2, 29)

    assert eligibility.anniversary(leap, 1) == date(2025, 3, 1)
    assert eligibility.anniversary(leap, 4) == date(2028, 2, 29)
    assert [city(leap, on=date(2025, 2, day)).verdict for day in (27, 28)] == [NOT_MET, ASK]


def test_places_that_do_not_count_are_told_from_those_one_is_unsure_of():
    since = date(2000, 1, 1)

    assert [city(since, place=place).verdict for place in ("head", "branch", "elsewhere", "unsure")] == [
        MET,
        NOT_MET,
        NOT_MET,
        ASK,
    ]
    assert eligibility.judge(CITY, {"city-place": "head"}, ON).reason == "since_missing"


@given(st.integers(0, 130))
def test_age_is_met_from_the_bound_on(age):
    assert eligibility.judge(AGE, {"age-years": age}, ON).verdict == (MET if age >= 40 else NOT_MET)


@given(st.integers(0, 90))
def test_years_in_the_trade_are_met_from_the_bound_on(years):
    assert eligibility.judge(TRADE, {"trade-years": years}, ON).verdict == (MET if years >= 25 else NOT_MET)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (("no", "no", "no"), MET),
        (("yes", "no", "no"), NOT_MET),
        (("no", "yes", "unsure"), NOT_MET),
        (("no", "no", "yes"), NOT_MET),
        (("no", "unsure", "no"), ASK),
    ],
)
def test_control_by_large_firms_is_any_of_three(answers, verdict):
    check = {"code": "large", "type": "not_deemed_large"}
    given_answers = {f"large-{name}": answer for name, answer in zip(eligibility.CONTROL, answers, strict=True)}

    assert eligibility.judge(check, given_answers, ON).verdict == verdict


@pytest.mark.parametrize(
    ("check", "answer", "verdict"),
    [
        ({"type": "tax_paid"}, {"c-state": "paid"}, MET),
        ({"type": "tax_paid"}, {"c-state": "deferred"}, ASK),
        ({"type": "tax_paid"}, {"c-state": "arrears"}, NOT_MET),
        ({"type": "tax_paid"}, {"c-state": "unsure"}, ASK),
        ({"type": "pledge"}, {"c-answer": "yes"}, MET),
        ({"type": "pledge"}, {"c-answer": "no"}, NOT_MET),
        ({"type": "pledge"}, {"c-answer": "unsure"}, ASK),
        ({"type": "yes_no"}, {"c-answer": "yes"}, MET),
        ({"type": "yes_no"}, {"c-answer": "no"}, NOT_MET),
        ({"type": "yes_no"}, {"c-answer": "unsure"}, ASK),
        ({"type": "yes_no", "wanted": "no"}, {"c-answer": "no"}, MET),
        ({"type": "yes_no", "otherwise": ASK}, {"c-answer": "no"}, ASK),
        ({"type": "yes_no"}, {}, ASK),
    ],
)
def test_plain_checks_answer_each_word(check, answer, verdict):
    assert eligibility.judge({"code": "c"} | check, answer, ON).verdict == verdict


def test_conclusion_takes_the_gravest():
    met, ask, not_met = (eligibility.Finding("c", verdict, "") for verdict in (MET, ASK, NOT_MET))

    assert [eligibility.conclusion(each) for each in ([], [met], [met, ask], [ask, not_met, met])] == [MET, MET, ASK, NOT_MET]


@given(st.dictionaries(st.text(max_size=12), st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12))))
def test_whatever_is_sent_only_fitting_answers_are_kept(junk):
    checks = [SME, CITY, AGE, TRADE]
    names = {eligibility.name_of(check, part) for check in checks for part in eligibility.parts(check)}

    kept = eligibility.readable(checks, junk | {"sme-industry": "mining", "city-since": "yesterday", "age-years": True})

    assert set(kept) <= names - {"sme-industry", "city-since", "age-years"}
    assert len(eligibility.findings(checks, kept, ON)) == 4
