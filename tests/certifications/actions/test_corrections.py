"""The office asks for corrections; the applicant answers each and submits again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from certifications.actions import answering, corrections, rounds
from certifications.models import CorrectionItem
from certifications.refusals import (
    CorrectionStillOpen,
    CorrectionUnanswered,
    DayNotLater,
    DayTooSoon,
    NotComplete,
    NothingToCorrect,
    NotOpenForChange,
    ReplyMissing,
    StillScreening,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def test_request_unlocks_and_writes_what_and_by_when(submitted, request_, owner):
    letter = Letter.objects.get(kind="certifications/correction_asked")

    assert (submitted.state, letter.recipient) == ("correction", owner)
    assert letter.subject == "【2026年11月30日(月)まで】申請の修正をお願いします(KIS2026-0001)"
    assert "修正をお願いしたい項目が1件あります。" in letter.text
    assert "ほかの欄はそのままで結構です。" in letter.text
    assert [word for word in ("製品名", "型番") if word in letter.text] == []


def test_the_office_note_stands_on_the_page_and_not_in_the_letter(submitted, secretary, keys):
    corrections.request(submitted, {keys[0]: "型番を"}, due_on=making.DUE, note="価格は伏せてください。", by=secretary)

    assert "価格は伏せて" not in Letter.objects.get(kind="certifications/correction_asked").text


def test_request_refuses_the_applicant_and_empty_points(submitted, owner, secretary, keys):
    with pytest.raises(PermissionDenied):
        corrections.request(submitted, {keys[0]: "x"}, due_on=making.DUE, by=owner)
    with pytest.raises(NothingToCorrect):
        corrections.request(submitted, {keys[0]: " ", "unknown": "x"}, due_on=making.DUE, by=secretary)

    assert submitted.state == "submitted"


def test_reply_needs_a_change_or_a_word(submitted, item, owner, keys):
    with pytest.raises(ReplyMissing):
        corrections.reply(item, text=" ", by=owner)
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)
    corrections.reply(item, text=" ", by=owner)

    item.refresh_from_db()
    assert (item.reply, item.answered_at) == ("", making.DURING)


def test_reply_keeps_the_words(item, owner):
    corrections.reply(item, text=" 型番はありません。 ", by=owner)

    item.refresh_from_db()
    assert item.reply == "型番はありません。"


def test_reply_refuses_viewers_and_closed_requests(submitted, item, owner, viewer):
    with pytest.raises(PermissionDenied):
        corrections.reply(item, text="x", by=viewer)
    corrections.reply(item, text="型番はありません。", by=owner)
    corrections.resubmit(submitted, by=owner)

    late = CorrectionItem.objects.select_related("request__application").get(pk=item.pk)
    with pytest.raises(NotOpenForChange):
        corrections.reply(late, text="other", by=owner)


def test_reply_looks_at_the_case_as_it_stands_now(submitted, item, owner):
    early = CorrectionItem.objects.select_related("request__application__round").get(pk=item.pk)
    corrections.reply(item, text="型番はありません。", by=owner)
    corrections.resubmit(submitted, by=owner)

    with pytest.raises(NotOpenForChange):
        corrections.reply(early, text="あとから書いた", by=owner)

    assert CorrectionItem.objects.get(pk=item.pk).reply == "型番はありません。"


def test_resubmit_makes_the_next_version_in_the_chain(submitted, item, owner, secretary, keys):
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)
    corrections.reply(item, text="", by=owner)

    second = corrections.resubmit(submitted, by=owner)

    first = submitted.versions.first()
    letter = Letter.objects.get(kind="certifications/resubmitted")
    assert (submitted.state, submitted.receipt_number, second.seq) == ("submitted", "KIS2026-0001", 2)
    assert (second.previous_sha256, second.answers[keys[0]], first.answers[keys[0]]) == (
        first.sha256,
        "ORU-2",
        "座ったままひと折り",
    )
    assert (letter.recipient, letter.subject) == (secretary, "修正された申請が届きました(KIS2026-0001)")


def test_resubmit_twice_gets_the_same_version(submitted, item, owner):
    corrections.reply(item, text="型番はありません。", by=owner)
    first = corrections.resubmit(submitted, by=owner)

    assert (corrections.resubmit(submitted, by=owner), submitted.versions.count()) == (first, 2)


def test_resubmit_waits_for_every_point(submitted, item, owner):
    with pytest.raises(CorrectionUnanswered):
        corrections.resubmit(submitted, by=owner)

    assert submitted.versions.count() == 1


def test_resubmit_refuses_an_incomplete_form(submitted, item, owner, keys):
    answering.save(submitted, keys[0], "", read_version=1, by=owner)
    corrections.reply(item, text="", by=owner)

    with pytest.raises(NotComplete) as refusal:
        corrections.resubmit(submitted, by=owner)

    assert [(problem.key, problem.code) for problem in refusal.value.problems] == [(keys[0], "missing")]


def test_resubmit_refuses_where_nothing_was_asked(submitted, owner):
    with pytest.raises(IllegalTransition):
        corrections.resubmit(submitted, by=owner)


def test_a_second_round_of_corrections_continues_the_chain(submitted, item, owner, secretary, keys):
    corrections.reply(item, text="型番はありません。", by=owner)
    corrections.resubmit(submitted, by=owner)
    again = corrections.request(submitted, {keys[2]: "短く"}, due_on=making.DUE, by=secretary)
    corrections.reply(again.items.get(), text="このままで", by=owner)
    corrections.resubmit(submitted, by=owner)

    hashes = list(submitted.versions.values_list("previous_sha256", "sha256"))
    assert [before for before, _own in hashes] == ["", hashes[0][1], hashes[1][1]]


AFTER = making.tokyo("2026-12-01T00:00")


def test_a_request_needs_a_day_to_come(submitted, secretary, keys):
    with pytest.raises(DayTooSoon):
        corrections.request(submitted, {keys[0]: "型番を"}, due_on=making.DURING.date(), by=secretary)

    assert submitted.state == "submitted"


def test_close_waits_until_the_day_is_over_in_tokyo(submitted, request_, secretary):
    with clock.at(AFTER - timedelta(seconds=1)), pytest.raises(CorrectionStillOpen) as refusal, override("ja"):
        corrections.close(submitted, reason="", by=secretary)
    with override("ja"):
        words = str(refusal.value)
    with clock.at(AFTER):
        corrections.close(submitted, reason="ご連絡がありませんでした。", by=secretary)

    assert "2026年11月30日(月)の終わりまで修正できます" in words
    assert (submitted.state, again(request_).state) == ("submitted", "closed")


def test_close_goes_back_to_the_version_that_was_submitted_last(submitted, request_, secretary, owner, keys):
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)
    with clock.at(AFTER):
        corrections.close(submitted, reason="", by=secretary)

    answer = submitted.answers.get(key=keys[0])
    assert (answer.value, answer.version, submitted.versions.count()) == ("座ったままひと折り", 3, 1)
    undone = submitted.history.get(action="correction.undo")
    assert undone.facts == {"questions": [keys[0]]}


def test_close_brings_back_files_and_drops_new_ones(submitted, secretary, owner):
    first = submitted.attachments.order_by("pk").first()
    question = submitted.round.form_version.questions.get(key=first.key)
    corrections.request(submitted, {str(first.key): "3ページを"}, due_on=making.DUE, by=secretary)
    answering.detach(first, by=owner)
    added = making.put_file(submitted, question, owner)

    with clock.at(AFTER):
        corrections.close(submitted, reason="", by=secretary)

    assert (again(first).removed_at, again(added).removed_at) == (None, AFTER)


def test_what_was_closed_never_reaches_a_later_version(submitted, request_, secretary, owner, keys):
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)
    with clock.at(AFTER):
        corrections.close(submitted, reason="", by=secretary)
        later = corrections.request(submitted, {keys[2]: "短く"}, due_on=AFTER.date() + timedelta(days=7), by=secretary)
        corrections.reply(later.items.get(), text="このままで", by=owner)
        version = corrections.resubmit(submitted, by=owner)

    assert (version.seq, version.answers[keys[0]]) == (2, "座ったままひと折り")


def test_close_tells_the_applicant_what_counts(submitted, request_, secretary, owner):
    with clock.at(AFTER):
        corrections.close(submitted, reason="ご連絡がありませんでした。", by=secretary)

    letter = Letter.objects.get(kind="certifications/correction_closed")
    assert (letter.recipient, letter.subject) == (owner, "修正の受付を締め切りました(KIS2026-0001)")
    assert "最後に提出された内容(第1版、2026年11月21日(土) 12:00)で手続きを進めます。" in letter.text
    assert "ご連絡がありませんでした。" in letter.text


def test_after_the_close_a_late_answer_is_refused(submitted, request_, item, secretary, owner):
    corrections.reply(item, text="型番はありません。", by=owner)
    with clock.at(AFTER):
        corrections.close(submitted, reason="", by=secretary)

        with pytest.raises(IllegalTransition):
            corrections.resubmit(submitted, by=owner)
        with pytest.raises(IllegalTransition):
            corrections.close(submitted, reason="", by=secretary)


def test_extend_names_the_new_day_in_a_letter(submitted, request_, secretary, owner):
    with clock.at(AFTER):
        corrections.extend(submitted, due_on=making.tokyo("2026-12-07T00:00").date(), reason="年度末のため", by=secretary)

    letter = Letter.objects.get(kind="certifications/correction_extended")
    assert (letter.recipient, letter.subject) == (owner, "修正の期限を2026年12月7日(月)まで延長しました(KIS2026-0001)")
    assert (again(request_).row_version, submitted.history.get(action="correction.extend").facts["to"]) == (2, "2026-12-07")


def test_extend_only_gives_more_time(submitted, request_, secretary):
    for day, refusal in ((making.DUE, DayNotLater), (making.DURING.date(), DayTooSoon)):
        with pytest.raises(refusal):
            corrections.extend(submitted, due_on=day, reason="", by=secretary)

    assert again(request_).due_on == making.DUE


def test_only_the_secretariat_of_the_case_closes_and_extends(submitted, request_, approver, owner):
    for by in (approver, owner):
        with clock.at(AFTER), pytest.raises(PermissionDenied):
            corrections.close(submitted, reason="", by=by)
        with pytest.raises(PermissionDenied):
            corrections.extend(submitted, due_on=AFTER.date(), reason="", by=by)


def test_a_silent_applicant_no_longer_holds_the_round(submitted, request_, secretary, open_round):
    with clock.at(making.JUDGING):
        with pytest.raises(StillScreening):
            rounds.open_judging(again(open_round), by=secretary)
        corrections.close(submitted, reason="", by=secretary)
        making.accepted(again(submitted), secretary)
        rounds.open_judging(again(open_round), by=secretary)

    assert again(open_round).state == "judging"
