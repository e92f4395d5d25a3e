import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.payer_matching import Candidate, suggest
from tests.payments.test_order_codes import whole

CODE, OTHER = whole("ABCDEFG"), whole("HJKMNPQ")
ORDER = Candidate(1, CODE, ("橘精機株式会社", "タチバナセイキ"), 5_500)
ELSEWHERE = Candidate(2, OTHER, ("多摩電子", "タマデンシ"), 3_300)


@pytest.mark.parametrize(
    ("payer", "amount", "expected"),
    [
        (f"{CODE} ﾀﾁﾊﾞﾅｾｲｷ", 5_500, (1, ("code", "name", "exact"), 0, True)),
        ("ｶ)ﾀﾁﾊﾞﾅｾｲｷ", 5_500, (1, ("name", "exact"), 0, True)),
        ("ｶ)ﾀﾁﾊﾞﾅｾｲｷ", 5_060, (1, ("name", "short"), -440, False)),
        ("ｶ)ﾀﾁﾊﾞﾅｾｲｷ", 1_000, (1, ("name", "part"), -4_500, False)),
        ("ｶ)ﾀﾁﾊﾞﾅｾｲｷ", 6_000, (1, ("name", "over"), 500, False)),
        (f"ﾊﾅｺ {CODE[:4]}-{CODE[4:]}", 5_500, (1, ("code", "exact"), 0, True)),
        ("ﾊﾅｺ", 5_500, (1, ("exact",), 0, False)),
        ("ﾀﾁﾊﾞﾅｾｲｷｼﾞﾑｼﾖ", 5_500, (1, ("similar", "exact"), 0, False)),
    ],
)
def test_the_best_order_is_suggested_with_its_reasons(payer, amount, expected):
    best = suggest(payer, amount, [ELSEWHERE, ORDER])[0]

    assert (best.key, best.reasons, best.difference, best.is_sure) == expected


def test_nothing_is_suggested_for_a_wrong_name_and_440_yen_short():
    assert suggest("ﾊﾅｺ", 5_060, [ORDER, ELSEWHERE]) == []


@given(st.text(max_size=40), st.integers(1, 10**7), st.lists(st.integers(1, 10**7), max_size=12))
def test_only_an_exact_amount_with_a_code_or_a_name_is_sure(payer, amount, owed):
    candidates = [Candidate(place, CODE, (payer,), yen) for place, yen in enumerate(owed)]

    found = suggest(payer, amount, candidates)

    assert [each.difference for each in found] == [amount - owed[each.key] for each in found]
    assert all(each.difference == 0 for each in found if each.is_sure)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
