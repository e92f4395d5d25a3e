"""The desk of change notices: due on the dashboard, answered by who may, hidden from who has an interest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certifications.actions import changes
from certifications.models import Certificate, ChangeNotice, Conflict
from certifications.viewsets.dashboard import due_of
from home import clock
from organizations.models import User
from tests.certifications import issuing
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
LIST_QUERIES = 9
NEW = {"ja": "橘ロボティクス株式会社"}


@pytest.fixture
def made(db):
    return issuing.released_round("kis", cases=3)


@pytest.fixture
def secretary(made):
    return User.objects.get(email="s-kis@people.example")


@pytest.fixture
def approver(made):
    return User.objects.get(email="a-kis@people.example")


def told(certificate, **facts):
    wanted = {"kind": "holder", "changed_on": clock.today(), "words": "商号を変更しました。", "new": NEW} | facts
    return changes.notice(certificate, **wanted, by=issuing.holder(certificate))


def at(name, record, verb="detail"):
    return reverse(f"{name}:{verb}", args=[record.public_id])


def offered(page, notice):
    return [verb for verb in ("accept", "reissue", "accept_end", "send_back", "refuse") if at("changes", notice, verb) in page]


def test_who_is_offered_what(at_desk, made, secretary, approver):
    name, ended = told(made[0]), told(made[1], kind="discontinued", new={})

    pages = {
        (person.email[0], notice.kind): at_desk(person).get(at("changes", notice)).content.decode()
        for person in (secretary, approver)
        for notice in (name, ended)
    }

    assert {key: offered(page, name if key[1] == "holder" else ended) for key, page in pages.items()} == {
        ("s", "holder"): ["accept", "send_back", "refuse"],
        ("s", "discontinued"): ["accept_end", "send_back", "refuse"],
        ("a", "holder"): ["reissue"],
        ("a", "discontinued"): [],
    }


def test_accepted_at_the_desk(at_desk, made, secretary):
    notice = told(made[0])

    at_desk(secretary).post(at("changes", notice, "accept"), {"ja": "商号変更", "note": "登記で確認"})

    fresh = again(made[0])
    assert (fresh.holder_ja, again(notice).office_note, again(notice).state) == (NEW["ja"], "登記で確認", "accepted")
    assert "商号変更" in at_desk(secretary).get(at("certificates", fresh)).content.decode()


def test_issued_anew_by_an_approver(at_desk, made, secretary, approver):
    notice = told(made[0])

    refused = at_desk(secretary).post(at("changes", notice, "reissue"), {})
    at_desk(approver).post(at("changes", notice, "reissue"), {"answer": "新しい認証書をお送りします。"})

    newer = Certificate.objects.get(predecessor=made[0])
    page = at_desk(approver).get(at("changes", notice)).content.decode()
    assert (refused.status_code, again(made[0]).state, newer.holder_ja) == (302, "superseded", NEW["ja"])
    assert newer.number in page


def test_answers_that_are_no(at_desk, made, secretary):
    first, second = told(made[0]), told(made[1])
    client = at_desk(secretary)

    empty = client.post(at("changes", first, "send_back"), {"answer": ""})
    client.post(at("changes", first, "send_back"), {"answer": "登記の写しを添えてください。"})
    client.post(at("changes", second, "refuse"), {"answer": "登記と一致しません。"})

    assert (empty.status_code, again(first).state, again(second).state) == (200, "returned", "refused")
    assert offered(client.get(at("changes", first)).content.decode(), first) == ["refuse"]


def test_the_last_day_of_what_is_discontinued(at_desk, made, secretary):
    notice = told(made[0], kind="discontinued", new={})

    form = at_desk(secretary).get(at("changes", notice, "accept_end")).content.decode()
    past = at_desk(secretary).post(at("changes", notice, "accept_end"), {"last_day": "2020-01-01"})
    at_desk(secretary).post(at("changes", notice, "accept_end"), {"last_day": "2027-06-30"})

    assert (clock.today().isoformat() in form, past.status_code) == (True, 200)
    assert (again(made[0]).valid_until.isoformat(), again(notice).effect) == ("2027-06-30", "ended")


def test_what_came_by_letter_is_entered_on_the_certificate(at_desk, made, secretary):
    scan = SimpleUploadedFile("届.pdf", samples.pdf(), content_type="application/pdf")
    said = {"told_by": "letter", "kind": "representative", "changed_on": "2027-03-01", "words": "代表者の交代", "paper": scan}

    at_desk(secretary).post(at("certificates", made[0], "enter_change"), said)

    notice = ChangeNotice.objects.get()
    served = at_desk(secretary).get(at("changes", notice, "paper") + f"?id={notice.papers.get().public_id}")
    assert (notice.kind, notice.told_by, served.status_code) == ("representative", "letter", 200)


def test_the_case_and_the_dashboard_tell_of_it(at_desk, made, secretary, approver):
    notice = told(made[0])
    at_desk(secretary)

    case = at_desk(secretary).get(reverse("cases:detail", args=[made[0].decision.application.public_id])).content.decode()
    due = {person.email[0]: [each.url for each in due_of(person, [])] for person in (secretary, approver)}

    assert (at("changes", notice) in case, due) == (True, {"s": [at("changes", notice)], "a": []})


def test_an_officer_in_conflict_finds_nothing(at_desk, made, secretary):
    notice = told(made[0])
    organization = made[0].organization
    facts = {"state": "confirmed", "source": "office", "recorded_at": clock.now()}
    Conflict.objects.create(person=secretary, organization=organization, **facts)

    assert made[0].number not in at_desk(secretary).get(reverse("changes:index")).content.decode()
    for verb in ("detail", "accept", "accept_end", "reissue", "send_back", "refuse", "paper"):
        assert at_desk(secretary).get(at("changes", notice, verb)).status_code == 404
    assert due_of(User.objects.get(pk=secretary.pk), []) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(at_desk, made, secretary, count, django_assert_num_queries):
    for certificate in made[:count]:
        told(certificate)
    client = at_desk(secretary)
    client.get(reverse("changes:index_results"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("changes:index_results"))
