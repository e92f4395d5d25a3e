"""Who is named as a member of a team: nothing happens to her before she has said yes."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import applications, teams
from certifications.actions.applications import NewTeam
from certifications.models import Application, Round, TeamInvitation
from certifications.permissions import in_conflict, is_applicant, releases_round, runs_round
from certifications.refusals import LimitReached, TeamInvitationClosed
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
