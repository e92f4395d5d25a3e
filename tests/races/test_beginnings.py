"""Several who begin at once: one click too many makes no second draft and passes no limit. Shown to happen without the lock."""

import pytest

from certifications.actions import applicants, applications, teams
from certifications.actions.applications import NewTeam
from certifications.models import Application, Round, Subject, TeamInvitation
from organizations.states import MembershipRole
from tests.certifications import making
from tests.races.cities import ROUNDS
from tests.races.crowd import meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
NAMES = {"name_ja": "ひとつ折り車いす ORU"}


def fresh(round_):
    return Round.objects.select_related("program", "form_version").get(pk=round_.pk)


def click(round_, parties, **facts):
    """So many clicks on one button, each with its own reading of the round."""
    copies = [fresh(round_) for _ in range(parties)]
    return together(*[lambda copy=copy: applications.begin(copy, names=NAMES, **facts) for copy in copies])


def begin_different_ones(city, round_, parties=6):
    """So many products of one company at once, by two of its people."""
    people = [city.owner, making.member(city.company, f"editor-{round_.number}", MembershipRole.EDITOR)]

    def product(number, copy):
        facts = {"names": {"name_ja": f"製品{number}"}, "organization": city.company, "by": people[number % 2]}
        return lambda: applications.begin(copy, **facts)

    return together(*[product(number, fresh(round_)) for number in range(parties)])


def without_the_lock(monkeypatch):
    monkeypatch.setattr(applicants, "hold", lambda _organization, _persons: None)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_clicks_make_one_draft(city, _round):
    round_ = city.round()

    outcomes = click(round_, 4, organization=city.company, by=city.owner)

    assert refusals(outcomes) == []
    assert len({draft.pk for draft in outcomes}) == 1
    assert (Application.objects.filter(round=round_).count(), Subject.objects.count()) == (1, 1)


def test_two_clicks_make_two_drafts_without_the_lock(city, monkeypatch):
    round_ = city.round()
    without_the_lock(monkeypatch)
    monkeypatch.setattr(applications, "start", meeting(applications.start))

    outcomes = click(round_, 2, organization=city.company, by=city.owner)

    assert (refusals(outcomes), Application.objects.filter(round=round_).count()) == ([], 2)


@pytest.fixture
def contest(during):
    program = making.program("design-competition", per_applicant_limit=1)
    return making.published_round(program, making.office(program, "contest-office"))


def test_two_clicks_of_a_person_make_one_draft(contest):
    designer = making.person("designer")

    outcomes = click(contest, 4, by=designer)

    assert (refusals(outcomes), Application.objects.filter(round=contest).count()) == ([], 1)


def test_person_who_joins_two_teams_at_once_passes_no_limit(contest):
    three = making.person("three")
    for name in ("one", "two"):
        team = NewTeam(name, [three.email])
        applications.begin(fresh(contest), names=NAMES | {"name_ja": name}, team=team, by=making.person(name))
    first, second = TeamInvitation.objects.waiting_for(three)

    outcomes = together(lambda: teams.accept(first, by=three), lambda: teams.accept(second, by=three))

    assert (refusals(outcomes), three.teams.count()) == (["LimitReached"], 1)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_limit_holds_for_many_beginnings(city, _round):
    round_ = city.round()
    limit = round_.rules["applicant_limit"]

    outcomes = begin_different_ones(city, round_)

    assert Application.objects.filter(round=round_).count() == limit
    assert refusals(outcomes) == ["LimitReached"] * (6 - limit)


def test_the_limit_is_passed_without_the_lock(city, monkeypatch):
    """The negative control: all have counted before any of them writes."""
    round_ = city.round()
    without_the_lock(monkeypatch)
    gather = meeting(lambda: None, parties=6)
    count = applicants.has_all

    def counted(application):
        found = count(application)
        gather()
        return found

    monkeypatch.setattr(applicants, "has_all", counted)

    outcomes = begin_different_ones(city, round_)

    assert (refusals(outcomes), Application.objects.filter(round=round_).count()) == ([], 6)
