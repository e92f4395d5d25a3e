"""Codes that are typed by hand: any single slip is found, any way of writing them is understood."""

from hypothesis import given
from hypothesis import strategies as st

from certifications import codes

BODIES = st.text(codes.ALPHABET, min_size=10, max_size=10)


def whole(body):
    return body + codes.check_character(body)


def test_generated_codes_are_valid_and_differ():
    made = {codes.generate() for _ in range(500)}

    assert len(made) == 500
    assert {codes.is_valid(code) for code in made} == {True}


@given(BODIES)
def test_every_single_wrong_character_is_found(body):
    code = whole(body)

    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(codes.LENGTH)
        for other in codes.ALPHABET
        if other != code[place]
    ]

    assert len(wrong) == 11 * 30
    assert not any(codes.is_valid(each) for each in wrong)


@given(BODIES)
def test_every_exchange_of_neighbors_is_found(body):
    code = whole(body)

    for place in range(codes.LENGTH - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or not codes.is_valid(swapped)


@given(BODIES, st.sampled_from(["-", " ", "‐", "　", ""]))
def test_normalize_understands_how_people_write(body, mark):
    code = whole(body)
    typed = mark.join((code[:4], code[4:8], code[8:]))
    full_width = "".join(
        chr(ord(character) + 0xFEE0) if character.isascii() and character != " " else character for character in typed
    )

    for written in (
        typed,
        typed.lower(),
        full_width,
        f"  {typed}\n",
        code.replace("1", "I").replace("0", "O"),
        code.replace("1", "l"),
    ):
        assert codes.normalize(written) == code


@given(st.text(max_size=80))
def test_normalize_takes_anything(text):
    normal = codes.normalize(text)

    assert set(normal) <= set(codes.ALPHABET)
    assert len(normal) <= codes.LENGTH + 1


def test_grouped_is_read_back():
    code = whole("4F7K29XCM3")

    assert codes.grouped(code) == f"4F7K-29XC-M3{code[-1]}"
    assert codes.normalize(codes.grouped(code)) == code


def test_codes_of_the_wrong_length_are_not_valid():
    assert [codes.is_valid(code) for code in ("", "0", "00000000000"[:10], "0" * 12)] == [False] * 4
