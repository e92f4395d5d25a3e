"""Files that were taken away: put back, let go, and counted as long as they are kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import allowances, answering, applications, corrections, removed_files
from certifications.models import Evidence
from certifications.refusals import FileLetGo, NotOpenForChange, TooMuchToday
from home import clock
from home.actions import files
from home.models import StoredFile
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(draft):
    return next(each for each in draft.form_version.questions.order_by("order") if each.takes_files)


@pytest.fixture
def removed(draft, question, owner):
    attachment = making.put_file(draft, question, owner)
    answering.detach(attachment, by=owner)
    attachment.refresh_from_db()
    return attachment


def later(**span):
    return clock.at(making.DURING + timedelta(**span))


def test_detach_says_who_took_the_file_away(removed, owner):
    assert (removed.removed_by, removed.removed_at) == (owner, making.DURING)


def test_put_back_attaches_the_file_anew_and_keeps_the_story(removed, draft, editor):
    back = answering.put_back(removed, by=editor)

    removed.refresh_from_db()
    assert (back.file_id, back.name, back.added_by) == (removed.file_id, removed.name, editor)
    assert removed.removed_at == making.DURING
    assert list(draft.attachments.present()) == [back]


def test_put_back_twice_puts_it_back_once(removed, draft, owner):
    once = answering.put_back(removed, by=owner)

    assert answering.put_back(removed, by=owner) == once
    assert draft.attachments.present().count() == 1


def test_put_back_is_for_those_who_write_while_the_question_is_open(removed, viewer, owner, draft):
    with pytest.raises(PermissionDenied):
        answering.put_back(removed, by=viewer)
    applications.withdraw(draft, by=owner)
    with pytest.raises(NotOpenForChange):
        answering.put_back(removed, by=owner)


def test_let_go_keeps_what_was_taken_away_lately(removed):
    with later(days=29):
        gone = removed_files.let_go_due()

    removed.refresh_from_db()
    assert (gone, removed.file_id is None) == (0, False)


def test_let_go_gives_up_the_file_and_keeps_the_row(removed, owner):
    stored = removed.file
    with later(days=31):
        gone = removed_files.let_go_due()
        again = removed_files.let_go_due()
        swept = files.sweep_unnamed(clock.now() - timedelta(days=1))

    removed.refresh_from_db()
    assert (gone, again, swept) == (1, 0, 1)
    assert (removed.file, removed.name, removed.removed_by) == (None, "資料.jpg", owner)
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    with pytest.raises(FileLetGo):
        answering.put_back(removed, by=owner)


def test_let_go_leaves_what_another_record_names(removed, draft, question, owner):
    other = making.put_file(draft, question, owner)
    with later(days=31):
        removed_files.let_go_due()
        swept = files.sweep_unnamed(clock.now() - timedelta(days=1))

    other.refresh_from_db()
    assert (swept, other.file.read()) == (0, samples.picture())


def test_let_go_leaves_what_a_version_lists(submitted, secretary, owner):
    question = next(each for each in submitted.form_version.questions.order_by("order") if each.takes_files)
    key = str(question.key)
    corrections.request(submitted, {key: "差し替えてください。"}, due_on=making.DUE, by=secretary)
    held = submitted.attachments.present().get(key=question.key)
    answering.detach(held, by=owner)
    with later(days=40):
        gone = removed_files.let_go_due()

    held.refresh_from_db()
    assert (gone, held.submitted, held.file_id is None) == (0, True, False)


def test_let_go_gives_up_evidence_that_no_office_has_seen(draft, owner):
    stored = files.store_bytes(samples.pdf(), media_type="application/pdf")
    facts = {"file": stored, "name": "納税証明書.pdf", "added_by": owner, "added_at": making.DURING}
    Evidence.objects.create(application=draft, removed_at=making.DURING, removed_by=owner, **facts)
    stays = Evidence.objects.create(application=draft, **facts)
    with later(days=31):
        gone = removed_files.let_go_due()

    assert (gone, list(draft.evidence.all())) == (1, [stays])


def test_what_is_stored_counts_until_it_is_let_go(removed, draft, monkeypatch):
    monkeypatch.setattr("certifications.actions.allowances.BYTES_IN_ALL", removed.file.size + 10)
    with pytest.raises(TooMuchToday):
        allowances.must_take_files(draft, [11])

    with later(days=31):
        removed_files.let_go_due()

    allowances.must_take_files(draft, [removed.file.size + 10])


def test_a_file_named_twice_is_stored_and_counted_once(removed, draft, owner, monkeypatch):
    monkeypatch.setattr("certifications.actions.allowances.BYTES_IN_ALL", removed.file.size + 10)
    answering.put_back(removed, by=owner)

    assert draft.attachments.count() == 2
    with pytest.raises(TooMuchToday):
        allowances.must_take_files(draft, [11])
    allowances.must_take_files(draft, [10])
