"""A judge with many cases looks for one by its number or name; what is hidden from her finds nothing."""

import pytest
from django.test import Client

from certifications.actions import judging
from certifications.views import dockets

pytestmark = pytest.mark.django_db
LIST = "/judging/"


@pytest.fixture(autouse=True)
def short_lists_are_long(monkeypatch):
    monkeypatch.setattr(dockets, "LONG_LIST", 2)


@pytest.fixture
def three(world):
    """`three(blind=True)`: a judge who has pledged, and her three cases."""

    def make(**settings):
        round_, _secretary, (judge,), cases = world(cases=3, **settings)
        judging.pledge(round_, by=judge)
        return judge, cases

    return make


def read(judge, words=""):
    client = Client()
    client.force_login(judge)
    return client.get(LIST, {"q": words} if words else {})


def ask(judge, words=""):
    """The numbers of the cases that her list shows, and the page."""
    response = read(judge, words)
    (docket,) = response.context["dockets"]
    return [case.number for case in docket.found], response.content.decode()


def test_a_case_is_found_by_its_number_or_a_part_of_its_name(three):
    judge, cases = three()
    order = [case.assignment.application_id for case in read(judge).context["dockets"][0].cases]
    number, third = order.index(cases[1].pk) + 1, order.index(cases[2].pk) + 1
    both = sorted({2, third})  # the second of the list, and the one that has a 2 in its name

    assert [ask(judge, words)[0] for words in ("", "2", "２", "試作1", "brand1株", "試作1 工業")] == [
        [1, 2, 3], both, both, [number], [number], [number],
    ]  # fmt: skip


def test_what_is_not_found_is_said_and_leads_back(three):
    judge, _cases = three()

    numbers, content = ask(judge, "存在しない")

    assert numbers == []
    assert "「存在しない」に当てはまる申請は0件です。" in content
    assert "すべて表示" in content


def test_a_blind_list_finds_no_name_that_it_does_not_show(three):
    """Nor does the answer tell whether the name belongs to somebody: it is that of a name which does not exist."""
    judge, cases = three(blind=True)
    hidden = cases[0].organization.name_ja

    found = {words: ask(judge, words) for words in (hidden, cases[0].receipt_number, "株式", "無い会社")}

    assert [numbers for numbers, _content in found.values()] == [[], [], [], []]
    pages = {content.replace(words, "#") for words, (_numbers, content) in found.items()}
    assert len({without_tokens(page) for page in pages}) == 1
    assert ask(judge, "試作0")[0] != []


def without_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


def test_a_short_list_has_no_search(three, monkeypatch):
    judge, _cases = three()
    long = ask(judge)[1].count('role="search"')
    monkeypatch.setattr(dockets, "LONG_LIST", 3)

    assert ask(judge)[1].count('role="search"') == long - 1
