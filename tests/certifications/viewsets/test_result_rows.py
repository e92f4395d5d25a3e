"""A long result: a case is found by its number or a name, a rank by itself, in few queries."""

import pytest
from django.urls import reverse

from certifications.viewsets import result_rows
from tests.certifications import making
from tests.certifications.viewsets.test_results import result

pytestmark = pytest.mark.django_db
NAMES = ("ひとつ折り車いす", "片手で切れるまな板", "伸びる手すり", "ＡＢ杖", "光る段差")


@pytest.fixture
def cases(open_round, secretary):
    """Each of a company of its own."""
    made = []
    for number, name in enumerate(NAMES, start=1):
        company = making.organization(f"試作工業{number}株式会社")
        owner = making.member(company, f"owner-{number}")
        made.append(making.accepted(making.submitted(open_round, owner, name=name, organization=company), secretary))
    return made


@pytest.fixture
def found(cases, open_round, secretary, judges):
    """The result of five cases: ranks 1, 2, 2, 2, 5."""
    making.judged(open_round, secretary, judges)
    given = {(judge, str(case)): points for judge in "ab" for case, points in enumerate((5, 4, 4, 4, 3), start=1)}
    return result(open_round, secretary, given)


@pytest.fixture
def run(found, monkeypatch):
    """The same, on three pages."""
    monkeypatch.setattr(result_rows, "ROWS_PER_PAGE", 2)
    return found


@pytest.fixture
def ask(at_desk, run, open_round, secretary):
    """`ask(q="杖")` is the result's page."""
    client, address = at_desk(secretary), reverse("rounds:result", args=[open_round.public_id])
    return lambda **asked: client.get(address, asked)


def shown(response):
    return [(line.rank, line.subject, line.tied) for line in response.context["lines"]]


@pytest.mark.parametrize("words", ["手すり", "伸びる 手すり", "手すり\0"])
def test_a_case_is_found_by_a_part_of_its_name(ask, words):
    assert shown(ask(q=words)) == [("2", "伸びる手すり", True)]


def test_a_case_is_found_by_its_receipt_number_and_by_its_applicant(ask, cases):
    by_number = shown(ask(q=cases[4].receipt_number))
    by_applicant = shown(ask(q="工業4"))

    assert (by_number, by_applicant) == ([("5", "光る段差", False)], [("2", "ＡＢ杖", True)])
    assert ask(q="試作工業").context["page"].count == 5


def test_what_is_found_comes_page_by_page_and_leads_to_its_place(ask, run):
    second = ask(q="試作工業", page="2")
    content = second.content.decode()

    assert [rank for rank, _subject, _tied in shown(second)] == ["2", "2"]
    assert f'href="?run={run.number}&amp;rank=2"' in content
    assert "&amp;page=3&amp;q=" in content


def test_what_is_not_found_is_said(ask):
    response = ask(q="存在しない杖")

    assert (response.status_code, shown(response)) == (200, [])
    assert "「存在しない杖」に当てはまる申請は0件です。" in response.content.decode()


@pytest.mark.parametrize(("asked", "number", "rank"), [("1", 1, 1), ("2", 1, 2), ("３", 3, 5), (" 5 ", 3, 5)])
def test_a_rank_leads_to_its_page(ask, run, asked, number, rank):
    """Rank 3 is nobody's, because three share the second: the next one that is taken."""
    response = ask(rank=asked)

    assert (response.status_code, response.headers["Location"]) == (302, f"?run={run.number}&page={number}#rank-{rank}")
    assert f'id="rank-{rank}"' in ask(page=number).content.decode()


@pytest.mark.parametrize("asked", ["6", "0", "-1", "x", "９９９９９９", "1.5"])
def test_a_rank_that_is_not_there_is_said(ask, asked):
    response = ask(rank=asked)

    assert response.status_code == 200
    assert f"「{asked}」位の申請はありません。" in response.content.decode()


def test_each_rank_is_marked_once(ask):
    content = ask(page=1).content.decode() + ask(page=2).content.decode()

    assert [content.count(f'id="rank-{rank}"') for rank in (1, 2)] == [1, 2]


def test_a_search_asks_few_questions(ask, django_assert_max_num_queries):
    ask()

    with django_assert_max_num_queries(12):
        ask(q="試作工業")
    with django_assert_max_num_queries(12):
        ask(rank="2")
