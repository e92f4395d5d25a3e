"""Who is named as a member of a team: nothing happens to her before she has said yes."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications import declarations, versions
from certifications.actions import applications, basic_facts, corrections, teams
from certifications.actions.applications import NewTeam
from certifications.basics import KEYS, facts_of, fingerprint, questions
from certifications.models import Application, Round, TeamInvitation
from certifications.permissions import in_conflict, is_applicant, releases_round, runs_round
from certifications.refusals import BasicWrong, LimitReached, TeamInvitationClosed
from tests.certifications import making

NAMES = {"name_ja": "一枚の椅子", "name_kana": "", "name_en": ""}


@pytest.fixture
def contest(db):
    program = making.program("design-competition")
    return making.published_round(program, making.office(program, "office"))


@pytest.fixture
def founder(contest):
    return making.person("founder")


def begun(contest, founder, *named, name="工房"):
    team = NewTeam(name, [person.email for person in named])
    return applications.begin(contest, names=NAMES | {"name_ja": name}, team=team, by=founder)


def test_named_officers_keep_the_round(contest, founder):
    secretary, approver = making.office(contest.program, "secretary"), making.office(contest.program, "approver", "approver")
    application = begun(contest, founder, secretary, approver)
    Application.objects.filter(pk=application.pk).update(state="submitted", receipt_number="X-1", submitted_at=making.DURING)
    application.refresh_from_db()

    held = (runs_round(secretary, contest), releases_round(approver, contest))
    strangers = [in_conflict(person, application) or is_applicant(person, application) for person in (secretary, approver)]

    assert (held, strangers) == ((True, True), [False, False])
    assert application in Application.objects.of_office(secretary)


def test_named_person_may_still_apply_herself(contest, founder):
    two = making.person("two")
    begun(contest, founder, two)

    own = begun(contest, two, name="別")

    assert set(own.team.members.all()) == {two}


def test_accept_makes_a_member(contest, founder):
    two = making.person("two")
    application = begun(contest, founder, two)
    invitation = TeamInvitation.objects.waiting_for(two).get()

    teams.accept(invitation, by=two)

    assert (is_applicant(two, application), in_conflict(two, application)) == (True, True)
    assert application.history.filter(action="team.join", by=two).count() == 1
    assert list(TeamInvitation.objects.waiting_for(two)) == []


def test_decline_makes_no_member_and_cannot_be_taken_back(contest, founder):
    two = making.person("two")
    application = begun(contest, founder, two)
    invitation = application.team.invitations.get()

    teams.decline(invitation, by=two)
    with pytest.raises(TeamInvitationClosed):
        teams.accept(invitation, by=two)

    assert is_applicant(two, application) is False


def test_accept_is_the_named_persons_alone(contest, founder):
    application = begun(contest, founder, making.person("two"))

    with pytest.raises(PermissionDenied):
        teams.accept(application.team.invitations.get(), by=founder)

    assert set(application.team.members.all()) == {founder}


def test_accept_counts_for_the_limit(contest, founder):
    two = making.person("two")
    invitation = begun(contest, founder, two).team.invitations.get()
    begun(contest, two, name="別")
    Round.objects.filter(pk=contest.pk).update(rules=contest.rules | {"applicant_limit": 1})

    with pytest.raises(LimitReached):
        teams.accept(invitation, by=two)


@pytest.mark.parametrize(("state", "waits"), [("submitted", 1), ("in_review", 1), ("withdrawn", 0), ("decided", 0)])
def test_invitation_stands_until_the_judging(contest, founder, state, waits):
    two = making.person("two")
    application = begun(contest, founder, two)
    Application.objects.filter(pk=application.pk).update(state=state, receipt_number="X-1", submitted_at=making.DURING)

    assert TeamInvitation.objects.waiting_for(two).count() == waits


def facts_read(application):
    return fingerprint(facts_of(application), application.subject.email)


def test_a_teams_name_is_mended_in_a_draft(contest, founder):
    application = begun(contest, founder)

    basic_facts.change(application, {"team_name": "木の工房"}, read=facts_read(application), by=founder)

    event = application.history.get(action="application.basics")
    declared = declarations.declared_of(Application.objects.get(pk=application.pk), {})
    assert (declared["team"], event.note) == ({"name": "木の工房", "members": ["founder"]}, "チーム名: 工房 → 木の工房")
    for empty in ("", "あ" * 101):
        with pytest.raises(BasicWrong):
            basic_facts.change(application, {"team_name": empty}, read=facts_read(application), by=founder)


def test_a_teams_name_is_corrected_by_request_and_stands_in_the_version(contest, founder):
    application = making.fill(begun(contest, founder), founder)
    applications.submit(application, by=founder)
    office, key = contest.program.roles.get(role="secretariat").user, str(KEYS["team_name"])
    corrections.request(application, {key: "チーム名をご確認ください。"}, due_on=making.DUE, by=office)
    item = application.correction_requests.get().items.get()
    corrections.reply(item, text="", value="木の工房", by=founder)
    before = Application.objects.get(pk=application.pk).team.name

    version = corrections.resubmit(Application.objects.get(pk=application.pk), by=founder)

    rows = versions.compare(application.versions.first(), version)
    assert (before, version.declared["team"]["name"]) == ("工房", "木の工房")
    assert [row.difference.key for row in rows if row.difference.state != "same"] == [key]


def test_a_name_that_another_application_goes_by_stays(contest, founder):
    application = begun(contest, founder)
    other = making.draft(contest, founder, name="別の作品", team=application.team)

    basic_facts.change(application, {"team_name": "木の工房"}, read=facts_read(application), by=founder)

    assert ("team_name" in questions(application), other.team.name) == (False, "工房")
    assert Application.objects.get(pk=application.pk).team.name == "工房"
