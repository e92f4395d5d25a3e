"""The last second: fifty at once, with and without more time; and a file that arrives while its application is submitted."""

import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from certifications.actions import applications, extensions, uploads
from certifications.models import Application, ApplicationVersion, NumberSeries, Round, UploadTicket
from certifications.refusals import TooLate
from home.models import Letter
from tests.certifications import making
from tests.home import samples
from tests.races.cities import ROUNDS, again, running_clock
from tests.races.crowd import refusals, together
from tests.races.test_submissions import many_drafts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PICTURE = samples.picture()
FIFTY = 50


def last_second(city, *, extended):
    """Fifty submit around the close of a round; every second one may have more time. Gives their outcomes and the close."""
    drafts = many_drafts(city, FIFTY, making.CLOSES)
    round_ = drafts[0][0].round
    closes = timezone.now() + timedelta(seconds=4)
    Round.objects.filter(pk=round_.pk).update(opens_at=closes - timedelta(days=30), closes_at=closes)
    round_.refresh_from_db()
    with running_clock():
        for draft, _owner in drafts[::2] if extended else []:
            extensions.grant(round_, application=draft, until=closes + timedelta(hours=1), reason="停電", by=city.secretary)
    dice = random.Random(50)
    places = [(again(draft), owner, dice.uniform(-1, 1)) for draft, owner in drafts]

    def submit(draft, owner, at):
        time.sleep(max((closes - timezone.now()).total_seconds() + at, 0))
        return applications.submit(draft, by=owner)

    with running_clock():
        outcomes = together(*[lambda p=place: submit(*p) for place in places])
    return [
        (draft, extended and not number % 2, each)
        for number, ((draft, *_), each) in enumerate(zip(places, outcomes, strict=True))
    ], closes


def accepted(rows):
    """Receipt numbers and times of those that were submitted."""
    found = Application.objects.filter(pk__in=[draft.pk for draft, *_ in rows], state="submitted")
    return {each.pk: (each.receipt_number, each.submitted_at) for each in found}


@pytest.mark.parametrize("extended", [False, True])
def test_of_fifty_in_the_last_second_none_is_late_and_none_has_two_receipts(city, extended):
    rows, closes = last_second(city, extended=extended)

    taken = accepted(rows)
    assert set(refusals([outcome for *_, outcome in rows])) <= {"TooLate"}
    for draft, has_time, outcome in rows:
        assert isinstance(outcome, TooLate) is (draft.pk not in taken)
        assert not (has_time and isinstance(outcome, TooLate))
        if draft.pk in taken and not has_time:
            assert taken[draft.pk][1] < closes
    numbers = [number for number, _at in taken.values()]
    assert len(set(numbers)) == len(numbers) == NumberSeries.objects.get(purpose="receipt").last
    assert ApplicationVersion.objects.filter(application__in=taken).count() == len(taken)
    assert Letter.objects.filter(kind="certifications/received").count() == len(taken)
    assert len(taken) > 0


def test_without_the_deadlines_guard_some_would_be_late(city, monkeypatch):
    monkeypatch.setattr(Application, "is_open", lambda _self, _now: True)

    rows, closes = last_second(city, extended=False)

    assert [at for _number, at in accepted(rows).values() if at >= closes]


def with_ticket(city):
    """A filled draft in which one picture has come in pieces and waits to be checked."""
    application = city.filled()
    question = application.form_version.questions.filter(kind="picture").first()
    application.attachments.filter(key=question.key).delete()
    ticket = uploads.issue(application, question.key, name="写真.jpg", size=len(PICTURE), by=city.owner)
    uploads.add(ticket, PICTURE, offset=0, by=city.owner)
    return again(application), UploadTicket.objects.select_related("application__form_version", "user").get(pk=ticket.pk)


def test_file_that_arrives_during_the_submission_is_in_the_application_once(city):
    for _round in range(ROUNDS * 2):
        application, ticket = with_ticket(city)
        twin = UploadTicket.objects.select_related("application__form_version", "user").get(pk=ticket.pk)

        outcomes = together(
            lambda a=application: applications.submit(a, by=city.owner),
            lambda t=ticket: uploads.finish(t),
            lambda t=twin: uploads.finish(t),
        )

        ticket.refresh_from_db()
        versions = list(application.versions.order_by("seq"))
        last = versions[-1]
        listed = [row for row in last.files if row["key"] == str(ticket.key)]
        assert refusals(outcomes) == []
        assert (ticket.state, len(listed), last.awaited) == ("finished", 1, [])
        assert application.attachments.filter(key=ticket.key).count() == 1
        assert [version.kind for version in versions] == (["submitted", "late_file"] if versions[0].awaited else ["submitted"])
        assert [version.previous_sha256 for version in versions] == ["", *[version.sha256 for version in versions[:-1]]]
