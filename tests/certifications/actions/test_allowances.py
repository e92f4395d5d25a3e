"""What one applicant may send in a day: what was taken away again counts, and the office is not held up by it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import allowances, answering, applications, changes, evidence, messages, uploads
from certifications.applying_forms import WithdrawForm
from certifications.models import AnswerRevision
from certifications.refusals import TooManyBegun, TooManyChanges, TooManyFiles, TooManyMessages, TooMuchToday
from home import clock
from home.models import StoredFile
from tests.certifications import issuing, making
from tests.home import samples

pytestmark = pytest.mark.django_db


def upload():
    return SimpleUploadedFile("説明.pdf", samples.pdf())


@pytest.fixture
def place(draft):
    return draft.form_version.questions.filter(kind="file").first()


def test_files_taken_away_count_on_the_day(draft, place, owner, monkeypatch):
    monkeypatch.setattr(allowances, "FILES_A_DAY", 2)
    answering.detach(answering.attach(draft, place.key, upload(), by=owner), by=owner)
    evidence.remove(evidence.add(draft, upload(), line="", by=owner), by=owner)
    before = StoredFile.objects.count()

    with pytest.raises(TooMuchToday):
        answering.attach(draft, place.key, upload(), by=owner)
    with pytest.raises(TooMuchToday):
        evidence.add(draft, upload(), line="", by=owner)
    with pytest.raises(TooMuchToday):
        uploads.issue(draft, place.key, name="a.pdf", size=10, by=owner)
    stored = StoredFile.objects.count()
    with clock.at(making.DURING + timedelta(hours=25)):
        later = answering.attach(draft, place.key, upload(), by=owner)

    assert (stored, later.removed_at) == (before, None)


@pytest.mark.parametrize("name", ["BYTES_A_DAY", "BYTES_IN_ALL"])
def test_bytes_are_counted_before_anything_is_stored(draft, place, owner, monkeypatch, name):
    monkeypatch.setattr(allowances, name, 100)

    with pytest.raises(TooMuchToday):
        answering.attach(draft, place.key, upload(), by=owner)

    assert StoredFile.objects.count() == 0


def test_file_for_a_question_that_is_full_is_not_stored(draft, place, owner, monkeypatch):
    for number in range(10):
        making.put_file(draft, place, owner, name=f"{number}.pdf")
    before = StoredFile.objects.count()

    with pytest.raises(TooManyFiles):
        answering.attach(draft, place.key, upload(), by=owner)

    assert StoredFile.objects.count() == before


def test_messages_of_a_day_are_counted_for_the_applicant_alone(submitted, owner, secretary, monkeypatch):
    monkeypatch.setattr(allowances, "MESSAGES_A_DAY", 1)
    monkeypatch.setattr(allowances, "FILES_A_DAY", 0)
    messages.post(submitted, body="質問です。", by=owner)

    with pytest.raises(TooManyMessages):
        messages.post(submitted, body="もう一つ質問です。", by=owner)
    answer = messages.post(submitted, body="お答えします。", uploads=[upload()], by=secretary)

    assert answer.files.count() == 1


def test_files_of_messages_are_counted(submitted, owner, monkeypatch):
    monkeypatch.setattr(allowances, "FILES_A_DAY", submitted.attachments.count() + 1)
    messages.post(submitted, body="資料です。", uploads=[upload()], by=owner)

    with pytest.raises(TooMuchToday):
        messages.post(submitted, body="もう一つの資料です。", uploads=[upload()], by=owner)


def test_papers_of_change_notices_are_counted_also_of_those_taken_back(certificate, after_release, monkeypatch):
    owner, facts = issuing.holder(certificate), {"kind": "address", "changed_on": clock.today(), "words": "移転しました。"}
    monkeypatch.setattr(allowances, "FILES_A_DAY", 1)
    changes.take_back(changes.notice(certificate, **facts, uploads=[upload()], by=owner), by=owner)

    with pytest.raises(TooMuchToday):
        changes.notice(certificate, **facts, uploads=[upload()], by=owner)


def test_begun_and_withdrawn_counts_on_the_day(open_round, company, owner, monkeypatch):
    monkeypatch.setattr(allowances, "BEGUN_A_DAY", 2)
    for name in ("一", "二"):
        names = {"name_ja": name, "name_kana": "", "name_en": ""}
        applications.withdraw(applications.begin(open_round, names=names, organization=company, by=owner), by=owner)

    with pytest.raises(TooManyBegun):
        applications.begin(open_round, names=names | {"name_ja": "三"}, organization=company, by=owner)


def test_changes_of_one_answer_are_counted(draft, owner, monkeypatch):
    monkeypatch.setattr(allowances, "CHANGES", ((3, timedelta(hours=1)), (5, timedelta(days=1))))
    question = draft.form_version.questions.filter(kind="long_text").first()
    for version in range(3):
        answering.save(draft, question.key, f"文{version}", read_version=version, by=owner)

    with pytest.raises(TooManyChanges):
        answering.save(draft, question.key, "さらに", read_version=3, by=owner)
    with clock.at(making.DURING + timedelta(hours=2)):
        answering.save(draft, question.key, "あとで", read_version=3, by=owner)
        answering.save(draft, question.key, "もう一度", read_version=4, by=owner)
        with pytest.raises(TooManyChanges):
            answering.save(draft, question.key, "一日の終わり", read_version=5, by=owner)

    assert AnswerRevision.objects.filter(application=draft, key=question.key).count() == 5


def test_section_keeps_what_is_not_saved_too_often(draft, owner, monkeypatch):
    monkeypatch.setattr(allowances, "CHANGES", ((1, timedelta(hours=1)),))
    often, other = draft.form_version.questions.filter(kind__in=["long_text", "short_text"])[:2]
    answering.save(draft, often.key, "文", read_version=0, by=owner)
    changes = {str(often.key): answering.Change("さらに", 1), str(other.key): answering.Change("ほか", 0)}

    refused = answering.save_section(draft, changes, uploads={}, removals=[], by=owner)

    assert {key: type(refusal) for key, refusal in refused.items()} == {str(often.key): TooManyChanges}
    assert draft.answers.get(key=other.key).value == "ほか"


def test_reason_of_a_withdrawal_has_a_length():
    assert [WithdrawForm({"reason": text}).is_valid() for text in ("都合により。", "e" + "\u0301" * 300_000)] == [True, False]
