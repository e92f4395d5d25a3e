"""Roles in programs: given and taken by administrators, never by oneself, never to who judges there."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import programs, rounds
from certifications.models import Round
from certifications.permissions import is_secretariat
from certifications.refusals import InConflict, SitsOnPanel, WorksForProgram
from home import clock
from home.models import Letter
from organizations.actions import roles
from organizations.models import User
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    user = making.person("administrator")
    roles.grant(user, "administrator", by=None)
    return user


def anew(user):
    """As the next request reads the person."""
    return User.objects.get(pk=user.pk)


def test_a_role_opens_the_desk_and_is_told(program, administrator):
    person = making.person("hanako")

    row = programs.grant_role(program, person, "secretariat", by=administrator)
    programs.grant_role(program, person, "secretariat", by=administrator)

    assert (row.granted_by, person.program_roles.count()) == (administrator, 1)
    assert is_secretariat(anew(person), program)
    assert (anew(person).is_staff, [group.name for group in person.groups.all()]) == (True, ["officer"])
    assert [(event.action, event.by) for event in person.history.all()] == [
        ("certifications.grant_role", administrator),
        ("organizations.grant", administrator),
    ]
    letter = Letter.objects.get(kind="certifications/role_given")
    assert (letter.recipient, str(program) in letter.subject) == (person, True)


def test_a_role_that_is_taken_counts_no_more_and_may_be_given_again(program, administrator):
    person = making.person("hanako")
    row = programs.grant_role(program, person, "approver", by=administrator)

    programs.end_role(row, by=administrator)
    programs.end_role(row, by=administrator)
    again = programs.grant_role(program, person, "approver", by=administrator)

    assert (again.pk != row.pk, row.ended_at is not None) == (True, True)
    assert [event.action for event in person.history.all() if event.action.startswith("certifications")] == [
        "certifications.grant_role",
        "certifications.end_role",
        "certifications.grant_role",
    ]
    assert Letter.objects.filter(kind="certifications/role_taken").count() == 1


def test_nobody_gives_or_takes_who_may_not(program, administrator, secretary, approver):
    person, own = making.person("hanako"), programs.grant_role(program, administrator, "approver", by=None)

    for giver, taker in ((secretary, person), (secretary, secretary), (approver, person), (administrator, administrator)):
        with pytest.raises(PermissionDenied):
            programs.grant_role(program, taker, "approver", by=giver)
    for ender, row in ((approver, secretary.program_roles.get()), (administrator, own)):
        with pytest.raises(PermissionDenied):
            programs.end_role(row, by=ender)

    assert person.program_roles.count() == 0
    assert secretary.program_roles.get().ended_at is None


@pytest.mark.parametrize("kind", ["secretariat", "approver"])
def test_the_office_does_not_sit_on_its_own_panel(program, open_round, secretary, kind):
    officer = making.office(program, "officer", kind)

    with pytest.raises(WorksForProgram):
        rounds.seat(open_round, officer, by=secretary)

    assert open_round.panel.count() == 0
    assert issubclass(WorksForProgram, InConflict)


def test_who_worked_for_the_program_or_works_for_another_may_be_seated(program, open_round, secretary):
    former, far = making.office(program, "former"), making.office(making.program("meister"), "far")
    programs.end_role(former.program_roles.get(), by=None)

    for judge in (former, far):
        rounds.seat(open_round, judge, by=secretary)

    assert {member.judge for member in open_round.panel.all()} == {former, far}


@pytest.mark.parametrize(("state", "given"), [("published", False), ("judging", False), ("deciding", False), ("released", True),
                                              ("cancelled", True)])  # fmt: skip
def test_a_judge_of_a_running_round_gets_no_role_in_the_program(
    open_round, program, secretary, judges, administrator, state, given
):
    rounds.seat(open_round, judges[0], by=secretary)
    released_at = clock.now() + timedelta(days=1) if state == "released" else None
    Round.objects.filter(pk=open_round.pk).update(state=state, released_at=released_at)

    with suppress(SitsOnPanel):
        programs.grant_role(program, judges[0], "secretariat", by=administrator)

    assert judges[0].program_roles.exists() is given
    assert programs.grant_role(making.program("meister"), judges[0], "secretariat", by=administrator).ended_at is None
