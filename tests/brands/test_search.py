import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from brands.search import PARAMETERS, Wish


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("", Wish()),
        ("q=%E8%BB%8A%E3%81%84%E3%81%99%E3%80%80%E8%BB%BD%E3%81%84", Wish(q="車いす 軽い")),
        ("q=%00", Wish()),
        ("q=a%00b", Wish(q="ab")),
        ("q=%22", Wish(q='"')),
        ("q=%27%29%3B--", Wish(q="');--")),
        ("q=%ED%A0%80", Wish(q="���")),
        ("q=+%E3%80%80+", Wish()),
        ("year=2019", Wish(year="2019")),
        ("year=2019-", Wish(year="2019-")),
        ("year=%EF%BC%92%EF%BC%90%EF%BC%91%EF%BC%99", Wish(year="2019")),
        ("year=19", Wish()),
        ("year=20190", Wish()),
        ("year=-2019", Wish()),
        ("year=2019--", Wish()),
        ("year=%D9%A2%D9%A0%D9%A1%D9%A9", Wish()),
        ("program=kis&field=mobility", Wish(program="kis", field="mobility")),
        ("field=mobility", Wish()),
        ("program=kis%27+or+1%3D1", Wish()),
        ("program=" + "k" * 61, Wish()),
        ("view=list", Wish(view="list")),
        ("view=table&other=1", Wish()),
        ("ward=a&ward=b", Wish(ward="b")),
    ],
)
def test_a_wish_reads_what_is_clean_and_drops_the_rest(query, wish):
    assert Wish.read(QueryDict(query)) == wish


def test_a_wish_cuts_long_words():
    assert Wish.read({"q": "認" * 5_000}).q == "認" * 100


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=50)))
def test_a_wish_survives_anything_and_reads_its_own_address(parameters):
    wish = Wish.read(parameters)

    assert Wish.read(QueryDict(wish.address)) == wish


def test_another_program_forgets_the_field():
    wish = Wish(program="kis", field="mobility", ward="saiwai")

    assert wish.with_(program="meister") == Wish(program="meister", ward="saiwai")
    assert wish.without("program") == Wish(ward="saiwai")


def test_links_stay_in_the_page():
    assert (Wish().link, Wish(year="2019-").link) == ("./", "?year=2019-")
    assert Wish(q="a").links == {"pictures": "?q=a", "list": "?q=a&view=list"}
    assert Wish(q="a", ward="saiwai", view="list").cleared == Wish(view="list")
