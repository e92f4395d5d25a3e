"""Free text: kept as typed, or refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from home.characters import JOINER, MOST_IN_AN_EMOJI, MOST_ON_A_LETTER
from home.text import clean_text, count_characters, drop_unshowable, normalize_digits, read_count


@pytest.mark.parametrize("text", ["葛󠄀飾区", "𠮷野家", "髙﨑", "神", "か\u3099", "👩‍👩‍👧", "a\tb\nc", "〜−", "　"])
def test_clean_text_keeps_what_was_typed(text):
    assert clean_text(text) == text


def test_clean_text_writes_line_ends_one_way():
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize(
    "bad", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\u202e", "\u2066", "\u200f", "\u061c", "\uffff"]
)
def test_clean_text_refuses_what_no_one_can_see(bad):
    with translation.override("ja"), pytest.raises(ValidationError) as caught:
        clean_text(f"株式会社{bad}かわさき")

    code = f"U+{ord(bad):04X}"
    assert caught.value.messages == [
        f"表示できない文字（{code}）が含まれています。その文字を削除するか、書式なしで貼り付け直してください。"
    ]


@given(st.text(alphabet=st.characters()))
def test_drop_unshowable_leaves_text_that_clean_text_takes(text):
    dropped = drop_unshowable(text)

    assert clean_text(dropped) == dropped.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("川崎市", 3),
        ("葛󠄀飾", 2),
        ("𠮷", 1),
        ("か\u3099", 1),
        ("👩‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇯🇵🇨🇳", 2),
        ("🇯🇵a🇯", 3),
        ("1\ufe0f\u20e3", 1),
        ("a\r\nb", 3),
        ("ﾊﾞ", 2),
        ("Z" + "\u0300" * 4, 1),
        ("👩🏽\u200d❤\ufe0f\u200d💋\u200d👩🏽", 1),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1),
        ("我\u200d々\u200d々", 3),
        ("a\U000e0061b", 3),
    ],
)
def test_count_characters_counts_what_a_reader_sees(text, count):
    assert count_characters(text) == count


HIDING = [JOINER, "\u0301", "\ufe0f", "\U000e0061", "\U0001f3fb", "👩", "\U0001f1e6", "々"]


@given(st.lists(st.sampled_from(HIDING), min_size=1, max_size=400))
def test_count_characters_lets_no_text_of_any_length_hide(parts):
    """Emoji may be of 13 code points, all else of 5."""
    text = "".join(parts)

    most = MOST_IN_AN_EMOJI if "👩" in text or "\U0001f3fb" in text else MOST_ON_A_LETTER

    assert count_characters(text) >= len(text) / (1 + most)


@pytest.mark.parametrize("filler", [JOINER + "々", JOINER, "\u0301", "\ufe0f", JOINER + "👩", "\U000e0061"])
def test_no_field_of_500_characters_holds_9001(filler):
    text = "我" + filler * (9_000 // len(filler))

    assert count_characters(text) > 500


@pytest.mark.parametrize(
    ("text", "plain"),
    [("２１０－０００７", "210-0007"), ("〒210−0007", "210-0007"), ("044ー200ー1111", "044-200-1111"), (" Ｔ１２３ ", "T123")],
)
def test_normalize_digits_makes_signs_half_width(text, plain):
    assert normalize_digits(text) == plain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("999999999", 999_999_999),
        ("1234567890", 0),
        ("-1", 0),
        ("٣", 0),
        ("１", 0),
        ("", 0),
        (None, 0),
        (3, 0),
    ],
)
def test_read_count_takes_whole_numbers_only(text, number):
    assert read_count(text) == number


def test_read_count_gives_what_no_record_has_where_it_is_asked_to():
    assert [read_count(text, otherwise=-1) for text in ("0", "9" * 5000, None)] == [0, -1, -1]
