"""The first page of an application."""

import pytest
from django.urls import reverse

from certifications.models import Application
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db
ADDRESS = "/programs/kis/apply/"


def sent(company, program, **changes):
    facts = {
        "applicant": f"organization:{company.public_id}",
        "name_ja": "見守り灯",
        "name_kana": "みまもりとう",
        "name_en": "",
        "category": program.categories.first().pk,
    }
    return facts | changes


def test_begin_makes_a_draft_and_leads_to_it(open_round, company, owner, program, as_user):
    response = as_user(owner).post(ADDRESS, sent(company, program))

    application = Application.objects.get()
    assert response.url == f"/applications/{application.public_id}/"
    assert (application.subject.name_ja, application.subject.name_kana) == ("見守り灯", "ミマモリトウ")
    assert (application.organization, application.category) == (company, program.categories.first())


def test_begin_twice_makes_one_draft(open_round, company, owner, program, as_user):
    client = as_user(owner)
    urls = {client.post(ADDRESS, sent(company, program)).url for _ in range(2)}

    assert (len(urls), Application.objects.count()) == (1, 1)


def test_begin_says_what_is_missing_and_keeps_the_rest(open_round, company, owner, program, as_user):
    response = as_user(owner).post(ADDRESS, sent(company, program, name_ja="", name_en="Lamp"))

    text = response.content.decode()
    assert (response.status_code, Application.objects.count()) == (400, 0)
    assert "<title>エラー: " in text
    assert 'href="#id_name_ja"' in text
    assert 'value="Lamp"' in text


def test_begin_without_an_organization_shows_the_way_to_one(open_round, as_user):
    text = as_user(making.person("newcomer")).get(ADDRESS).content.decode()

    assert "/my/organizations/new/?next=/programs/kis/apply/" in text
    assert 'name="name_ja"' not in text


def test_begin_refuses_an_organization_of_others(open_round, other_company, owner, program, as_user):
    response = as_user(owner).post(ADDRESS, sent(other_company, program))

    assert (response.status_code, Application.objects.count()) == (400, 0)


def test_begin_does_not_offer_what_a_viewer_may_not_do(open_round, company, viewer, program, as_user):
    response = as_user(viewer).post(ADDRESS, sent(company, program))

    assert (response.status_code, Application.objects.count()) == (400, 0)


def test_begin_explains_the_limit(open_round, company, owner, program, as_user):
    for number in range(3):
        making.draft(open_round, owner, organization=company, name=f"製品{number}")

    response = as_user(owner).post(ADDRESS, sent(company, program))

    assert response.status_code == 409
    assert "この募集で一申請者が申請できる件数に達しています。" in response.content.decode()
    assert 'value="見守り灯"' in response.content.decode()


def test_begin_after_the_close_says_that_no_call_is_open(open_round, company, owner, program, as_user):
    client = as_user(owner)
    with clock.at(making.CLOSES):
        shown, refused = client.get(ADDRESS), client.post(ADDRESS, sent(company, program))

    assert (shown.status_code, refused.status_code, Application.objects.count()) == (200, 409, 0)
    assert "現在、募集中の制度はありません" in shown.content.decode()


def test_begin_before_the_opening_says_when(open_round, owner, as_user):
    client = as_user(owner)
    with clock.at(making.tokyo("2026-09-30T12:00")):
        text = client.get(ADDRESS).content.decode()

    assert "次の募集は 2026年10月1日(木) 09:00 に始まります。" in text


def test_begin_of_an_unknown_program_is_not_found(owner, as_user):
    assert as_user(owner).get("/programs/unknown/apply/").status_code == 404


