"""The page of the basic facts, the same facts on the page of corrections, and files that are not on the page."""

import uuid

import pytest

from certifications.actions import applications, consents, corrections
from certifications.actions.applications import NewTeam
from certifications.actions.corrections import Point
from certifications.basics import KEYS, facts_of
from certifications.models import Application
from home import clock
from tests.certifications import making

NAME = str(KEYS["name_ja"])
RIGHT = "手すり革"


@pytest.fixture
def typed(program):
    return {"name_ja": RIGHT, "name_kana": "てすりかわ", "name_en": "", "category": program.categories.first().pk}


def read_of(response):
    return response.context["read"]


def fresh(application):
    return facts_of(Application.objects.get(pk=application.pk))


def test_page_changes_the_facts(as_user, to, draft, owner, typed):
    page = as_user(owner).get(to("basics", draft))

    response = as_user(owner).post(to("basics", draft), typed | {"read": read_of(page)})

    assert (page.status_code, response.status_code, response.url) == (200, 302, to("basics", draft))
    assert (fresh(draft)["name_ja"], fresh(draft)["name_kana"]) == (RIGHT, "テスリカワ")


def test_page_keeps_what_was_typed_when_a_colleague_was_faster(as_user, to, draft, owner, editor, typed):
    read = read_of(as_user(owner).get(to("basics", draft)))
    as_user(editor).post(to("basics", draft), typed | {"read": read, "name_ja": "同僚の名"})

    response = as_user(owner).post(to("basics", draft), typed | {"read": read})
    again = as_user(owner).post(to("basics", draft), typed | {"read": read_of(response)})

    shown = response.content.decode()
    assert (response.status_code, again.status_code, fresh(draft)["name_ja"]) == (409, 302, RIGHT)
    assert (f'value="{RIGHT}"' in shown, "同僚の名" in shown) == (True, True)


def test_page_keeps_what_was_typed_on_errors(as_user, to, draft, owner, typed):
    response = as_user(owner).post(to("basics", draft), typed | {"name_kana": "kana", "name_en": "Strap"})

    assert (response.status_code, 'value="Strap"' in response.content.decode()) == (400, True)
    assert fresh(draft)["name_ja"] == "ひとつ折り車いす ORU"


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_page_is_read_by_the_own_side_only(request, as_user, to, draft, who, typed):
    client = as_user(request.getfixturevalue(who))

    page, answer = client.get(to("basics", draft)), client.post(to("basics", draft), typed)

    assert (page.status_code, answer.status_code) == ((200, 403) if who == "viewer" else (404, 404))
    assert b'name="name_ja"' not in page.content


def test_submitted_facts_are_read_and_refused(as_user, to, submitted, owner, typed):
    page, answer = as_user(owner).get(to("basics", submitted)), as_user(owner).post(to("basics", submitted), typed)

    assert (page.status_code, answer.status_code, b'name="name_ja"' in page.content) == (200, 409, False)
    assert RIGHT in answer.content.decode()


def test_candidate_s_address_is_changed_on_the_page(as_user, to, db):
    program = making.program("meister")
    round_, nominator = making.published_round(program, making.office(program, "office")), making.person("nominator")
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "カジ テツオ", "name_en": ""}
    nomination = applications.begin(round_, names=names, candidate_email="wrong@people.example", by=nominator)
    nomination = Application.objects.get(pk=nomination.pk)
    consent = consents.ask(nomination, by=nominator)
    candidate = making.person("wrong")
    client = as_user(nominator)
    page = client.get(to("basics", nomination))
    field = page.context["basics_form"].initial
    sent = names | {"category": program.categories.first().pk, "read": field["read"], "candidate_email": "Right@People.example"}

    response = client.post(to("basics", nomination), sent)

    assert (page.status_code, response.status_code) == (200, 302)
    assert Application.objects.get(pk=nomination.pk).subject.email == "right@people.example"
    assert as_user(candidate).get(to("nomination", nomination)).status_code == 404
    assert type(consent).objects.filter(application=nomination).exists() is False


