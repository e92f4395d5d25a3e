"""Answers and files: only what is open can change, and nobody overwrites a newer answer."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import answering, applications, corrections
from certifications.actions.answering import Change
from certifications.models import Answer, Application, Attachment
from certifications.open_questions import open_keys
from certifications.refusals import AnswerChanged, AnswerWrong, NotOpenForChange, TooManyFiles
from home import clock
from home.uploads.refusals import UploadRefused
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


def question(application, kind, number=0):
    return application.round.form_version.questions.filter(kind=kind).order_by("order")[number]


def test_save_keeps_an_answer_and_raises_its_version(draft, owner, editor):
    key = question(draft, "short_text").key
    first = answering.save(draft, key, "ORU", read_version=0, by=owner)
    second = answering.save(draft, key, "ORU-2", read_version=1, by=editor)

    assert (first.version, second.version, second.value, second.changed_by) == (1, 2, "ORU-2", editor)


def test_save_of_the_same_value_changes_nothing(draft, owner):
    key = question(draft, "short_text").key
    answering.save(draft, key, "ORU", read_version=0, by=owner)
    again = answering.save(draft, key, "ORU", read_version=0, by=owner)

    assert again.version == 1


@pytest.mark.parametrize("read_version", [0, 1, 3])
def test_save_over_a_version_that_was_not_read_carries_the_newer_answer(draft, owner, editor, read_version):
    key = question(draft, "short_text").key
    answering.save(draft, key, "ORU", read_version=0, by=owner)
    answering.save(draft, key, "ORU-2", read_version=1, by=owner)

    with pytest.raises(AnswerChanged) as refusal:
        answering.save(draft, key, "別の名", read_version=read_version, by=editor)

    assert (refusal.value.answer.value, refusal.value.answer.version) == ("ORU-2", 2)
    assert Answer.objects.get(application=draft, key=key).value == "ORU-2"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("choice", "none of them"), ("yen", "much"), ("url", "ftp://x"), ("consent", {"deep": 1}), ("short_text", 5)],
)
def test_save_refuses_what_can_never_be_right(draft, owner, kind, value):
    with pytest.raises(AnswerWrong):
        answering.save(draft, question(draft, kind).key, value, read_version=0, by=owner)

    assert Answer.objects.count() == 0


def test_save_keeps_a_text_that_is_too_long_for_now(draft, owner):
    limited = question(draft, "short_text")
    text = "長" * (limited.max_chars + 1)

    assert answering.save(draft, limited.key, text, read_version=0, by=owner).value == text


def test_save_refuses_questions_of_files_and_unknown_ones(draft, owner):
    for key in (question(draft, "file").key, uuid.uuid4(), "no uuid"):
        with pytest.raises(NotOpenForChange):
            answering.save(draft, key, "x", read_version=0, by=owner)


@pytest.mark.parametrize("state", ["submitted", "correction", "in_review", "decided", "withdrawn", "lapsed"])
def test_save_refuses_every_state_but_draft(submitted, owner, state):
    """A correction without an open request opens nothing either."""
    Application.objects.filter(pk=submitted.pk).update(state=state)
    stored = Answer.objects.get(application=submitted, key=question(submitted, "short_text").key)

    with pytest.raises(NotOpenForChange):
        answering.save(submitted, stored.key, "changed", read_version=stored.version, by=owner)

    stored.refresh_from_db()
    assert (stored.value, stored.version) == ("座ったままひと折り", 1)


def test_save_sees_a_submission_that_came_first(filled, owner):
    """The record in memory still says draft."""
    stale = Application.objects.get(pk=filled.pk)
    applications.submit(filled, by=owner)

    with pytest.raises(NotOpenForChange):
        answering.save(stale, question(filled, "short_text").key, "changed", read_version=1, by=owner)


def test_save_ends_at_the_close(draft, owner):
    with clock.at(making.CLOSES), pytest.raises(NotOpenForChange):
        answering.save(draft, question(draft, "short_text").key, "ORU", read_version=0, by=owner)


def test_save_refuses_viewers_strangers_and_the_office(draft, viewer, stranger, secretary):
    for user in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            answering.save(draft, question(draft, "short_text").key, "ORU", read_version=0, by=user)


def test_a_correction_opens_the_named_questions_only(submitted, owner, secretary):
    named, other = question(submitted, "short_text", 0), question(submitted, "short_text", 1)
    corrections.request(submitted, {str(named.key): "型番を"}, due_on=making.CLOSES.date(), by=secretary)

    assert open_keys(submitted) == {str(named.key)}
    assert answering.save(submitted, named.key, "ORU-2", read_version=1, by=owner).value == "ORU-2"
    with pytest.raises(NotOpenForChange):
        answering.save(submitted, other.key, "x", read_version=1, by=owner)


def test_a_correction_opens_what_depends_on_the_named_question(db, company, owner):
    data = making.program_data()
    first, second = data["questions"][1], data["questions"][2]
    second["condition"] = {"question": first["key"], "equals": "agent"}
    program = making.program(questions=data["questions"])
    secretary = making.office(program, "office")
    case = making.submitted(making.published_round(program, secretary), owner, organization=company)
    corrections.request(case, {first["key"]: "お確かめください"}, due_on=making.CLOSES.date(), by=secretary)

    assert open_keys(case) == {first["key"], second["key"]}


def test_a_correction_keeps_closed_what_was_asked_and_answered_before(db, company, owner):
    data = making.program_data()
    first, second = data["questions"][1], data["questions"][2]
    second["condition"] = {"question": first["key"], "equals": first["choices"][0]["value"]}
    program = making.program(questions=data["questions"])
    secretary = making.office(program, "office")
    case = making.submitted(making.published_round(program, secretary), owner, organization=company)
    assert case.answers.get(key=first["key"]).value == first["choices"][0]["value"]

    corrections.request(case, {first["key"]: "お確かめください"}, due_on=making.CLOSES.date(), by=secretary)

    assert open_keys(case) == {first["key"]}


def test_save_section_saves_what_it_can_and_says_what_it_cannot(draft, owner, editor):
    name, price = question(draft, "short_text"), question(draft, "yen")
    answering.save(draft, price.key, 1000, read_version=0, by=editor)

    refused = answering.save_section(
        draft,
        {str(name.key): Change("ORU", 0), str(price.key): Change(2000, 0)},
        uploads={},
        removals=[],
        by=owner,
    )

    values = dict(draft.answers.values_list("key", "value"))
    assert (list(refused), type(refused[str(price.key)])) == ([str(price.key)], AnswerChanged)
    assert values == {name.key: "ORU", price.key: 1000}


def test_save_section_takes_the_answers_but_no_files_that_are_too_large_together(draft, owner):
    name, files = question(draft, "short_text"), question(draft, "file")
    sent = [SimpleUploadedFile(f"{number}.pdf", samples.pdf()) for number in (1, 2)]
    for upload in sent:
        upload.size = answering.MOST_AT_ONCE // 2 + 1

    refused = answering.save_section(
        draft, {str(name.key): Change("ORU", 0)}, uploads={str(files.key): sent}, removals=[], by=owner
    )

    assert {key: refusal.code for key, refusal in refused.items()} == {str(files.key): "together"}
    assert (draft.answers.get(key=name.key).value, draft.attachments.count()) == ("ORU", 0)


def test_save_section_writes_nothing_when_one_question_is_not_open(submitted, owner, secretary):
    named, other = question(submitted, "short_text", 0), question(submitted, "short_text", 1)
    corrections.request(submitted, {str(named.key): "型番を"}, due_on=making.CLOSES.date(), by=secretary)

    with pytest.raises(NotOpenForChange):
        answering.save_section(
            submitted, {str(named.key): Change("A", 1), str(other.key): Change("B", 1)}, uploads={}, removals=[], by=owner
        )

    assert submitted.answers.get(key=named.key).value == "座ったままひと折り"


def upload(name="資料.pdf", data=None):
    return SimpleUploadedFile(name, data if data is not None else samples.pdf())


def test_attach_keeps_a_file_under_its_cleaned_name(draft, owner):
    attachment = answering.attach(draft, question(draft, "file").key, upload("報告\u202efdp.pdf"), by=owner)

    assert (attachment.name, attachment.file.media_type, attachment.removed_at) == ("報告fdp.pdf", "application/pdf", None)


def test_attach_refuses_what_is_not_what_it_says(draft, owner):
    with pytest.raises(UploadRefused):
        answering.attach(draft, question(draft, "file").key, upload(data=b"<html>"), by=owner)

    assert Attachment.objects.count() == 0


def test_attach_refuses_questions_that_take_no_files(draft, owner):
    with pytest.raises(NotOpenForChange):
        answering.attach(draft, question(draft, "short_text").key, upload(), by=owner)


def test_attach_ends_at_ten_files(draft, owner):
    place = question(draft, "file")
    for number in range(10):
        making.put_file(draft, place, owner, name=f"{number}.pdf")

    with pytest.raises(TooManyFiles):
        answering.attach(draft, place.key, upload(), by=owner)

    assert draft.attachments.count() == 10


def test_detach_takes_a_file_from_the_draft_but_not_from_a_version(submitted, owner, secretary):
    attachment = submitted.attachments.get(key=question(submitted, "file").key)
    corrections.request(submitted, {str(attachment.key): "3ページを"}, due_on=making.CLOSES.date(), by=secretary)

    answering.detach(attachment, by=owner)

    attachment.refresh_from_db()
    assert attachment.removed_at == making.DURING
    assert str(attachment.public_id) in [file["attachment"] for file in submitted.versions.get().files]


def test_detach_refuses_what_is_not_open(submitted, owner):
    attachment = submitted.attachments.first()

    with pytest.raises(NotOpenForChange):
        answering.detach(attachment, by=owner)
