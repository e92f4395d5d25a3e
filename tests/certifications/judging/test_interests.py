"""The judge's own page about her ties, the list of who applies, and her answers; nobody else finds any of it."""

import pytest

from certifications.actions import conflicts, judging, rounds
from certifications.models import Conflict, Interest
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
TIES = "/judging/ties/"


@pytest.fixture
def judge(in_judging, open_round, judges, client):
    client.force_login(judges[0])
    return judges[0]


def test_a_judge_keeps_her_list(client, judge):
    added = client.post(
        TIES, {"kind": "employment", "holder": "self", "name": "橘精機", "corporate_number": "７０００−０１２０−５０００−２"}
    )
    tie = Interest.objects.get()
    page = client.get(TIES).content.decode()
    removed = client.post(f"{TIES}{tie.public_id}/remove/")

    assert (added.status_code, removed.status_code, "橘精機" in page) == (302, 302, True)
    assert (tie.person, tie.corporate_number, again(tie).removed_at is not None) == (judge, "7000012050002", True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "error"),
        ({"corporate_number": "1000012050002"}, "先頭の1桁"),
        ({"since": "2026-04-01", "until": "2020-04-01"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_not_kept(client, judge, changes, words):
    response = client.post(TIES, {"kind": "trade", "holder": "self", "name": "店"} | changes)

    assert (response.status_code, Interest.objects.count()) == (422, 0)
    assert words in response.content.decode()


def test_other_judges_neither_see_nor_take_back_a_tie(client, judge, judges):
    tie = Interest.objects.create(person=judges[1], kind="family", name="秘密の会社", added_at=clock.now())

    page = client.get(TIES).content.decode()

    assert ("秘密の会社" in page, client.post(f"{TIES}{tie.public_id}/remove/").status_code) == (False, 404)
    assert list(Interest.objects.visible_to(judge)) == []


def test_ties_are_for_herself_and_the_offices_of_her_panels(judge, secretary, approver, owner):
    tie = Interest.objects.create(person=judge, kind="family", name="会社", added_at=clock.now())
    elsewhere = making.office(making.program("meister"), "elsewhere")

    seeing = [
        person.name for person in (judge, secretary, approver, elsewhere, owner) if tie in Interest.objects.visible_to(person)
    ]

    assert seeing == ["judge-a", "secretary"]


def test_one_click_says_that_nothing_has_changed(client, judge, open_round):
    for _twice in range(2):
        client.post(f"{TIES}rounds/{open_round.public_id}/")

    assert list(open_round.interest_confirmations.values_list("person", flat=True)) == [judge.pk]
    assert "変わりはなく" not in client.get(TIES).content.decode()


def test_who_is_no_judge_finds_nothing(client, in_judging, open_round, owner, judges):
    client.force_login(owner)
    addresses = (TIES, f"/judging/rounds/{open_round.public_id}/applicants/")

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(f"{TIES}rounds/{open_round.public_id}/").status_code == 404


def test_a_judge_says_with_whom_something_connects_her_before_she_reads(client, judge, in_judging, open_round):
    address = f"/judging/rounds/{open_round.public_id}/applicants/"
    before = client.get(address).status_code
    judging.pledge(open_round, by=judge)
    page = client.get(address).content.decode()

    client.post(address, {"application": in_judging.public_id, "kind": "trade", "reason": "取引先です"})

    assert (before, str(in_judging.organization) in page, in_judging.subject.name in page) == (404, True, False)
    assert Conflict.objects.get().organization == in_judging.organization
    assert str(in_judging.organization) not in client.get(address).content.decode()
    assert client.get("/judging/").content.decode().count('docket__case"') == 0


def test_in_a_blind_round_there_is_no_list(client, judge, open_round):
    judging.pledge(open_round, by=judge)
    before = client.get(f"/judging/rounds/{open_round.public_id}/applicants/").status_code
    open_round.stages.update(hides=["identity"])

    assert (before, client.get(f"/judging/rounds/{open_round.public_id}/applicants/").status_code) == (200, 404)
    assert "/applicants/" not in client.get(TIES).content.decode()


@pytest.mark.parametrize(("word", "state"), [("yes", "confirmed"), ("no", "suspected")])
def test_a_judge_answers_on_her_page(client, judge, judges, in_judging, open_round, secretary, word, state):
    company = in_judging.organization
    facts = {"person": judge, "organization": company, "source": "email", "recorded_at": clock.now()}
    conflict = Conflict.objects.create(state="suspected", **facts)
    conflicts.ask(conflict, again(open_round), by=secretary)
    address = f"{TIES}questions/{conflict.public_id}/"
    asked = str(company) in client.get(TIES).content.decode()

    missing = client.post(address, {"connected": word})
    answered = client.post(address, {"connected": word, f"{conflict.public_id}-text": "昨年まで"})

    assert (asked, missing.status_code, answered.status_code) == (True, 422, 302)
    assert (again(conflict).state, again(conflict).answer) == (state, "昨年まで")
    assert client.post(address, {"connected": "yes", f"{conflict.public_id}-text": "x"}).status_code == 404


def test_another_judge_cannot_answer(client, judge, judges, in_judging, open_round, secretary):
    facts = {"person": judges[1], "organization": in_judging.organization, "source": "email", "recorded_at": clock.now()}
    conflict = Conflict.objects.create(state="asked", **facts)

    answer = client.post(f"{TIES}questions/{conflict.public_id}/", {"connected": "no", f"{conflict.public_id}-text": "x"})

    assert (answer.status_code, again(conflict).state) == (404, "asked")


# The applicant's page


def test_an_applicant_sees_the_panel_and_challenges_where_it_is_published(
    client, submitted, open_round, owner, viewer, secretary, judges
):
    rounds.seat(open_round, judges[0], by=secretary)
    address = f"/applications/{submitted.public_id}/challenge/"
    client.force_login(owner)
    closed = client.get(address).status_code
    type(open_round).objects.filter(pk=open_round.pk).update(challenges_until=clock.today())

    page = client.get(address).content.decode()
    said = client.post(address, {"judge": judges[0].public_id, "reason": "競合他社の顧問です"}, follow=True).content.decode()
    empty = client.post(address, {"judge": judges[0].public_id, "reason": ""})

    assert (closed, "judge-a" in page, judges[0].email in page, "競合他社の顧問です" in said) == (404, True, False, True)
    assert (empty.status_code, Conflict.objects.get().state) == (422, "suspected")
    client.force_login(viewer)
    assert client.get(address).status_code == 404
