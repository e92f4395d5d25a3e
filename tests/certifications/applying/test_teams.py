"""The page of a person who was named as a member of a team."""

from certifications.actions import applications
from certifications.actions.applications import NewTeam
from tests.certifications import making


def test_my_page_asks_and_takes_the_answer(db, as_user):
    program = making.program("design-competition")
    contest = making.published_round(program, making.office(program, "office"))
    founder, two = making.person("founder"), making.person("two")
    names = {"name_ja": "一枚の椅子", "name_kana": "", "name_en": ""}
    application = applications.begin(contest, names=names, team=NewTeam("工房", [two.email]), by=founder)
    address = f"/my/teams/{application.team.invitations.get().public_id}/"

    page = as_user(two).get("/my/").content.decode()
    strangers = as_user(making.person("three")).post(address, {"answer": "accept"})
    answered = as_user(two).post(address, {"answer": "accept"})

    assert (address in page, strangers.status_code, answered.status_code) == (True, 404, 302)
    assert set(application.team.members.all()) == {founder, two}
