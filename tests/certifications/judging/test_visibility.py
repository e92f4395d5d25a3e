"""The list of a judge's cases and the question "may this judge read it" never disagree."""

from itertools import product

from certifications.actions import applications, conflicts
from certifications.models import Assignment, Conflict, Round, Team
from certifications.permissions import can_judge
from home import clock
from organizations.models import Membership, User
from tests.certifications import making


def agreed(users):
    """The (user, assignment) pairs that both let through; fails when one differs."""
    found = set()
    for user, assignment in product(users, Assignment.objects.select_related("application__round", "application__subject")):
        fresh = User.objects.get(pk=user.pk)
        listed = Assignment.objects.visible_to(fresh).filter(pk=assignment.pk).exists()
        assert listed == can_judge(fresh, assignment), (fresh, assignment, assignment.application.state)
        if listed:
            found.add((fresh.name, assignment.pk))
    return found


def test_list_and_predicate_agree_over_a_small_world(world):
    judges = [making.person(f"judge-{letter}") for letter in "abcde"]
    _round, secretary, _seated, cases = world(cases=4, judges=judges, reviews_wanted=5)
    later, _secretary, _seated, other_cases = world("design-competition", cases=1, judges=judges[:2], reviews_wanted=2)
    everything = agreed([*judges, secretary])
    member, named, company_wide, switched_off, recused = judges
    Membership.objects.create(
        organization=cases[0].organization, user=member, role="viewer", started_at=clock.now(), ended_at=None
    )
    facts = {"recorded_at": clock.now(), "source": "office"}
    Conflict.objects.create(person=named, application=cases[1], state="confirmed", **facts)
    Conflict.objects.create(person=named, application=cases[0], state="suspected", **facts)
    Conflict.objects.create(person=company_wide, organization=cases[2].organization, state="confirmed", **facts)
    User.objects.filter(pk=switched_off.pk).update(is_active=False)
    conflicts.declare(Assignment.objects.get(judge=recused, application=cases[3]), reason="親族", by=recused)
    applications.withdraw(cases[3], by=cases[3].created_by)
    team = Team.objects.create(name="組", created_by=member)
    team.members.add(named)
    case = other_cases[0]
    case.organization, case.team = None, team
    case.save()
    Round.objects.filter(pk=later.pk).update(state="deciding")

    seen = agreed([*judges, secretary])

    assert len(everything) == 5 * 4 + 2
    # a: not the own company's, not the withdrawn; b: not the named, not her team's; c: not the company's; e: as the round goes.
    assert {name: sum(1 for other, _pk in seen if other == name) for name, _pk in seen} == {
        "judge-a": 3,
        "judge-b": 2,
        "judge-c": 2,
        "judge-e": 3,
    }


def test_nothing_is_seen_before_and_after_judging(world):
    round_, _secretary, judges, _cases = world(cases=1)
    counts = {}
    for state in ("published", "judging", "deciding", "cancelled"):
        Round.objects.filter(pk=round_.pk).update(state=state)
        counts[state] = len(agreed(judges))

    assert counts == {"published": 0, "judging": 1, "deciding": 1, "cancelled": 0}
