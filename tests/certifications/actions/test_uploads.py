"""Files in pieces: tickets, offsets, the check, and what becomes of a file that comes after the submission."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import answering, applications, corrections, programs, screening, ticket_terms, uploads
from certifications.answers import digest
from certifications.models import Attachment, UploadTicket
from certifications.refusals import (
    FilesArriving,
    NotComplete,
    NotOpenForChange,
    OffsetWrong,
    TicketClosed,
    TooManyFiles,
    TooManyUploads,
)
from home import clock
from home.actions import pieces
from home.models import Letter
from home.uploads.refusals import UploadRefused
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db
PICTURE = samples.picture()
LAST_SECOND = making.CLOSES - timedelta(seconds=1)


def with_required_files(part):
    """A program's file, in which every question for a picture must be answered."""
    if isinstance(part, dict):
        changed = {name: with_required_files(each) for name, each in part.items()}
        return changed | {"required": True} if part.get("kind") == "picture" else changed
    return [with_required_files(each) for each in part] if isinstance(part, list) else part


@pytest.fixture
def program(db):
    return programs.load(with_required_files(making.program_data()), by=None)


@pytest.fixture
def question(filled):
    """A required question for a picture, whose file has been taken away again."""
    found = next(q for q in filled.form_version.questions.order_by("pk") if q.kind == "picture" and q.required)
    filled.attachments.filter(key=found.key).delete()
    return found


def issue(application, question, by, *, data=PICTURE, name="写真.jpg"):
    return uploads.issue(application, question.key, name=name, size=len(data), by=by)


def send(ticket, by, data=PICTURE, upto=None):
    middle = len(data) // 2
    uploads.add(ticket, data[:middle], offset=0, by=by)
    return uploads.add(ticket, data[middle:upto], offset=middle, by=by)


def letters(kind):
    return list(Letter.objects.filter(kind=f"certifications/{kind}").values_list("address", flat=True))


def test_file_that_came_in_pieces_answers_the_question(filled, question, owner):
    ticket = send(issue(filled, question, owner), owner)

    done = uploads.finish(ticket)

    attachment = Attachment.objects.get(key=question.key)
    assert (done.state, done.attachment, attachment.name) == ("finished", attachment, "写真.jpg")
    assert (attachment.file.media_type, attachment.file.width) == ("image/jpeg", 80)
    assert pieces.length(ticket.folder) == 0


def test_finish_twice_adds_one_file(filled, question, owner):
    ticket = send(issue(filled, question, owner), owner)

    first, second = uploads.finish(ticket), uploads.finish(ticket)

    assert (first.attachment, Attachment.objects.filter(key=question.key).count()) == (second.attachment, 1)


def test_piece_at_a_wrong_offset_is_told_the_right_one(filled, question, owner):
    ticket = issue(filled, question, owner)
    uploads.add(ticket, PICTURE[:10], offset=0, by=owner)

    with pytest.raises(OffsetWrong) as refused:
        uploads.add(ticket, PICTURE[:10], offset=0, by=owner)

    assert refused.value.offset == 10


def test_pieces_that_were_lost_are_asked_for_again(filled, question, owner):
    ticket = issue(filled, question, owner)
    uploads.add(ticket, PICTURE[:10], offset=0, by=owner)
    pieces.discard(ticket.folder)

    with pytest.raises(OffsetWrong) as refused:
        uploads.add(ticket, PICTURE[10:], offset=10, by=owner)

    assert refused.value.offset == 0


def test_what_a_killed_process_wrote_behind_the_offset_is_written_over(filled, question, owner):
    ticket = issue(filled, question, owner)
    uploads.add(ticket, PICTURE[:10], offset=0, by=owner)
    pieces.append(ticket.folder, b"half a piece", offset=10)

    uploads.add(ticket, PICTURE[10:], offset=10, by=owner)

    assert uploads.finish(ticket).state == "finished"


def test_more_than_was_announced_is_refused(filled, question, owner):
    ticket = issue(filled, question, owner)

    with pytest.raises(OffsetWrong):
        uploads.add(ticket, PICTURE + b"more", offset=0, by=owner)


def test_file_that_is_not_what_it_says_is_refused_and_thrown_away(filled, question, owner, django_capture_on_commit_callbacks):
    data = b"MZ this is a program" * 10
    ticket = send(issue(filled, question, owner, data=data), owner, data)

    with django_capture_on_commit_callbacks(execute=True):
        done = uploads.finish(ticket)

    assert (done.state, bool(done.refusal), pieces.length(ticket.folder)) == ("refused", True, 0)
    assert not Attachment.objects.filter(key=question.key).exists()


def test_ticket_is_only_given_for_what_could_be_taken(filled, question, owner, viewer, stranger):
    text = filled.form_version.questions.filter(kind="long_text").first()

    with pytest.raises(UploadRefused):
        uploads.issue(filled, question.key, name="program.exe", size=10, by=owner)
    with pytest.raises(UploadRefused):
        uploads.issue(filled, question.key, name="big.jpg", size=10**12, by=owner)
    with pytest.raises(NotOpenForChange):
        issue(filled, text, owner)
    for person in (viewer, stranger):
        with pytest.raises(PermissionDenied):
            issue(filled, question, person)

    assert UploadTicket.objects.count() == 0


def test_tickets_count_as_files_and_are_limited(filled, question, owner, monkeypatch):
    most = question.max_files or answering.MAX_FILES_PER_QUESTION
    monkeypatch.setattr(ticket_terms, "MAX_OPEN", most + 1)
    for _number in range(most):
        issue(filled, question, owner)

    with pytest.raises(TooManyFiles):
        issue(filled, question, owner)
    monkeypatch.setattr(ticket_terms, "MAX_TOTAL", 1)
    with pytest.raises((TooManyUploads, TooManyFiles)):
        issue(filled, question, owner)


