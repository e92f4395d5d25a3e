"""What was done to the record on purpose is found, each by its own sentence; a sound record has no finding."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F

from certifications.actions import answering, applications
from certifications.models import Answer, AnswerRevision, Application, ApplicationVersion, NumberSeries
from home import clock
from home.models import Letter
from organizations.models import User
from scripts.storm import applicants, record
from scripts.storm.clients import Saved, Sent, judged_at

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
SECOND = timedelta(seconds=1)


def refused(pk, judged):
    """A click a moment before the instant by which it was judged, answered a moment after it."""
    return Sent(pk, judged - SECOND / 2, 409, judged + SECOND / 2, judged)


class Told:
    """A round with two applicants: the first has submitted, the second types. And what their browsers heard."""

    def __init__(self):
        self.round = applicants.open_round()
        self.first, self.second = applicants.gather(self.round, 2)
        self.user = User.objects.get(pk=self.first.user)
        self.saved, self.sent = [], []
        for who in (self.first, self.second):
            for number in range(2):
                self.save(who, f"{number}")
        applications.submit(self.case, by=self.user)
        self.sent.append(Sent(self.first.application, clock.now(), 302))

    @property
    def case(self):
        return Application.objects.select_related("round__program").get(pk=self.first.application)

    @property
    def draft(self):
        return Application.objects.filter(pk=self.second.application)

    @property
    def place(self):
        return (self.second.application, self.second.keys[0])

    @property
    def answer(self):
        return Answer.objects.filter(application=self.place[0], key=self.place[1])

    @property
    def kept(self):
        return AnswerRevision.objects.filter(application=self.place[0], key=self.place[1])

    def save(self, who, value):
        application = Application.objects.get(pk=who.application)
        present = Answer.objects.get(application=application, key=who.keys[0]).version
        by = User.objects.get(pk=who.user)
        done = answering.save(application, who.keys[0], value, read_version=present, by=by)
        self.saved.append(Saved(application.pk, who.keys[0], value, done.version))

    def findings(self):
        closes = self.round.closes_at
        return [
            *record.lost_answers(self.saved),
            *record.wrong_receipts(self.round),
            *record.wrong_submissions(self.sent, self.saved, closes),
        ]


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def unguarded(db):
    """The database lets everything be changed, also what is append-only."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def test_sound_record_has_no_finding(told):
    assert told.findings() == []


def test_answer_that_was_saved_with_nobody_hearing_of_it_is_no_loss(told):
    told.save(told.second, "unheard")
    told.saved[-1] = Saved(*told.place, "unheard", 0)

    assert told.findings() == []


def test_answer_that_was_overwritten_is_found(told):
    told.answer.update(value="another")

    assert told.findings() == [
        f"{told.place}: its versions have gaps, or the last is not the answer",
        f"{told.place}: says 'another', where '1' was saved last",
    ]


def test_version_that_is_gone_is_found(told, unguarded):
    told.kept.filter(version=2).delete()

    assert told.findings() == [
        f"{told.place}: version 2 is not kept as it was saved",
        f"{told.place}: its versions have gaps, or the last is not the answer",
    ]


def test_version_that_two_were_told_of_is_found(told):
    told.saved.append(Saved(*told.place, "theirs", 3))

    assert told.findings()[:2] == [
        f"{told.place}: version 3 is not kept as it was saved",
        f"{told.place}: version 3 was given twice",
    ]


def test_receipt_without_a_version_is_found(told, unguarded):
    ApplicationVersion.objects.filter(application=told.case).delete()

    assert told.findings() == [
        f"{told.case.pk}: receipt True, version False, submitted once True, state submitted True",
        f"{told.case.pk}: was told of a receipt that is not there",
    ]


def test_version_without_a_receipt_is_found(told):
    Application.objects.filter(pk=told.case.pk).update(receipt_number=None, submitted_at=None, state="draft")

    assert told.findings() == [
        f"{told.case.pk}: receipt False, version True, submitted once True, state submitted False",
        f"{told.case.pk}: submitted None, closed {told.round.closes_at}",
        "0 receipts, 0 different numbers, 1 given",
    ]


