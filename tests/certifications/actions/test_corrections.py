"""The office asks for corrections; the applicant answers each and submits again."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import answering, corrections
from certifications.models import CorrectionItem
from certifications.refusals import CorrectionUnanswered, NotComplete, NothingToCorrect, NotOpenForChange, ReplyMissing
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making

pytestmark = pytest.mark.django_db
DUE = making.tokyo("2026-11-30T00:00").date()


@pytest.fixture
def keys(submitted):
    return [str(key) for key in submitted.round.form_version.questions.order_by("order").values_list("key", flat=True)]


@pytest.fixture
def request_(submitted, secretary, keys):
    return corrections.request(submitted, {keys[0]: "型番を加えてください。"}, due_on=DUE, by=secretary)


@pytest.fixture
def item(request_):
    return request_.items.get()


def test_request_unlocks_and_writes_what_and_by_when(submitted, request_, owner):
    letter = Letter.objects.get(kind="certifications/correction_asked")

    assert (submitted.state, letter.recipient) == ("correction", owner)
    assert letter.subject == "【2026年11月30日(月)まで】申請の修正をお願いします(KIS2026-0001)"
    assert "1. 製品名\n   型番を加えてください。" in letter.text
    assert "ほかの欄はそのままで結構です。" in letter.text


def test_request_refuses_the_applicant_and_empty_points(submitted, owner, secretary, keys):
    with pytest.raises(PermissionDenied):
        corrections.request(submitted, {keys[0]: "x"}, due_on=DUE, by=owner)
    with pytest.raises(NothingToCorrect):
        corrections.request(submitted, {keys[0]: " ", "unknown": "x"}, due_on=DUE, by=secretary)

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
    again = corrections.request(submitted, {keys[2]: "短く"}, due_on=DUE, by=secretary)
    corrections.reply(again.items.get(), text="このままで", by=owner)
    corrections.resubmit(submitted, by=owner)

    hashes = list(submitted.versions.values_list("previous_sha256", "sha256"))
    assert [before for before, _own in hashes] == ["", hashes[0][1], hashes[1][1]]