def test_number_of_open_tickets_is_limited(filled, question, owner, monkeypatch):
    monkeypatch.setattr(ticket_terms, "MAX_OPEN", 0)

    with pytest.raises(TooManyUploads):
        issue(filled, question, owner)


def test_submission_without_the_file_or_a_ticket_is_not_complete(filled, question, owner):
    with pytest.raises(NotComplete):
        applications.submit(filled, by=owner)


@pytest.fixture
def late(filled, question, owner):
    """Submitted in the last second, with a ticket of that second."""
    with clock.at(LAST_SECOND):
        ticket = issue(filled, question, owner)
        applications.submit(filled, by=owner)
    return UploadTicket.objects.select_related("application").get(pk=ticket.pk)


def test_version_lists_the_awaited_file(late, question):
    version = late.application.versions.get()

    expected = {"key": str(question.key), "ticket": str(late.public_id), "name": "写真.jpg", "size": len(PICTURE)}
    assert (version.awaited, version.kind, late.awaited) == ([expected], "submitted", True)
    assert version.sha256 == digest(version.answers, version.files, "", version.awaited, version.declared)
    assert version.sha256 != digest(version.answers, version.files, "", (), version.declared)


def test_late_file_makes_a_further_version_and_leaves_the_receipt(late, question, owner):
    before = again(late.application)
    with clock.at(making.CLOSES + timedelta(minutes=29)):
        done = uploads.finish(send(late, owner))

    case = again(late.application)
    first, second = case.versions.order_by("seq")
    assert (done.state, second.kind, second.submitted_by, second.awaited) == ("finished", "late_file", None, [])
    assert (second.previous_sha256, second.answers) == (first.sha256, first.answers)
    assert [row["name"] for row in second.files if row["key"] == str(question.key)] == ["写真.jpg"]
    assert second.sha256 == digest(second.answers, second.files, first.sha256, (), first.declared)
    assert (case.receipt_number, case.submitted_at) == (before.receipt_number, before.submitted_at)
    assert letters("late_file_came") == ["owner@people.example"]


def test_nothing_is_taken_half_an_hour_after_the_deadline(late, owner):
    with clock.at(making.CLOSES + timedelta(minutes=30)):
        with pytest.raises(TicketClosed):
            uploads.add(late, PICTURE, offset=0, by=owner)
        uploads.sweep()

    late.refresh_from_db()
    assert (late.state, again(late.application).versions.count()) == ("expired", 1)
    assert letters("late_file_missing") == ["owner@people.example"]
    assert late.application.history.get(action="application.file_missing").facts["state"] == "expired"


def test_whole_file_is_checked_by_the_clock_when_its_process_died(late, owner):
    with clock.at(making.CLOSES + timedelta(minutes=29)):
        send(late, owner)
    with clock.at(making.CLOSES + timedelta(hours=2)):
        uploads.sweep()

    late.refresh_from_db()
    assert late.state == "finished"


def test_refused_late_file_is_told_with_the_reason(filled, question, owner):
    data = b"not a picture at all"
    with clock.at(LAST_SECOND):
        ticket = issue(filled, question, owner, data=data)
        applications.submit(filled, by=owner)
        send(ticket, owner, data)

    done = uploads.finish(UploadTicket.objects.get(pk=ticket.pk))

    letter = Letter.objects.get(kind="certifications/late_file_missing")
    assert done.state == "refused"
    assert done.refusal in letter.text


def test_acceptance_waits_for_the_file(late, owner, secretary):
    for row in late.application.round.rules["checklist"]:
        screening.check(late.application, row["code"], passed=True, by=secretary)

    with pytest.raises(FilesArriving):
        screening.accept(again(late.application), by=secretary)
    uploads.finish(send(late, owner))
    screening.accept(again(late.application), by=secretary)

    assert again(late.application).state == "in_review"


def test_given_up_ticket_of_a_draft_leaves_nothing(filled, question, owner, django_capture_on_commit_callbacks):
    ticket = issue(filled, question, owner)
    uploads.add(ticket, PICTURE[:10], offset=0, by=owner)

    with django_capture_on_commit_callbacks(execute=True):
        uploads.give_up(ticket, by=owner)

    assert (UploadTicket.objects.get().state, pieces.length(ticket.folder)) == ("expired", 0)


def test_ticket_of_a_question_that_is_gone_stops_no_other(filled, question, owner):
    lost, other = issue(filled, question, owner), issue(filled, question, owner, name="別の写真.jpg")
    send(lost, owner)
    send(other, owner)
    UploadTicket.objects.filter(pk=lost.pk).update(key=uuid4())

    uploads.sweep()

    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.state, lost.refusal, other.state) == ("refused", str(NotOpenForChange()), "finished")


def test_correction_is_handed_in_although_a_locked_question_lacks_its_file(late, owner, secretary):
    with clock.at(making.CLOSES + timedelta(hours=1)):
        uploads.sweep()
        case = again(late.application)
        text = case.form_version.questions.filter(kind="long_text").first()
        corrections.request(case, {str(text.key): "数値を"}, due_on=making.CLOSES.date() + timedelta(days=9), by=secretary)
        case = again(case)
        answering.save(case, text.key, "直しました", read_version=case.answers.get(key=text.key).version, by=owner)
        corrections.reply(again(case).correction_requests.get().items.get(), text="直しました", by=owner)

        version = corrections.resubmit(again(case), by=owner)

    assert (version.kind, version.answers[str(text.key)]) == ("corrected", "直しました")
