"""Screening: a checklist, then judging."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import corrections, decisions, screening
from certifications.refusals import ChecklistOpen
from home.states import IllegalTransition

pytestmark = pytest.mark.django_db


def lines(application):
    return [line["code"] for line in application.round.rules["checklist"]]


def test_accept_needs_every_line_met(submitted, secretary):
    first, *others = lines(submitted)
    screening.check_all(submitted, dict.fromkeys(others, (True, "")) | {first: (False, "証明書がない")}, by=secretary)

    with pytest.raises(ChecklistOpen):
        screening.accept(submitted, by=secretary)

    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_accept_moves_on_and_is_remembered(submitted, secretary):
    screening.check_all(submitted, dict.fromkeys(lines(submitted), (True, "")), by=secretary)

    screening.accept(submitted, by=secretary)

    assert submitted.state == "in_review"
    last = submitted.history.last()
    assert (last.action, last.by, last.from_state, last.to_state) == ("application.accept", secretary, "submitted", "in_review")


def test_check_keeps_the_last_word(submitted, secretary):
    code = lines(submitted)[0]

    screening.check(submitted, code, passed=False, note="確かめる", by=secretary)
    screening.check(submitted, code, passed=True, by=secretary)

    assert list(submitted.checks.values_list("code", "passed", "note")) == [(code, True, "")]


@pytest.mark.parametrize("who", ["owner", "stranger", "approver"])
def test_only_the_secretariat_screens(request, submitted, who):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        screening.check(submitted, lines(submitted)[0], passed=True, by=by)
    with pytest.raises(PermissionDenied):
        screening.accept(submitted, by=by)


def test_a_case_under_review_is_not_checked_again(in_review, secretary):
    with pytest.raises(IllegalTransition):
        screening.check(in_review, lines(in_review)[0], passed=False, by=secretary)


def test_a_case_with_a_decision_stays_where_it_is(submitted, secretary):
    screening.check_all(submitted, dict.fromkeys(lines(submitted), (True, "")), by=secretary)
    decisions.draft(submitted, outcome="ineligible", reasons="対象外です。", by=secretary)
    key = str(submitted.round.form_version.questions.first().key)

    with pytest.raises(IllegalTransition):
        screening.accept(submitted, by=secretary)
    with pytest.raises(IllegalTransition):
        corrections.request(submitted, {key: "直してください"}, due_on=submitted.round.closes_at.date(), by=secretary)

    submitted.refresh_from_db()
    assert submitted.state == "submitted"
