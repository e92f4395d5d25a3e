"""What the index holds of a text, and what a query asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.search.tokens import MAX_QUERY_TOKENS, Token, found_in, index_text, level, query_tokens


@pytest.mark.parametrize(
    ("text", "leveled"),
    [
        ("ﾌﾞﾗﾝﾄﾞ", "ぶらんど"),
        ("ＫＩＳ２０２６", "kis2026"),
        ("髙﨑", "高崎"),
        ("𠮷野", "吉野"),
        ("葛󠄀飾", "葛飾"),
        ("齋藤", "斉藤"),
        ("渡邉", "渡辺"),
        ("コンピューター", "こんぴゅーた"),
        ("コピー機", "こぴ機"),
        ("キー", "きー"),
        ("スマート・シティ", "すまーとしてぃ"),
        ("ヴァイオリン", "ばいおりん"),
        ("㈱かわさき", "(株)かわさき"),
        ("か\u3099", "が"),
    ],
)
def test_level_makes_spellings_one(text, leveled):
    assert level(text) == leveled


def test_index_text_holds_characters_pairs_and_words():
    assert index_text("認定制度 KIS2026") == "認 認定 定 定制 制 制度 度 kis2026 kis 2026"


def test_index_text_joins_phrases_across_spaces():
    assert index_text("川崎　太郎") == "川 川崎 崎 崎太 太 太郎 郎"


def test_query_tokens_ask_for_pairs_single_characters_and_beginnings():
    assert query_tokens("認定制 度 Robots 3D café") == (
        Token("認定"),
        Token("定制"),
        Token("度"),
        Token("robot", prefix=True),
        Token("3d"),
        Token("cafe", prefix=True),
    )


@pytest.mark.parametrize("text", ["", "  ", '"', "%_*", "( ) NEAR( - : ^ {} \\", "\0", "\ud800"])
def test_query_tokens_are_empty_for_signs(text):
    assert [token for token in query_tokens(text) if token.text != "near"] == []


def test_query_tokens_are_limited():
    assert len(query_tokens("".join(chr(0x4E00 + n) for n in range(5000)))) == MAX_QUERY_TOKENS


@given(st.text(alphabet="認定制度かワさきー・ aB9髙ﾞ\u3099", max_size=20), st.text(alphabet="川崎市ー ア", max_size=5))
def test_a_text_is_found_by_itself_wherever_it_stands(text, around):
    found = found_in(text, f"{around}\n。{text}。\n{around}")

    assert found == bool(query_tokens(text))


def test_long_words_are_cut_alike_on_both_sides():
    word = "y" * 3000

    assert (len(index_text(word)), found_in(word, word)) == (60, True)
