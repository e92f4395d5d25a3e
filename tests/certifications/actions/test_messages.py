"""Messages on a case, with letters that do not repeat them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import messages
from certifications.models import Message, MessageFile
from certifications.refusals import NothingToSend, NotWithTheOffice, TooManyFiles
from home import clock
from home.models import Letter
from home.uploads.refusals import UploadRefused
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


def test_post_tells_the_other_side_without_the_words(submitted, owner, secretary):
    messages.post(submitted, body=" 試験の日程を変えられますか。 ", by=owner)
    messages.post(submitted, body="はい、変えられます。", by=secretary)

    letters = {letter.recipient: letter for letter in Letter.objects.filter(kind="certifications/message_posted")}
    assert list(Message.objects.values_list("from_office", "body")) == [
        (False, "試験の日程を変えられますか。"),
        (True, "はい、変えられます。"),
    ]
    assert set(letters) == {owner, secretary}
    assert "日程" not in letters[secretary].text
    assert "変えられます" not in letters[owner].text


def test_post_twice_by_one_click_posts_once(submitted, owner):
    first = messages.post(submitted, body="質問です。", by=owner)
    second = messages.post(submitted, body="質問です。", by=owner)
    with clock.at(making.DURING + timedelta(minutes=3)):
        third = messages.post(submitted, body="質問です。", by=owner)

    assert (second, third == first, Message.objects.count()) == (first, False, 2)


def test_post_refuses_viewers_strangers_and_offices_of_other_programs(submitted, viewer, stranger):
    other = making.office(making.program("meister"), "other-office")

    for user in (viewer, stranger, other):
        with pytest.raises(PermissionDenied):
            messages.post(submitted, body="x", by=user)

    assert Message.objects.count() == 0


def test_post_on_a_draft_is_refused(draft, owner):
    with pytest.raises(NotWithTheOffice):
        messages.post(draft, body="x", by=owner)


def test_mark_read_marks_the_other_sides_messages(submitted, owner, viewer, secretary):
    messages.post(submitted, body="a", by=owner)
    messages.post(submitted, body="b", by=secretary)

    assert messages.mark_read(submitted, by=viewer) == 0
    assert messages.mark_read(submitted, by=owner) == 1
    assert list(submitted.messages.values_list("body", "read_at")) == [("a", None), ("b", making.DURING)]
    assert messages.mark_read(submitted, by=secretary) == 1


def test_mark_read_keeps_the_hour_of_the_first_look(submitted, owner, secretary):
    messages.post(submitted, body="a", by=secretary)
    messages.mark_read(submitted, by=owner)

    with clock.at(making.DURING + timedelta(hours=3)):
        again = messages.mark_read(submitted, by=owner)

    assert (again, submitted.messages.get().read_at) == (0, making.DURING)


def test_mark_read_is_nothing_for_who_only_looks_on(submitted, owner, approver):
    messages.post(submitted, body="a", by=owner)

    assert (messages.mark_read(submitted, by=approver), submitted.messages.get().read_at) == (0, None)


def paper(name="見積書.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def test_post_carries_files_of_listed_kinds(submitted, owner):
    message = messages.post(submitted, body="資料です。", uploads=[paper()], by=owner)

    with pytest.raises(UploadRefused):
        messages.post(submitted, body="別の資料です。", uploads=[SimpleUploadedFile("a.exe", b"MZ")], by=owner)

    assert [row.name for row in message.files.all()] == ["見積書.pdf"]
    assert Message.objects.count() == 1


def test_post_refuses_too_many_files_and_no_words(submitted, owner):
    with pytest.raises(TooManyFiles):
        messages.post(submitted, body="x", uploads=[paper()] * 6, by=owner)
    with pytest.raises(NothingToSend):
        messages.post(submitted, body=" ", uploads=[paper()], by=owner)

    assert Message.objects.count() == 0


def test_draft_is_kept_per_person_and_goes_with_the_message(submitted, program, secretary):
    colleague = making.office(program, "colleague")
    messages.keep_draft(submitted, body="書きかけ", uploads=[paper()], by=secretary)
    messages.keep_draft(submitted, body="別の書きかけ", by=colleague)

    message = messages.post(submitted, body="書きおえた", by=secretary)

    assert [row.name for row in message.files.all()] == ["見積書.pdf"]
    assert [(row.author, row.body) for row in submitted.message_drafts.all()] == [(colleague, "別の書きかけ")]


def test_draft_is_the_office_s_only_and_empty_ones_vanish(submitted, owner, secretary):
    with pytest.raises(PermissionDenied):
        messages.keep_draft(submitted, body="x", by=owner)
    messages.keep_draft(submitted, body="x", by=secretary)

    assert messages.keep_draft(submitted, body=" ", by=secretary) is None
    assert submitted.message_drafts.count() == 0


def test_draft_s_file_is_taken_out_by_its_author_only(submitted, program, secretary):
    colleague = making.office(program, "colleague")
    row = messages.keep_draft(submitted, body="x", uploads=[paper()], by=secretary).files.get()

    messages.keep_draft(submitted, body="y", without=row.public_id, by=colleague)
    kept = row.draft.files.count()
    messages.keep_draft(submitted, body="x", without=row.public_id, by=secretary)

    assert (kept, submitted.message_drafts.get(author=secretary).files.count()) == (1, 0)


def test_draft_that_loses_its_only_file_and_has_no_text_vanishes(submitted, secretary):
    row = messages.keep_draft(submitted, body="", uploads=[paper()], by=secretary).files.get()

    assert messages.keep_draft(submitted, body="", without=row.public_id, by=secretary) is None
    assert submitted.message_drafts.count() == 0


def test_read_marks_are_kept_per_person(submitted, owner, editor, secretary):
    message = messages.post(submitted, body="b", by=secretary)
    messages.mark_read(submitted, by=owner)
    with clock.at(making.DURING + timedelta(hours=1)):
        messages.mark_read(submitted, by=editor)
        messages.mark_read(submitted, by=owner)

    message.refresh_from_db()
    assert message.read_at == making.DURING
    assert list(message.readings.values_list("reader", "read_at")) == [
        (owner.pk, making.DURING),
        (editor.pk, making.DURING + timedelta(hours=1)),
    ]


def test_unread_counts_agree_with_what_one_may_see(submitted, owner, stranger, secretary, approver):
    messages.post(submitted, body="a", by=owner)
    messages.post(submitted, body="b", by=secretary)
    every = Message.objects

    counts = {
        user.email: (
            every.visible_to(user).count(),
            every.unread_by_applicant(user).count(),
            every.unread_by_office(user).count(),
        )
        for user in (owner, stranger, secretary, approver)
    }

    assert list(counts.values()) == [(2, 1, 0), (0, 0, 0), (2, 0, 1), (2, 0, 1)]


def test_files_of_messages_and_drafts_are_seen_by_those_who_see_them(submitted, owner, stranger, program, secretary):
    colleague = making.office(program, "colleague")
    messages.post(submitted, body="a", uploads=[paper("送った.pdf")], by=secretary)
    messages.keep_draft(submitted, body="x", uploads=[paper("書きかけ.pdf")], by=secretary)

    seen = [
        sorted(MessageFile.objects.visible_to(user).values_list("name", flat=True))
        for user in (owner, stranger, secretary, colleague)
    ]

    assert seen == [["送った.pdf"], [], ["書きかけ.pdf", "送った.pdf"], ["送った.pdf"]]
