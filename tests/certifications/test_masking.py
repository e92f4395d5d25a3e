"""Texts for blind judging tell nobody's name, in whichever way it is written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.masking import Kind, Name, Span, disjoint, masked, spans

SIGNS = {
    Kind.ORGANIZATION: "[company]",
    Kind.PERSON: "[person]",
    Kind.PLACE: "[place]",
    Kind.CONTACT: "[contact]",
    Kind.OTHER: "[other]",
}
TOMONI = Name("株式会社ともに福祉機器", Kind.ORGANIZATION)
TOMONI_KANA = Name("トモニフクシキキ", Kind.ORGANIZATION)
TOMONI_EN = Name("Tomoni Welfare Devices Inc.", Kind.ORGANIZATION)
ENOMOTO = Name("榎本 和代", Kind.PERSON)
MORI = Name("森 進", Kind.PERSON)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("株式会社ともに福祉機器は1998年に創業しました。", [TOMONI], "[company]は1998年に創業しました。"),
        ("ともに福祉機器（株）の製品です。", [TOMONI], "[company]の製品です。"),
        ("㈱ともに福祉機器と、ともに 福祉機器。", [TOMONI], "[company]と、[company]。"),
        ("当社ﾄﾓﾆﾌｸｼｷｷの手すり", [TOMONI_KANA], "当社[company]の手すり"),
        ("ともに・ふくし・きき、トモニ　フクシ　キキ", [TOMONI_KANA], "[company]、[company]"),
        ("made by TOMONI welfare devices co., ltd. in Kawasaki", [TOMONI_EN], "made by [company] in Kawasaki"),
        ("Ｔｏｍｏｎｉ　Ｗｅｌｆａｒｅ　Ｄｅｖｉｃｅｓ", [TOMONI_EN], "[company]"),
        ("代表の榎本和代が、榎本 和代として", [ENOMOTO], "代表の[person]が、[person]として"),
        ("榎本さんの発明", [ENOMOTO], "[person]さんの発明"),
        ("森の木を使う。森さんが削る。森　進が磨く。", [MORI], "森の木を使う。[person]さんが削る。[person]が磨く。"),
        ("連絡は info@tomoni.example か 044-123-4567 へ", [], "連絡は [contact] か [contact] へ"),
        ("電話０４４（１２３）４５６７、売上 2,025-03-31", [], "電話[contact]、売上 2,025-03-31"),
        ("詳しくはhttps://tomoni.example/a?b=1をご覧ください", [], "詳しくは[contact]をご覧ください"),
        ("Search and research by Arc", [Name("Arc Co., Ltd.", Kind.ORGANIZATION)], "Search and research by [company]"),
        ("ともに生きる福祉", [TOMONI], "ともに生きる福祉"),
        ("", [TOMONI, ENOMOTO], ""),
    ],
)
def test_spans_find_every_way_of_writing(text, names, expected):
    places = spans(text, names)

    assert masked(text, places, SIGNS) == expected


def test_a_name_that_is_only_a_legal_form_is_that_form():
    assert spans("株式会社の数", [Name("株式会社", Kind.ORGANIZATION)]) == [Span(0, 4, Kind.ORGANIZATION)]


def test_overlapping_places_become_one_of_the_longer_kind():
    places = [Span(5, 7, Kind.PERSON), Span(0, 6, Kind.ORGANIZATION), Span(8, 9, Kind.PLACE)]

    assert disjoint(places) == [Span(0, 7, Kind.ORGANIZATION), Span(8, 9, Kind.PLACE)]


WORDS = st.text(alphabet="ともにトモニﾄﾓﾆﾞアAaｱ・ 森進株式会社(株)㈱さ.,-0９", max_size=40)


@given(WORDS, st.lists(st.builds(Name, WORDS, st.sampled_from(Kind)), max_size=4))
def test_places_are_in_order_within_the_text_and_apart(text, names):
    places = spans(text, names)

    assert places == sorted(places)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(before.end <= after.start for before, after in pairwise(places))


@given(WORDS, st.sampled_from(["ともに福祉機器", "トモニフクシキキ", "Tomoni Devices"]), WORDS)
def test_a_name_that_stands_between_spaces_is_always_hidden(before, name, after):
    text = f"{before} {name} {after}"

    hidden = masked(text, spans(text, [Name(name, Kind.ORGANIZATION)]), SIGNS)

    assert name not in hidden
    assert "[company]" in hidden
