"""More time: for all in a round or for one draft, later only, with a reason, a letter and a row in the log."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from certifications import tasks
from certifications.actions import answering, applications, conflicts, extensions, rounds, ticket_terms, uploads
from certifications.models import Application, Extension, Round
from certifications.refusals import (
    DeadlineAfterResult,
    DeadlineNotLater,
    NotADraft,
    NotOpenForChange,
    ReasonMissing,
    StillOpen,
    TooLate,
    WrongStage,
)
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again
from tests.certifications.jobs import work_off

pytestmark = pytest.mark.django_db
LATER = making.CLOSES + timedelta(days=7)
REASON = "大雪で郵便が遅れているため"
EXTENSION_QUERIES = 16


def letters():
    return sorted(Letter.objects.filter(kind="certifications/deadline_extended").values_list("address", flat=True))


def submits(application, by, at):
    with clock.at(at):
        try:
            applications.submit(again(application), by=by)
        except TooLate:
            return False
    return True


def test_grant_to_all_moves_the_rounds_deadline_with_its_history(open_round, filled, rival, secretary):
    extension = extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)

    kept = Round.objects.get(pk=open_round.pk)
    event = kept.history.get(action="round.extend")
    assert (open_round.closes_at, kept.closes_at, again(filled).deadline) == (LATER, LATER, LATER)
    assert (extension.before, extension.application, extension.granted_by) == (making.CLOSES, None, secretary)
    assert (event.note, event.by, event.facts["to"]) == (REASON, secretary, LATER.isoformat())


def test_grant_to_all_writes_to_every_draft_and_to_no_one_else(open_round, submitted, rival, secretary):
    extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)

    assert letters() == []  # the click itself writes none
    work_off("certifications.tasks.write_extension_letters")
    letter = Letter.objects.get(kind="certifications/deadline_extended")
    assert letters() == ["stranger@people.example"]
    assert REASON in letter.text
    assert "2026年12月8日(火) 17:00" in letter.text


def test_grant_to_all_counts_for_all_to_the_instant(open_round, filled, owner, rival, stranger, secretary):
    extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)

    instants = [submits(filled, owner, LATER), submits(rival, stranger, LATER - timedelta(microseconds=1))]

    assert instants == [False, True]


def test_grant_to_all_makes_room_in_the_timetable(open_round, secretary):
    extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)

    assert min(open_round.stages.values_list("starts_on", flat=True)) >= LATER.astimezone(clock.TOKYO).date()


def test_grant_to_one_leaves_all_others_where_they_were(open_round, filled, owner, rival, stranger, secretary):
    extensions.grant(open_round, application=filled, until=LATER, reason=REASON, by=secretary)

    assert Round.objects.get(pk=open_round.pk).closes_at == making.CLOSES
    assert (again(filled).deadline, again(rival).deadline) == (LATER, making.CLOSES)
    assert letters() == ["owner@people.example"]
    moments = [making.CLOSES, LATER - timedelta(microseconds=1)]
    assert submits(rival, stranger, moments[0]) is False
    assert submits(filled, owner, moments[1]) is True


@pytest.mark.parametrize("to_one", [True, False])
def test_what_a_draft_is_sending_goes_on_to_the_new_deadlines_half_hour(open_round, filled, owner, secretary, to_one):
    question = next(row for row in open_round.form_version.questions.all() if row.takes_files)
    with clock.at(making.CLOSES - timedelta(minutes=5)):
        ticket = uploads.issue(filled, question.key, name="図.jpg", size=100, by=owner)
        before = ticket.expires_at
        until = making.CLOSES + timedelta(hours=2)
        extensions.grant(open_round, application=filled if to_one else None, until=until, reason=REASON, by=secretary)

    ticket.refresh_from_db()
    assert (before, ticket.expires_at) == (making.CLOSES + ticket_terms.GRACE, until + ticket_terms.GRACE)


def test_grant_to_one_keeps_its_answers_open(open_round, filled, owner, rival, stranger, secretary):
    extensions.grant(open_round, application=filled, until=LATER, reason=REASON, by=secretary)
    question = open_round.form_version.questions.filter(kind="long_text").first()

    with clock.at(making.CLOSES + timedelta(days=1)):
        saved = answering.save(again(filled), question.key, "追記", read_version=1, by=owner)
        with pytest.raises(NotOpenForChange):
            answering.save(again(rival), question.key, "追記", read_version=1, by=stranger)

    assert saved.value == "追記"


def test_the_latest_of_all_deadlines_counts(open_round, filled, secretary):
    extensions.grant(open_round, application=filled, until=LATER, reason=REASON, by=secretary)
    extensions.grant(open_round, until=LATER + timedelta(days=1), reason=REASON, by=secretary)
    extensions.grant(open_round, application=filled, until=LATER + timedelta(days=3), reason=REASON, by=secretary)

    assert again(filled).deadline == LATER + timedelta(days=3)
    assert list(Extension.objects.order_by("pk").values_list("before", flat=True)) == [
        making.CLOSES,
        making.CLOSES,
        LATER + timedelta(days=1),
    ]


@pytest.mark.parametrize(
    ("until", "reason", "refusal"),
    [
        (making.CLOSES, REASON, DeadlineNotLater),
        (making.CLOSES - timedelta(days=1), REASON, DeadlineNotLater),
        (making.ANNOUNCES, REASON, DeadlineAfterResult),
        (LATER, "  ", ReasonMissing),
    ],
)
def test_grant_refuses_what_gives_no_time_or_no_reason(open_round, draft, secretary, until, reason, refusal):
    for application in (None, draft):
        with pytest.raises(refusal):
            extensions.grant(open_round, application=application, until=until, reason=reason, by=secretary)

    assert (Extension.objects.count(), letters()) == (0, [])


def test_grant_after_the_close_must_lie_in_the_future(open_round, draft, secretary):
    with clock.at(LATER), pytest.raises(DeadlineNotLater):
        extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)


def test_grant_is_for_drafts_of_the_round(open_round, submitted, secretary):
    with pytest.raises(NotADraft):
        extensions.grant(open_round, application=submitted, until=LATER, reason=REASON, by=secretary)


def test_grant_is_the_secretariats_without_an_interest(open_round, draft, owner, approver, program, secretary):
    other = making.office(program, "secretary-2")
    conflicts.record(other, program=program, organization=draft.organization, reason="兼業", by=secretary)

    for person in (owner, approver, None):
        with pytest.raises(PermissionDenied):
            extensions.grant(open_round, until=LATER, reason=REASON, by=person)
    with pytest.raises(PermissionDenied):
        extensions.grant(open_round, application=draft, until=LATER, reason=REASON, by=other)


def test_judging_waits_for_the_last_deadline(open_round, draft, in_review, secretary, judges):
    extensions.grant(open_round, application=draft, until=LATER, reason=REASON, by=secretary)

    with clock.at(LATER - timedelta(hours=1)), pytest.raises(StillOpen):
        rounds.open_judging(open_round, by=secretary)
    with clock.at(LATER):
        rounds.open_judging(open_round, by=secretary)
        with pytest.raises(WrongStage):
            extensions.grant(open_round, until=LATER + timedelta(days=1), reason=REASON, by=secretary)

    assert again(draft).state == "lapsed"


def test_log_refuses_change(open_round, secretary):
    extension = extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Extension.objects.filter(pk=extension.pk).update(reason="別の理由")


def test_lists_know_whose_deadline_has_not_come(open_round, filled, rival, secretary):
    extensions.grant(open_round, application=filled, until=LATER, reason=REASON, by=secretary)

    found = {moment: set(Application.objects.in_time(moment)) for moment in (making.DURING, making.CLOSES, LATER, making.OPENS)}

    assert found == {
        making.DURING: {filled, rival},
        making.CLOSES: {filled},
        LATER: set(),
        making.OPENS: {filled, rival},
    }


def test_the_letters_of_an_extension_are_written_once_however_often_the_job_runs(open_round, filled, rival, secretary):
    extension = extensions.grant(open_round, until=LATER, reason=REASON, by=secretary)
    late = making.organization("後発株式会社")
    begun = making.draft(open_round, making.member(late, "latecomer"), organization=late)
    Application.objects.filter(pk=begun.pk).update(created_at=extension.at + timedelta(minutes=1))

    for _time in range(2):
        tasks.write_extension_letters.call(extension.pk)

    assert letters() == ["owner@people.example", "stranger@people.example"]


@pytest.mark.parametrize("drafts", [1, 3])
def test_an_extension_asks_the_same_however_many_drafts_there_are(open_round, secretary, drafts, django_assert_num_queries):
    for number in range(drafts):
        company = making.organization(f"試作{number}株式会社")
        making.draft(open_round, making.member(company, f"owner{number}"), organization=company)

    round_, officer = again(open_round), again(secretary)

    with django_assert_num_queries(EXTENSION_QUERIES):
        extensions.grant(round_, until=LATER, reason=REASON, by=officer)


# Time taken back