def test_late_submission_is_found(told):
    closes = told.round.closes_at
    Application.objects.filter(pk=told.case.pk).update(submitted_at=closes)
    told.sent[:] = [Sent(told.case.pk, closes + timedelta(seconds=1), 302)]

    assert told.findings() == [
        f"{told.case.pk}: submitted {closes}, closed {closes}",
        f"{told.case.pk}: clicked after the close, and has a receipt",
    ]


def test_number_that_was_given_to_nobody_is_found(told):
    NumberSeries.objects.filter(purpose="receipt").update(last=F("last") + 1)

    assert told.findings() == ["1 receipts, 1 different numbers, 2 given"]


def test_receipt_without_a_letter_is_found(told):
    Letter.objects.filter(kind=record.RECEIVED).delete()

    assert told.findings() == [f"{told.case.pk}: receipts were written to []"]


@pytest.mark.parametrize("where", ["draft", "nowhere"])
def test_orphan_letter_is_found(told, where):
    about = told.draft.get().reference if where == "draft" else f"application:{uuid.uuid4()}"
    Letter.objects.create(
        kind=record.RECEIVED, key="orphan", about=about, address="a@people.example", created_at=clock.now(), due_at=clock.now()
    )

    found = (
        f"{told.second.application}: letters without a receipt"
        if where == "draft"
        else f"1 letters about {about}, which is not there"
    )
    assert told.findings() == [found]


def test_receipt_of_which_one_was_told_must_exist(told):
    told.sent.append(Sent(told.second.application, clock.now(), 302))

    assert told.findings() == [f"{told.second.application}: was told of a receipt that is not there"]


def test_refusal_with_a_receipt_is_found(told):
    told.sent[:] = [refused(told.case.pk, told.round.closes_at)]

    assert told.findings() == [f"{told.case.pk}: was refused, and has a receipt"]


def test_refusal_at_the_close_and_after_it_is_right(told):
    closes = told.round.closes_at
    told.sent += [refused(told.second.application, closes), refused(told.second.application, closes + SECOND)]

    assert told.findings() == []


def test_refusal_of_who_came_in_time_is_found(told):
    closes, pk = told.round.closes_at, told.second.application
    early = closes - timedelta(microseconds=1)
    told.sent.append(refused(pk, early))

    assert told.findings() == [f"{pk}: came at {early}, before the close at {closes}, and was refused"]


def test_refusal_without_its_instant_is_found(told):
    told.sent.append(Sent(told.second.application, told.round.closes_at, 409))

    assert told.findings() == [f"{told.second.application}: was refused without the instant by which it was judged"]


def test_instant_that_lies_outside_of_the_request_is_found(told):
    at, pk = told.round.closes_at, told.second.application
    told.sent.append(Sent(pk, at, 409, at + SECOND, at + 2 * SECOND))

    assert told.findings() == [f"{pk}: clicked at {at} and answered at {at + SECOND}, judged by {at + 2 * SECOND}"]


def test_instant_is_read_from_the_page_of_refusal():
    page = '<p>… <time datetime="2026-11-21T08:00:00.000482+00:00" data-judged>17:00</time></p>'.encode()

    assert judged_at(page) == datetime(2026, 11, 21, 8, 0, 0, 482, tzinfo=UTC)
    assert judged_at(b"<time datetime='2026-11-21'>") is None


def test_submission_without_what_was_saved_last_is_found(told):
    key = told.first.keys[0]
    told.saved.append(Saved(told.case.pk, key, "the very last", 4))

    assert told.findings()[-1] == f"{told.case.pk}: submitted without what was saved last in {key}"


def test_post_is_counted_by_message(told):
    letters = [f"<{letter.public_id}@city.example>" for letter in Letter.objects.all()]

    assert record.wrong_post(letters) == []
    assert record.wrong_post(letters[1:]) == ["1 letters never left"]
    assert record.wrong_post([*letters, f"<{uuid.uuid4()}@city.example>"]) == ["1 letters left that nobody wrote"]
    assert record.wrong_post(letters * 2) == [f"{len(letters)} letters left again"]
    assert record.wrong_post(letters * 2, repeated=len(letters)) == []
