"""What was said in the self-check changes while the application is a draft, by those who may write."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications import self_checks
from certifications.actions import eligibility_answers, extensions
from certifications.models import Round
from certifications.refusals import NotOpenForChange


def test_answer_keeps_what_fits_and_says_so_once(draft, owner):
    answers = {"role-answer": "yes", "market-answer": "maybe", "foreign": "x"}

    eligibility_answers.answer(draft, answers, by=owner)
    eligibility_answers.answer(draft, answers, by=owner)

    draft.refresh_from_db()
    assert draft.eligibility["answers"] == {"role-answer": "yes"}
    assert [row.action for row in draft.history.order_by("seq")] == ["application.start", "application.eligibility"]


def test_history_names_old_and_new_of_what_changed(draft, owner):
    eligibility_answers.answer(draft, {"role-answer": "yes", "law-answer": "yes"}, by=owner)
    eligibility_answers.answer(draft, {"role-answer": "no", "law-answer": "yes"}, by=owner)

    event = draft.history.order_by("seq").last()
    assert event.facts == {"from": {"role-answer": "yes"}, "to": {"role-answer": "no"}}
    assert event.note.endswith(": はい → いいえ")


def test_answers_are_frozen_once_submitted(submitted, owner):
    with pytest.raises(NotOpenForChange):
        eligibility_answers.answer(submitted, {"role-answer": "no"}, by=owner)


def test_viewers_strangers_and_the_office_may_not(draft, viewer, stranger, secretary):
    for person in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            eligibility_answers.answer(draft, {"role-answer": "no"}, by=person)


def test_findings_of_an_application_stand_by_checklist_line(draft, owner):
    eligibility_answers.answer(draft, {"role-answer": "yes", "law-answer": "no"}, by=owner)

    check = self_checks.of_application(draft)

    assert [result.finding.verdict for result in check.of_line("applicant")] == ["met"]
    assert [result.finding.verdict for result in check.of_line("law")] == ["not_met"]
    assert [(result.is_open, result.tone, result.advice) for result in check.of_line("loan")] == [(True, "plain", "")]


def test_more_time_for_all_leaves_the_reference_day(open_round, secretary):
    until, told = open_round.closes_at + timedelta(days=10), open_round.last_day()

    extensions.grant(open_round, until=until, reason="回線の障害のため", by=secretary)

    later = Round.objects.get(pk=open_round.pk)
    assert (later.closes_at, self_checks.reference_day(later)) == (until, told)
