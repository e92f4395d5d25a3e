"""A piece, the submission that lists its file, and the close: a ticket from before the close lasts through every order."""

import threading
from datetime import timedelta

import pytest

from certifications.actions import applications, uploads
from certifications.models import UploadTicket
from certifications.open_questions import open_keys
from home import clock
from tests.certifications import making
from tests.home import samples
from tests.races.cities import ROUNDS, again
from tests.races.crowd import PATIENCE, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PICTURE = samples.picture()
HALF = len(PICTURE) // 2
LAST_SECOND = making.CLOSES - timedelta(seconds=1)
AFTER = making.CLOSES + timedelta(minutes=1)
LATEST = making.CLOSES + timedelta(minutes=29)


@pytest.fixture
def begun(city):
    """Makes a draft that is complete but for one picture, of which half has come by the last second."""

    def make():
        application = city.filled()
        question = application.form_version.questions.filter(kind="picture").first()
        application.attachments.filter(key=question.key).delete()
        with clock.at(LAST_SECOND):
            ticket = uploads.issue(application, question.key, name="写真.jpg", size=len(PICTURE), by=city.owner)
            uploads.add(ticket, PICTURE[:HALF], offset=0, by=city.owner)
        return again(application), UploadTicket.objects.select_related("application__form_version", "user").get(pk=ticket.pk)

    return make


def submit(application, by):
    with clock.at(LAST_SECOND):
        return applications.submit(application, by=by)


def rest(ticket, by, at=AFTER):
    with clock.at(at):
        return uploads.receive(ticket, PICTURE[HALF:], offset=HALF, by=by)


def held_up(monkeypatch, name):
    """One step of the submission, which tells when it is reached and goes on when it is let, or after a moment."""
    step, reached, go = getattr(applications, name), threading.Event(), threading.Event()

    def waits(*args, **kwargs):
        reached.set()
        go.wait(1)
        return step(*args, **kwargs)

    monkeypatch.setattr(applications, name, waits)
    return reached, go


def after(reached, call):
    reached.wait(PATIENCE)
    return call()


def is_whole(application, ticket):
    """The file is once in the application, and the newest version lists it and waits for nothing."""
    ticket.refresh_from_db()
    last = application.versions.latest("seq")
    listed = [row for row in last.files if row["key"] == str(ticket.key)]
    return ticket.state, len(listed), last.awaited, application.attachments.filter(key=ticket.key).count()


def piece_meets_listing(monkeypatch, begun, by):
    """The last piece comes after the close, while the submission has listed the file but is not committed."""
    application, ticket = begun()
    listed, _go = held_up(monkeypatch, "next_version")
    outcomes = together(lambda: submit(application, by), lambda: after(listed, lambda: rest(ticket, by)))
    return application, ticket, outcomes


def test_a_piece_that_meets_the_submission_is_taken(city, begun, monkeypatch):
    application, ticket, outcomes = piece_meets_listing(monkeypatch, begun, city.owner)

    assert refusals(outcomes) == []
    assert is_whole(application, ticket) == ("finished", 1, [], 1)
    assert [version.kind for version in application.versions.order_by("seq")] == ["submitted", "late_file"]


def test_read_together_with_its_ticket_the_application_would_be_the_draft_from_before_the_wait(city, begun, monkeypatch):
    rows = UploadTicket.objects.select_for_update(of=("self",)).select_related("user", "application__round__program")
    monkeypatch.setattr(uploads, "_behind_lock", lambda ticket: rows.get(pk=ticket.pk))

    _application, _ticket, outcomes = piece_meets_listing(monkeypatch, begun, city.owner)

    assert refusals(outcomes) == ["TicketClosed"]


def piece_before_listing(monkeypatch, begun, by):
    """The close passes while the submission is on its way, and a piece comes before it has listed the file."""
    application, ticket = begun()
    on_its_way, go = held_up(monkeypatch, "freeze")
    middle = HALF + 10

    def send():
        with clock.at(AFTER):
            try:
                return uploads.add(ticket, PICTURE[HALF:middle], offset=HALF, by=by)
            finally:
                go.set()

    outcomes = together(lambda: submit(application, by), lambda: after(on_its_way, send))
    return application, ticket, outcomes, middle


def test_a_piece_between_the_close_and_the_listing_is_taken(city, begun, monkeypatch):
    application, ticket, outcomes, middle = piece_before_listing(monkeypatch, begun, city.owner)
    with clock.at(AFTER):
        uploads.receive(ticket, PICTURE[middle:], offset=middle, by=city.owner)

    assert refusals(outcomes) == []
    assert is_whole(application, ticket) == ("finished", 1, [], 1)


def test_judged_by_its_own_moment_that_piece_would_be_refused(city, begun, monkeypatch):
    monkeypatch.setattr(uploads, "_is_wanted", lambda ticket: ticket.awaited or str(ticket.key) in open_keys(ticket.application))

    _application, _ticket, outcomes, _middle = piece_before_listing(monkeypatch, begun, city.owner)

    assert refusals(outcomes) == ["TicketClosed"]


def test_in_whatever_order_they_come_the_file_is_in_the_application_once(city, begun):
    for at in [LAST_SECOND, AFTER, LATEST] * ROUNDS:
        application, ticket = begun()

        outcomes = together(
            lambda a=application: submit(a, city.owner),
            lambda t=ticket, at=at: rest(t, city.owner, at),
            lambda at=at: sweep(at),
        )

        assert refusals(outcomes) == []
        assert is_whole(application, ticket) == ("finished", 1, [], 1)


def sweep(at):
    with clock.at(at):
        return uploads.sweep()


def test_an_end_that_meets_the_submission_is_told_to_the_applicant(city, begun, monkeypatch):
    application, ticket = begun()
    listed, _go = held_up(monkeypatch, "next_version")

    outcomes = together(lambda: submit(application, city.owner), lambda: after(listed, lambda: give_up(ticket, city.owner)))

    ticket.refresh_from_db()
    assert (refusals(outcomes), ticket.state) == ([], "expired")
    assert application.history.filter(action="application.file_missing").count() == 1


def give_up(ticket, by):
    with clock.at(AFTER):
        uploads.give_up(ticket, by=by)
