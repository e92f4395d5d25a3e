"""What a typed query asks for, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.search.nearest import distance, nearest
from home.search.wording import Either, Every, Token, as_match, as_tsquery, read, read_start, stored

SYNONYMS = {"くるまいす": ("車いす",), "車いす": ("くるまいす",), "手作り": ("手づくり",), "手づくり": ("手作り",)}


def holds(tokens, wanted):
    """The answer that an index gives."""
    if isinstance(wanted, Token):
        return any(token == wanted.text or (wanted.prefix and token.startswith(wanted.text)) for token in tokens)
    each = (holds(tokens, part) for part in wanted.parts)
    return all(each) if isinstance(wanted, Every) else any(each)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("スピーカー", "防水のｽﾋﾟｰｶｰです", True),
        ("すぴーか", "スピーカーのある部屋", True),
        ("髙橋", "高橋製作所", True),
        ("渡辺", "渡邊食品", True),
        ("酢", "黒酢ぷりん", True),
        ("酢", "甘酢", True),
        ("酢", "醤油", False),
        ("認定", "金沢市認定ブランド", True),
        ("川崎市の和菓子", "和菓子を川崎市で", True),
        ("川崎市の和菓子", "川崎市の団子", False),
        ("引っ越し", "引越らくらくベルト", True),
        ("家庭用蓄電池", "家庭用の蓄電池", True),
        ("家庭用蓄電池", "家庭用の電池", False),
        ("手作りの時計", "手づくり 時計", True),
        ("クルマイス", "車いす", True),
        ("robots", "a robotic arm", True),
        ("H-200", "Ｈ－２００", True),
        ("防水 時計", "防水の靴", False),
        ("ロボット", "ロケット", False),
    ],
)
def test_a_query_is_found_as_people_expect(query, text, found):
    wanted = read(query, SYNONYMS).wanted

    assert wanted is not None
    assert holds(stored([], [text]).split(" "), wanted) is found


@pytest.mark.parametrize(
    ("typed", "name", "found"),
    [
        ("く", "車いす", False),
        ("車", "車いす", True),
        ("い", "車いす", False),
        ("いす", "車いす", True),
        ("rob", "Robotto Mini", True),
        ("min", "Robotto Mini", True),
        ("bot", "Robotto Mini", False),
    ],
)
def test_a_start_asks_names_only(typed, name, found):
    wanted = read_start(typed)

    assert wanted is not None
    assert holds(stored([name], []).split(" "), wanted) is found
    assert holds(stored([], [name]).split(" "), wanted) is False


@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_a_query_without_foreign_signs(query):
    wording = read(query)

    for wanted in (wording.wanted, wording.strict, read_start(query)):
        if wanted is not None:
            assert set(as_tsquery(wanted)) & set('\\\0<>!"') == set()
            assert set(as_match(wanted)) & set("\\\0'-^:") == set()


@given(st.text(alphabet="川崎車いすロボット用ーの制作 abc12", min_size=1, max_size=12))
def test_a_text_is_found_by_itself(text):
    wanted = read(text).wanted

    if wanted is not None:
        assert holds(stored([], [text]).split(" "), wanted)


def test_queries_are_written_as_each_database_reads_them():
    wanted = Every((Token("認定"), Either((Token("robot", prefix=True), Token("車")))))

    assert as_tsquery(wanted) == "('認定'&('robot':*|'車'))"
    assert as_match(wanted) == '("認定" AND ("robot"* OR "車"))'


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("robot", "robot", 0), ("robto", "robot", 1), ("rbot", "robot", 1), ("robbot", "robot", 1), ("ribut", "robot", 2)],
)
def test_distance_counts_slips(one, other, slips):
    assert distance(one, other) == slips


def test_nearest_allows_two_slips_in_long_words_only():
    known = ["hydromonitor", "robot", "robotto"]

    assert nearest("hydromoniter", known) == ("hydromonitor",)
    assert nearest("hidromoniter", known) == ("hydromonitor",)
    assert nearest("ribut", known) == ()
    assert nearest("robtto", known) == ("robotto",)
