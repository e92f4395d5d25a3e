"""A second factor is needed by whoever can read applications, however she came to it."""

import pytest

from certifications.actions import programs, rounds
from certifications.models import Round
from home import clock
from organizations import second_factor
from organizations.models import User
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def test_a_seat_needs_one_from_the_next_request(client, open_round, secretary):
    judge = making.person("judge")
    client.force_login(judge)
    before = client.get("/my/").status_code

    rounds.seat(open_round, judge, by=secretary)

    assert (before, client.get("/my/").status_code) == (200, 302)
    assert client.get("/judging/")["Location"].startswith("/my/second-factor/")
    assert client.post("/my/profile/", {"name": "x", "language": "ja"}).status_code == 403


@pytest.mark.parametrize(("state", "needed"), [("preparing", True), ("published", True), ("judging", True), ("deciding", True),
                                               ("released", False), ("cancelled", False)])  # fmt: skip
def test_a_seat_needs_one_until_its_round_is_over(open_round, secretary, judges, state, needed):
    rounds.seat(open_round, judges[0], by=secretary)
    Round.objects.filter(pk=open_round.pk).update(state=state, released_at=clock.now() if state == "released" else None)

    assert second_factor.is_needed(judges[0]) is needed
    assert second_factor.is_needed(judges[1]) is False


def test_a_role_in_a_program_needs_one_also_without_the_desk(program):
    officer = making.office(program, "officer")
    User.objects.filter(pk=officer.pk).update(is_staff=False)
    officer.groups.clear()
    officer = User.objects.get(pk=officer.pk)
    needed = second_factor.is_needed(officer)

    programs.end_role(officer.program_roles.get(), by=None)

    assert (needed, second_factor.is_needed(officer)) == (True, False)