def test_declined_nomination_offers_to_ask_once_more(as_user, to, db):
    program = making.program("meister")
    round_, nominator = making.published_round(program, making.office(program, "office")), making.person("nominator")
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    nomination = applications.begin(round_, names=names, candidate_email="smith@people.example", by=nominator)
    consents.refuse(consents.ask(nomination, by=nominator), by=making.person("smith"))

    with clock.at(making.tokyo("2026-11-21T13:00")):
        page = as_user(nominator).get(to("application", nomination))
        response = as_user(nominator).post(to("consent_ask", nomination))

    assert ("候補者にもう一度尋ねる" in page.content.decode(), response.status_code) == (True, 302)


def test_name_is_corrected_on_the_page_of_corrections(as_user, to, submitted, secretary, owner):
    corrections.request(submitted, {NAME: Point(message="誤字です")}, due_on=making.DUE, by=secretary)
    client = as_user(owner)
    page = client.get(to("corrections", submitted))

    reply = client.post(to("correction_reply", submitted, NAME), {"value": RIGHT, "text": ""})
    sent = client.post(to("corrections", submitted))

    assert f'id="id_{NAME}_value"' in page.content.decode()
    assert (reply.status_code, sent.status_code, fresh(submitted)["name_ja"]) == (302, 302, RIGHT)
    versions = client.get(to("versions", submitted)).content.decode()
    assert ("製品の名称" in versions, RIGHT in versions) == (True, True)


def test_proposed_name_is_taken_over_with_one_press(as_user, to, submitted, secretary, owner):
    corrections.request(submitted, {NAME: Point(proposed=RIGHT)}, due_on=making.DUE, by=secretary)
    client = as_user(owner)

    taken = client.post(to("correction_reply", submitted, NAME), {"go": "confirm", "text": ""})
    page = client.get(to("corrections", submitted))
    client.post(to("corrections", submitted))

    assert (taken.status_code, f'value="{RIGHT}"' in page.content.decode()) == (302, True)
    assert fresh(submitted)["name_ja"] == RIGHT


def test_reply_that_does_not_fit_keeps_what_was_typed(as_user, to, submitted, secretary, owner):
    corrections.request(submitted, {NAME: Point(message="誤字です")}, due_on=making.DUE, by=secretary)

    response = as_user(owner).post(to("correction_reply", submitted, NAME), {"value": "", "text": "直しました"})

    assert (response.status_code, "直しました" in response.content.decode()) == (400, True)


def test_receipt_shows_what_was_declared(as_user, to, submitted, owner):
    page = as_user(owner).get(to("receipt", submitted)).content.decode()

    assert ["申告の内容" in page, "基本情報、申告の内容、記入内容" in page] == [True, True]


@pytest.mark.parametrize("which", ["another's", "nobody's", "not an id"])
def test_file_that_is_not_on_the_page_is_not_said_to_be_gone(
    as_user, to, draft, owner, other_company, stranger, which, open_round
):
    question = draft.form_version.questions.filter(kind__in=["file", "picture"]).select_related("section").first()
    theirs = making.put_file(making.draft(open_round, stranger, organization=other_company), question, stranger)
    wanted = {"another's": theirs.public_id, "nobody's": uuid.uuid4(), "not an id": "x"}[which]

    response = as_user(owner).post(to("section", draft, question.section.code), {"remove": wanted}, follow=True)

    theirs.refresh_from_db()
    words = [str(message) for message in response.context["messages"]]
    assert (words, theirs.removed_at) == (
        ["保存しました。ただし、お選びのファイルはこのページにありませんでした。"], None,
    )  # fmt: skip


def test_a_teams_name_is_asked_of_a_team(db, as_user, to):
    program = making.program("design-competition")
    contest = making.published_round(program, making.office(program, "competition-office"))
    founder = making.person("founder")
    team = NewTeam("工房", [])
    names = {"name_ja": "一枚の椅子", "name_kana": "", "name_en": ""}
    application = applications.begin(contest, names=names, team=team, by=founder, category=program.categories.first())
    page = as_user(founder).get(to("basics", application))
    form = page.context["basics_form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"team_name": "木の工房", "read": read_of(page)}

    response = as_user(founder).post(to("basics", application), data)
    empty = as_user(founder).post(to("basics", application), data | {"team_name": " "})

    application.team.refresh_from_db()
    assert (str(form["team_name"].label), form["team_name"].value()) == ("チーム名", "工房")
    assert (response.status_code, application.team.name, empty.status_code) == (302, "木の工房", 400)
