"""What is refused once nothing is open any more: after the deadline, after a withdrawal, in a round that was called off."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import applications, evidence, presence, rounds, sign_offs, uploads
from certifications.models import Application, Evidence, FieldPresence
from certifications.refusals import NotOpenForChange, TicketClosed, TooLate
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db
LATE = making.CLOSES


def paper():
    return SimpleUploadedFile("図面.pdf", samples.pdf())


@pytest.fixture
def papers(filled):
    """A question that takes PDFs, with room for one more."""
    return next(each for each in filled.form_version.questions.all() if each.takes_files and "pdf" in (each.accept or ["pdf"]))


@pytest.fixture
def called_off(filled, open_round, secretary):
    rounds.cancel(again(open_round), by=secretary, reason="応募が少なかったため")
    return Application.objects.get(pk=filled.pk)


def test_autosave_and_upload_say_that_a_cancelled_round_is_closed(called_off, papers, owner, as_user, to):
    key = called_off.form_version.questions.filter(kind="short_text").first().key
    body = json.dumps({"value": "x", "read_version": 1})

    saved = as_user(owner).post(to("answer", called_off, key), body, content_type="application/json")
    sent = as_user(owner).post(to("attach", called_off, papers.key), {"file": paper()})

    assert [(answer.status_code, answer.json()["state"]) for answer in (saved, sent)] == [(409, "closed"), (409, "closed")]
    assert called_off.answers.get(key=key).version == 1


@pytest.mark.parametrize("end", ["withdrawn", "called off", "late"])
def test_upload_ends_with_the_application(filled, papers, open_round, secretary, owner, end):
    ticket = uploads.issue(filled, papers.key, name="図面.pdf", size=100, by=owner)
    if end == "withdrawn":
        applications.withdraw(filled, by=owner)
    if end == "called off":
        rounds.cancel(again(open_round), by=secretary, reason="応募が少なかったため")

    with clock.at(LATE if end == "late" else making.DURING):
        with pytest.raises(TicketClosed):
            uploads.add(ticket, b"%PDF", offset=0, by=owner)
        with pytest.raises(TicketClosed):
            uploads.give_up(ticket, by=owner)

    assert (again(ticket).received, again(ticket).state) == (0, "open")


def test_upload_that_a_submission_waits_for_goes_on(filled, papers, owner):
    with clock.at(making.CLOSES - timedelta(seconds=1)):
        ticket = uploads.issue(filled, papers.key, name="図面.pdf", size=100, by=owner)
        applications.submit(filled, by=owner)

    with clock.at(LATE):
        assert uploads.add(again(ticket), b"%PDF", offset=0, by=owner).received == 4


def test_draft_takes_and_gives_no_evidence_after_the_deadline(filled, owner):
    line = filled.round.rules["checklist"][0]["code"]
    row = evidence.add(filled, paper(), line=line, by=owner)

    with clock.at(LATE):
        with pytest.raises(NotOpenForChange):
            evidence.add(filled, paper(), line=line, by=owner)
        with pytest.raises(NotOpenForChange):
            evidence.remove(row, by=owner)

    assert list(Evidence.objects.present()) == [row]


def test_owner_is_asked_for_nothing_that_can_no_longer_be_submitted(program, secretary, company, owner, editor):
    round_ = making.published_round(program, secretary, number=2, sign_off=True)
    draft = making.fill(making.draft(round_, owner, organization=company), owner)

    with clock.at(LATE), pytest.raises(TooLate):
        sign_offs.ask(draft, by=editor)

    assert draft.sign_offs.count() == 0


def test_nobody_is_shown_to_write_where_nothing_is_open(filled, owner):
    key = filled.form_version.questions.filter(kind="short_text").first().key
    with clock.at(LATE):
        presence.note(filled, key, by=owner)
    before = FieldPresence.objects.count()

    presence.note(filled, key, by=owner)

    assert (before, FieldPresence.objects.count()) == (0, 1)


def whole_in_the_last_second(application, question, by):
    data = samples.pdf()
    ticket = uploads.issue(application, question.key, name="図面.pdf", size=len(data), by=by)
    return uploads.add(ticket, data, offset=0, by=by)


def test_whole_file_of_a_withdrawn_application_ends_in_silence(filled, papers, owner):
    with clock.at(making.CLOSES - timedelta(seconds=1)):
        ticket = whole_in_the_last_second(filled, papers, owner)
        applications.submit(filled, by=owner)
        applications.withdraw(again(filled), by=owner)
    with clock.at(making.CLOSES + timedelta(minutes=5)):
        done = uploads.finish(again(ticket))

    assert (done.state, done.refusal) == ("refused", str(NotOpenForChange()))
    assert not Letter.objects.filter(kind="certifications/late_file_missing").exists()


def test_whole_file_of_a_draft_is_kept_by_the_instant_of_its_ticket_and_nothing_is_submitted(filled, papers, owner):
    with clock.at(making.CLOSES - timedelta(seconds=1)):
        ticket = whole_in_the_last_second(filled, papers, owner)
    with clock.at(making.CLOSES + timedelta(minutes=5)):
        done = uploads.finish(again(ticket))
        with pytest.raises(TooLate):
            applications.submit(again(filled), by=owner)

    assert (done.state, done.attachment.name) == ("finished", "図面.pdf")
    assert not Letter.objects.filter(kind="certifications/late_file_missing").exists()
