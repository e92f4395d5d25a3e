"""The desk's page about connections: the picture, what is open with its way, and verdicts that take effect at once."""

import re

import pytest

from certifications import conflict_graphs
from certifications.actions import conflicts, suspicions
from certifications.models import Conflict, Interest
from home import clock
from organizations.models import User
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspected(in_judging, open_round, judges):
    """Only the name connects: the judges' mail is not at the company's domain."""
    for judge in judges:
        User.objects.filter(pk=judge.pk).update(email=f"{judge.name}@judges.example")
    Interest.objects.create(person=judges[0], kind="employment", name="橘精機", added_at=clock.now())
    suspicions.look(again(open_round))
    return Conflict.objects.get()


def page_of(round_):
    return f"/admin/rounds/{round_.public_id}/connections/"


def test_the_page_shows_picture_way_and_ties(at_desk, secretary, open_round, suspected):
    desk = at_desk(secretary)

    page = desk.get(page_of(open_round)).content.decode()
    overview = desk.get(f"/admin/rounds/{open_round.public_id}/").content.decode()

    assert re.search(r'<path class="ties__line ties__line--suspected" d="M220 \d+ C', page)
    assert [words in page for words in ("雇用：橘精機株式会社", "judge-a", "同じ名前")] == [True] * 3
    assert ("style=" in page[page.index('class="ties"') : page.index("</figure>")], page_of(open_round) in overview) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("sent", "state", "recused"),
    [
        ({"move": "confirm"}, "confirmed", True),
        ({"move": "dismiss", "reason": "同名の別会社"}, "dismissed", False),
        ({"move": "dismiss", "reason": ""}, "suspected", False),
        ({"move": "ask"}, "asked", False),
        ({"move": "delete"}, "suspected", False),
    ],
)
def test_a_verdict_takes_effect_at_once(at_desk, secretary, open_round, in_judging, judges, suspected, sent, state, recused):
    desk = at_desk(secretary)

    answer = desk.post(page_of(open_round), sent | {"conflict": suspected.public_id})

    assert (answer.status_code, again(suspected).state) == (302, state)
    assert (in_judging.assignments.get(judge=judges[0]).state == "recused") is recused
    assert desk.get(page_of(open_round)).status_code == 200


def test_the_page_is_for_who_runs_the_whole_round(at_desk, secretary, approver, open_round, in_judging, suspected):
    elsewhere = making.office(making.program("meister"), "elsewhere")
    conflicts.record(secretary, program=open_round.program, organization=in_judging.organization, reason="親族", by=secretary)
    sent = {"move": "confirm", "conflict": suspected.public_id}

    found = {}
    for person in (secretary, approver, elsewhere):
        desk = at_desk(person)
        found[person.name] = (desk.get(page_of(open_round)).status_code, desk.post(page_of(open_round), sent).status_code)

    assert found == {"secretary": (302, 302), "approver": (302, 302), "elsewhere": (404, 404)}
    assert again(suspected).state == "suspected"


def test_the_questions_to_the_database_do_not_grow_with_the_list(
    at_desk, secretary, open_round, in_judging, suspected, django_assert_max_num_queries
):
    for number in range(6):
        judge = making.person(f"judge-{number}")
        open_round.panel.create(judge=judge, seated_at=clock.now())
        facts = {"person": judge, "organization": in_judging.organization, "source": "name", "recorded_at": clock.now()}
        Conflict.objects.create(state="suspected", **facts)
    desk = at_desk(secretary)

    with django_assert_max_num_queries(40):
        desk.get(page_of(open_round))


def test_the_picture_is_plain_numbers():
    edges = [
        conflict_graphs.Edge("1", "甲", "橘精機", "confirmed"),
        conflict_graphs.Edge("2", "甲", "とても長い名前の株式会社でございます本当に", "asked"),
        conflict_graphs.Edge("3", "乙", "橘精機", "dismissed"),
    ]

    picture = conflict_graphs.draw(edges)

    assert ([node.name for node in picture.left], len(picture.right), len(picture.lines)) == (["甲", "乙"], 2, 3)
    assert picture.right[1].short == "とても長い名前の株式会社で…"
    assert all(0 < node.y < picture.height for node in (*picture.left, *picture.right))
    assert conflict_graphs.draw(edges) == picture
