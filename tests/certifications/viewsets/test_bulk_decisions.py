"""Ties at a cut line are for people: equal points never get unequal decisions by the machine."""

import pytest
from django.urls import reverse

from certifications import next_steps
from certifications.actions import bulk_decisions, decisions
from certifications.models import Application, ResultRow
from tests.certifications import making
from tests.certifications.deciding import again, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def levels(program):
    return list(program.levels.order_by("rank"))


@pytest.fixture
def ranked(open_round, secretary, judges):
    """Makes a round whose cases have the given ranks, in order of receipt."""

    def make(*ranks):
        cases = []
        for number in range(len(ranks)):
            company = making.organization(f"試作{number}株式会社")
            case = making.submitted(open_round, making.member(company, f"owner{number}"), organization=company)
            cases.append(making.accepted(case, secretary))
        making.judged(again(open_round), secretary, judges)
        round_ = locked(open_round, secretary)
        for case, rank in zip(cases, ranks, strict=True):
            # Rows of a result are append-only: the row is made anew instead of changed.
            row = ResultRow.objects.get(application=case)
            row.delete()
            row.pk, row.rank = None, rank
            row.save(force_insert=True)
        return round_, [again(case) for case in cases]

    return make


def given(cases):
    """Level code, refusal or nothing, by case."""
    found = []
    for case in Application.objects.filter(pk__in=[case.pk for case in cases]).order_by("receipt_number"):
        decision = getattr(case, "decision", None)
        found.append((decision.level.code if decision.level else decision.outcome) if decision else None)
    return found


@pytest.mark.parametrize(
    ("ranks", "places", "expected"),
    [
        ((1, 2, 3), (1, 1), ["first", "second", "not_certified"]),
        ((1, 1, 3), (1, 1), [None, None, "not_certified"]),
        ((1, 1, 3), (2, 0), ["first", "first", "not_certified"]),
        ((1, 2, 2), (1, 1), ["first", None, None]),
        ((1, 2, 2), (1, 2), ["first", "second", "second"]),
        ((1, 1, 1), (0, 0), ["not_certified", "not_certified", "not_certified"]),
    ],
)
def test_equal_points_get_equal_decisions_or_none(ranked, secretary, levels, ranks, places, expected):
    round_, cases = ranked(*ranks)
    offered = {levels[0]: places[0], levels[1]: places[1]}
    names = {"first": levels[0].code, "second": levels[1].code}

    drafted = bulk_decisions.draft_by_rank(round_, offered, refusal_reasons="枠を超えました。", by=secretary)

    assert given(cases) == [names.get(word, word) for word in expected]
    assert drafted.tied == [case for case, word in zip(cases, expected, strict=True) if word is None]
    assert drafted.count == sum(word is not None for word in expected)


def test_a_tie_that_people_have_decided_is_left_as_it_is(ranked, secretary, levels):
    round_, cases = ranked(1, 1)
    decisions.draft(cases[0], outcome="certified", level=levels[0], by=secretary)

    drafted = bulk_decisions.draft_by_rank(round_, {levels[0]: 1}, refusal_reasons="枠外", by=secretary)

    assert (drafted.count, drafted.tied) == (0, [cases[1]])


def test_the_desk_names_the_ties_and_says_what_is_left(at_desk, ranked, secretary, levels):
    round_, cases = ranked(1, 2, 2)
    data = {level.code: int(level in levels[:2]) for level in levels} | {"refusal_reasons": "枠外"}

    page = at_desk(secretary).post(reverse("rounds:draft_by_rank", args=[round_.public_id]), data, follow=True)

    words = page.content.decode()
    assert f"同点で枠の境目にかかるため、次の案件には決定案を作りませんでした:{cases[1].receipt_number}" in words
    assert words.count("<small>同点</small>") == 2
    step = next_steps.of_round(again(round_), secretary)
    assert (step.verb, step.on) == ("decide", cases[1])
    assert step.label == "決定案のない案件が2件あります。案件のページで決めてください"
