from hypothesis import given
from hypothesis import strategies as st

from payments import order_codes

bodies = st.text(order_codes.ALPHABET, min_size=7, max_size=7)


def whole(body):
    return body + order_codes.check_character(body)


def test_code_holds_nothing_ambiguous():
    assert set("01ILO") & set(order_codes.ALPHABET) == set()
    assert len(set(order_codes.ALPHABET)) == 31


def test_generated_codes_are_valid():
    assert all(order_codes.is_valid(order_codes.generate()) for _ in range(100))


@given(bodies, st.integers(0, 7), st.sampled_from(order_codes.ALPHABET))
def test_a_wrong_character_is_found(body, place, other):
    code = whole(body)
    wrong = code[:place] + other + code[place + 1 :]

    assert order_codes.is_valid(wrong) == (wrong == code)


@given(bodies, st.integers(0, 5))
def test_exchanged_neighbors_are_found(body, place):
    code = whole(body)
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert order_codes.is_valid(turned) == (turned == code)


@given(bodies)
def test_a_code_is_found_in_what_a_bank_wrote(body):
    code = whole(body)
    wide = order_codes.grouped(code).translate({ord(c): ord(c) + 0xFEE0 for c in order_codes.ALPHABET + "-"})

    assert code in order_codes.found_in(f"ﾌﾘｺﾐ {wide} ﾀﾁﾊﾞﾅ")


def test_nothing_is_found_in_a_name():
    assert order_codes.found_in("ｶ)ﾀﾁﾊﾞﾅｾｲｷ") == []
