"""What the finder finds goes on record once; what was settled comes back only with new facts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications import connection_facts
from certifications.actions import challenges, conflicts, interests, rounds, suspicions
from certifications.models import Conflict, Interest, Round
from certifications.refusals import ChallengesClosed, NotOnPanel, PanelNotPublished, ReasonMissing, TooManyTies
from certifications.tasks import look_for_suspicions
from home import clock
from home.models import Letter
from organizations.actions import links, organizations
from organizations.models import Organization, User
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def seated(submitted, open_round, secretary, judges):
    """A case with the office, and a panel."""
    for judge in judges:
        rounds.seat(open_round, judge, by=secretary)
        User.objects.filter(pk=judge.pk).update(email=f"{judge.name}@judges.example")
        judge.refresh_from_db()
    return submitted


def states():
    return sorted(Conflict.objects.values_list("person__name", "state", "source"))


def test_nothing_connects_anybody(seated, open_round):
    assert (suspicions.look(open_round), states()) == (0, [])


def test_a_tie_that_a_judge_has_told_is_found_once(seated, open_round, judges):
    interests.add(by=judges[0], kind="employment", name="橘精機（株）")

    first, second = suspicions.look(open_round), suspicions.look(open_round)

    conflict = Conflict.objects.get()
    assert (first, second, states()) == (1, 0, [("judge-a", "suspected", "name")])
    assert (conflict.organization, [step["name"] for step in conflict.grounds[0]["path"]]) == (
        seated.organization,
        ["橘精機株式会社"],
    )
    assert list(conflict.history.values_list("action", flat=True)) == ["conflict.suspect"]


def test_what_was_dismissed_comes_back_only_with_new_facts(seated, open_round, secretary, judges):
    interests.add(by=judges[0], kind="employment", name="橘精機")
    suspicions.look(open_round)
    conflicts.dismiss(Conflict.objects.get(), again(open_round), reason="同名の別会社", by=secretary)
    same = suspicions.look(open_round)

    User.objects.filter(pk=judges[0].pk).update(email="a@people.example")  # the domain of the company's people

    assert (same, suspicions.look(open_round)) == (0, 1)
    assert Conflict.objects.get().state == "suspected"
    assert {row["source"] for row in Conflict.objects.get().grounds} == {"name", "email"}


def test_what_was_dismissed_stays_so_in_the_next_round(seated, open_round, program, secretary, owner, judges):
    interests.add(by=judges[0], kind="employment", name="橘精機")
    suspicions.look(open_round)
    conflicts.dismiss(Conflict.objects.get(), again(open_round), reason="同名の別会社", by=secretary)
    later = making.published_round(program, secretary, number=2)
    making.submitted(later, owner, organization=seated.organization, name="別の製品")
    rounds.seat(later, judges[0], by=secretary)

    assert (suspicions.look(later), Conflict.objects.get().state) == (0, "dismissed")


def test_a_group_is_followed(seated, open_round, judges, other_company):
    interests.add(by=judges[0], kind="officer", name=other_company.name_ja)
    alone = suspicions.look(open_round)

    links.link(other_company, seated.organization, since=clock.today() - timedelta(days=9), source="登記", by=None)

    assert (alone, suspicions.look(open_round), states()) == (0, 1, [("judge-a", "suspected", "group")])


def test_a_number_that_nobody_has_confirmed_is_only_a_claim(seated, open_round, judges):
    Organization.objects.filter(pk=seated.organization_id).update(corporate_number="7000012050002")
    interests.add(by=judges[0], kind="trade", name="別の名", corporate_number="7000012050002")
    suspicions.look(open_round)
    before = Conflict.objects.get().grounds[0]["unverified"]

    organizations.verify_number(again(seated.organization), evidence="登記事項証明書", by=None)

    assert (before, suspicions.look(open_round)) == (True, 0)
    assert [row["unverified"] for row in Conflict.objects.get().grounds] == [True, False]
    assert Conflict.objects.get().state == "suspected"


def test_what_is_confirmed_already_is_no_news(seated, open_round, program, secretary, judges):
    conflicts.record(judges[0], program=program, organization=seated.organization, reason="雇用", by=secretary)
    interests.add(by=judges[0], kind="employment", name="橘精機")

    assert (suspicions.look(open_round), Conflict.objects.get().state) == (0, "confirmed")


def test_facts_are_read_in_as_many_questions_however_many_there_are(
    seated, open_round, judges, secretary, django_assert_max_num_queries
):
    for number in range(5):
        company = making.organization(f"会社{number}")
        member = making.member(company, f"member-{number}")
        making.submitted(open_round, member, organization=company, name=f"製品{number}")
        rounds.seat(open_round, making.person(f"judge-{number}"), by=secretary)

    with django_assert_max_num_queries(9):
        facts = connection_facts.of_round(again(open_round))

    assert (len(facts.cases), len(facts.judges)) == (6, 7)


def test_the_worker_looks_everywhere_and_twice_is_once(seated, judges):
    Interest.objects.create(person=judges[0], kind="employment", name="橘精機", added_at=clock.now())

    look_for_suspicions.func()
    look_for_suspicions.func()

    assert states() == [("judge-a", "suspected", "name")]


def test_a_tie_that_was_taken_back_finds_nothing_new(seated, open_round, judges):
    tie = interests.add(by=judges[0], kind="employment", name="橘精機")
    interests.remove(tie, by=judges[0])

    assert (suspicions.look(open_round), Interest.objects.standing().count()) == (0, 0)


def test_ties_have_an_end(judges, seated):
    for number in range(interests.MOST):
        Interest.objects.create(person=judges[0], kind="other", name=str(number), added_at=clock.now())

    with pytest.raises(TooManyTies):
        interests.add(by=judges[0], kind="other", name="もう一つ")


def test_a_judge_says_once_that_the_list_is_complete(seated, open_round, judges, stranger):
    first, second = interests.confirm(open_round, by=judges[0]), interests.confirm(open_round, by=judges[0])

    assert first == second
    with pytest.raises(NotOnPanel):
        interests.confirm(open_round, by=stranger)


# Challenges


@pytest.fixture
def open_to_challenge(seated, open_round, secretary):
    challenges.open_until(open_round, clock.today(), by=secretary)
    return again(seated)


def test_an_applicant_challenges_a_judge_and_the_office_learns_of_it(open_to_challenge, owner, secretary, judges):
    conflict = challenges.challenge(open_to_challenge, judges[0], reason="競合他社の顧問です", by=owner)
    same = challenges.challenge(open_to_challenge, judges[0], reason="競合他社の顧問です", by=owner)

    assert (conflict, conflict.state, conflict.source, len(same.grounds)) == (same, "suspected", "applicant", 1)
    letter = Letter.objects.get(kind="certifications/judge_challenged")
    assert (letter.recipient, "競合" in letter.text) == (secretary, False)


def test_a_challenge_that_was_dismissed_comes_back_with_other_words_only(open_to_challenge, open_round, owner, secretary, judges):
    conflict = challenges.challenge(open_to_challenge, judges[0], reason="競合", by=owner)
    conflicts.dismiss(conflict, again(open_round), reason="事実がない", by=secretary)

    seen = []
    for words in ("競合", "2025年まで顧問だった"):
        challenges.challenge(open_to_challenge, judges[0], reason=words, by=owner)
        seen.append(again(conflict).state)

    assert seen == ["dismissed", "suspected"]


def test_a_challenge_is_for_who_may_write_in_time_and_with_a_reason(
    open_to_challenge, open_round, owner, viewer, stranger, secretary, judges
):
    for person in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            challenges.challenge(open_to_challenge, judges[0], reason="x", by=person)
    with pytest.raises(ReasonMissing):
        challenges.challenge(open_to_challenge, judges[0], reason=" ", by=owner)
    with pytest.raises(NotOnPanel):
        challenges.challenge(open_to_challenge, stranger, reason="x", by=owner)
    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(ChallengesClosed):
        challenges.challenge(open_to_challenge, judges[0], reason="x", by=owner)

    assert not Conflict.objects.exists()


def test_a_panel_that_is_not_published_is_not_challenged(seated, open_round, secretary, owner, judges):
    rules = open_round.rules | {"conflicts": {"publishes_panel": False}}
    Round.objects.filter(pk=open_round.pk).update(rules=rules, challenges_until=clock.today())

    with pytest.raises(PanelNotPublished):
        challenges.open_until(again(open_round), clock.today(), by=secretary)
    with pytest.raises(ChallengesClosed):
        challenges.challenge(again(seated), judges[0], reason="x", by=owner)