def test_begin_of_a_team_tells_nobody_who_has_an_account(db, as_user):
    program = making.program("design-competition")
    making.published_round(program, making.office(program, "office"))
    one, two = making.person("one"), making.person("two")
    client = as_user(one)
    facts = {
        "applicant": "team",
        "team_name": "工房",
        "name_ja": "一枚の椅子",
        "category": program.categories.first().pk,
    }
    wrong = client.post("/programs/design-competition/apply/", facts | {"team_members": "no address"})
    right = client.post(
        "/programs/design-competition/apply/", facts | {"team_members": "ＴＷＯ@people.example\nno@people.example"}
    )

    team = Application.objects.get().team
    assert (wrong.status_code, right.status_code) == (400, 302)
    assert set(team.members.all()) == {one}
    assert set(team.invitations.values_list("email", flat=True)) == {two.email, "no@people.example"}
    page = client.get(right["Location"]).content.decode()
    assert ("no@people.example" in page, two.email in page) == (True, True)


def test_begin_of_a_nomination_needs_the_candidates_address(db, as_user):
    program = making.program("meister")
    making.published_round(program, making.office(program, "office"))
    nominator = making.person("nominator")
    client = as_user(nominator)
    facts = {"applicant": "person", "name_ja": "鍛冶 鉄男", "category": program.categories.first().pk}

    wrong = client.post("/programs/meister/apply/", facts | {"nominates": "other", "candidate_email": ""})
    other = client.post("/programs/meister/apply/", facts | {"nominates": "other", "candidate_email": "t@people.example"})

    application = Application.objects.get()
    assert (wrong.status_code, other.status_code) == (400, 302)
    assert (application.is_nomination, application.subject.email, application.subject.person) == (True, "t@people.example", None)


def test_begin_for_oneself_makes_the_person_the_subject(db, as_user):
    program = making.program("meister")
    making.published_round(program, making.office(program, "office"))
    master = making.person("master")
    facts = {"applicant": "person", "name_ja": "鍛冶 鉄男", "category": program.categories.first().pk, "nominates": "self"}

    as_user(master).post("/programs/meister/apply/", facts)

    application = Application.objects.get()
    assert (application.is_nomination, application.subject.person) == (False, master)


@pytest.mark.parametrize(("made", "words"), [(0, ""), (1, "3件中1件"), (2, "3件中2件")])
def test_begin_says_how_many_of_the_limit_are_used(as_user, owner, open_round, company, made, words):
    for number in range(made):
        making.draft(open_round, owner, name=f"製品{number}", organization=company)

    page = as_user(owner).get(reverse("certifications:apply", args=[open_round.program.slug]))

    assert page.context["used"] == ([(str(company), made)] if made else [])
    assert words in page.content.decode()


def test_begin_starts_from_an_earlier_application(as_user, owner, submitted, company):
    browser = as_user(owner)
    sent = {
        "applicant": f"organization:{company.public_id}",
        "name_ja": "ORU 2",
        "category": submitted.round.program.categories.first().pk,
        "previous": submitted.pk,
    }

    response = browser.post(reverse("certifications:apply", args=[submitted.round.program.slug]), sent)
    page = browser.get(response["Location"])

    assert (page.context["copied"].count > 0, page.context["copied"].left) == (True, [])


def test_begin_offers_no_earlier_application_of_others(as_user, stranger, submitted, other_company):
    sent = {"applicant": f"organization:{other_company.public_id}", "name_ja": "別", "previous": submitted.pk}

    response = as_user(stranger).post(reverse("certifications:apply", args=[submitted.round.program.slug]), sent)

    assert "previous" not in response.context["form"].fields


def test_nobody_nominates_herself_by_her_own_address(as_user, owner):
    program = making.program("meister")
    making.published_round(program, making.office(program, "meister-office"))
    sent = {"applicant": "person", "nominates": "other", "name_ja": "鳥海", "candidate_email": owner.email.upper()}
    sent |= {"category": program.categories.first().pk}

    response = as_user(owner).post(reverse("certifications:apply", args=["meister"]), sent)

    assert (response.status_code, Application.objects.count(), bool(response.context["refusal"])) == (409, 0, True)
