"""More time that was given by a slip is taken back, with notice and a letter."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import applications, conflicts, extensions, uploads
from certifications.models import Application, Round
from certifications.refusals import (
    DeadlineNotEarlier,
    NotADraft,
    NothingGranted,
    NoticeTooShort,
    ReasonMissing,
)
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.actions.test_extensions import submits
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
LATER = making.CLOSES + timedelta(days=7)
REASON = "大雪で郵便が遅れているため"
EXTENSION_QUERIES = 15


LONG = making.CLOSES + timedelta(days=30)


@pytest.fixture
def slip(open_round, filled, secretary):
    """Seven days were meant, thirty were given."""
    extensions.grant(open_round, application=filled, until=LONG, reason=REASON, by=secretary)
    return again(filled)


def test_shorten_counts_for_one_to_the_instant_and_stands_in_the_log(open_round, slip, owner, rival, secretary):
    row = extensions.shorten(open_round, application=slip, until=LATER, reason="日付の誤り", by=secretary)

    assert (again(slip).deadline, again(rival).deadline) == (LATER, making.CLOSES)
    assert (row.before, row.until, row.shortens, row.granted_by) == (LONG, LATER, True, secretary)
    assert set(Application.objects.in_time(LATER - timedelta(microseconds=1))) == {slip}
    assert set(Application.objects.in_time(LATER)) == set()
    assert Round.objects.get(pk=open_round.pk).last_deadline() == LATER
    assert submits(slip, owner, LATER) is False
    assert submits(slip, owner, LATER - timedelta(microseconds=1)) is True


def test_shorten_writes_the_new_deadline_and_the_reason(open_round, slip, owner, secretary):
    extensions.shorten(open_round, application=slip, until=LATER, reason="日付の誤り", by=secretary)

    letter = Letter.objects.get(kind="certifications/deadline_shortened")
    event = slip.history.get(action="application.shorten")
    assert letter.recipient == owner
    assert "2026年12月8日(火) 17:00" in letter.subject
    assert "理由: 日付の誤り" in letter.text
    assert (event.note, [datetime.fromisoformat(event.facts[name]) for name in ("from", "to")]) == ("日付の誤り", [LONG, LATER])


def test_more_time_given_to_one_can_be_taken_back_altogether(open_round, slip, secretary):
    extensions.shorten(open_round, application=slip, until=making.CLOSES, reason="別の申請者でした", by=secretary)

    assert again(slip).deadline == making.CLOSES


@pytest.mark.parametrize(
    ("at", "until", "reason", "refusal"),
    [
        (making.DURING, making.CLOSES - timedelta(seconds=1), "x", NoticeTooShort),
        (LONG - timedelta(days=10), LONG - timedelta(days=7, seconds=1), "x", NoticeTooShort),
        (LONG - timedelta(days=2), LONG - timedelta(days=1), "x", NoticeTooShort),
        (making.DURING, LONG, "x", DeadlineNotEarlier),
        (making.DURING, LATER, " ", ReasonMissing),
    ],
)
def test_shorten_leaves_everybody_three_days_and_what_all_have(open_round, slip, secretary, at, until, reason, refusal):
    with clock.at(at), pytest.raises(refusal):
        extensions.shorten(open_round, application=slip, until=until, reason=reason, by=secretary)

    assert again(slip).deadline == LONG


def test_three_full_days_are_enough_notice(open_round, slip, secretary):
    at = LONG - timedelta(days=10)
    with clock.at(at):
        extensions.shorten(open_round, application=slip, until=at + timedelta(days=3), reason="日付の誤り", by=secretary)

    assert again(slip).deadline == at + timedelta(days=3)


def test_what_all_were_given_is_not_shortened(open_round, filled, secretary):
    extensions.grant(open_round, until=LONG, reason=REASON, by=secretary)

    with pytest.raises(NothingGranted):
        extensions.shorten(again(open_round), application=filled, until=LATER, reason="日付の誤り", by=secretary)


def test_shorten_is_for_drafts_and_the_secretariat_without_an_interest(open_round, slip, owner, approver, secretary, program):
    other = making.office(program, "secretary-2")
    conflicts.record(other, program=program, organization=slip.organization, reason="兼業", by=secretary)

    for person in (owner, approver, other):
        with pytest.raises(PermissionDenied):
            extensions.shorten(open_round, application=slip, until=LATER, reason="x", by=person)
    applications.submit(slip, by=owner)
    with pytest.raises(NotADraft):
        extensions.shorten(open_round, application=slip, until=LATER, reason="x", by=secretary)


def test_shorten_ends_uploads_with_the_new_deadline(open_round, slip, owner, secretary):
    question = slip.form_version.questions.filter(kind="picture").first()
    slip.attachments.filter(key=question.key).delete()
    with clock.at(LATER - timedelta(hours=6)):
        ticket = uploads.issue(slip, question.key, name="写真.jpg", size=9_000_000, by=owner)
    with clock.at(LATER - timedelta(days=4)):
        extensions.shorten(open_round, application=slip, until=LATER, reason="日付の誤り", by=secretary)

    assert again(ticket).expires_at == LATER + timedelta(minutes=30)


def test_time_given_again_after_it_was_taken_back_counts(open_round, slip, secretary):
    extensions.shorten(open_round, application=slip, until=LATER, reason="日付の誤り", by=secretary)
    with clock.at(making.DURING + timedelta(minutes=1)):
        extensions.grant(open_round, application=slip, until=LONG, reason=REASON, by=secretary)

    assert again(slip).deadline == LONG
