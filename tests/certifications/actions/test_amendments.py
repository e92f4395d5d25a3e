"""An open request for corrections is taken back or amended: what is open, what counts, and what is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications import clocks
from certifications.actions import amendments, answering, corrections, rechecks, rounds
from certifications.actions.corrections import Point
from certifications.models import Conflict
from certifications.open_questions import open_keys
from certifications.refusals import (
    AlreadyAsked,
    DayNotLater,
    DayTooSoon,
    NothingToCorrect,
    NotOpenForChange,
    PointAnswered,
    ReasonMissing,
    RoundCancelled,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition, StaleState
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
LATER = making.DUE + timedelta(days=7)


def test_cancel_closes_the_fields_and_the_case_stands_where_it_stood(submitted, request_, secretary, owner, keys):
    row = amendments.cancel(submitted, reason="別の申請と取り違えました。", by=secretary)

    assert (submitted.state, row.state, list(open_keys(submitted))) == ("submitted", "cancelled", [])
    assert submitted.history.order_by("-seq").first().note == "別の申請と取り違えました。"
    with pytest.raises(NotOpenForChange):
        answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)


def test_cancel_undoes_what_was_not_handed_in_and_keeps_it_among_the_earlier_answers(submitted, request_, secretary, owner, keys):
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)

    amendments.cancel(submitted, reason="取り違え", by=secretary)

    assert submitted.answers.get(key=keys[0]).value == "座ったままひと折り"
    earlier = submitted.revisions.filter(key=keys[0]).order_by("version").values_list("value", flat=True)
    assert list(earlier) == ["座ったままひと折り", "ORU-2", "座ったままひと折り"]
    assert submitted.history.get(action="correction.undo").facts == {"questions": [keys[0]]}


@pytest.mark.parametrize(("changes", "told"), [(True, True), (False, False)])
def test_cancel_writes_to_the_applicant(submitted, request_, secretary, owner, keys, changes, told):
    if changes:
        answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)
    amendments.cancel(submitted, reason="取り違え", by=secretary)

    letter = Letter.objects.get(kind="certifications/correction_cancelled")
    assert (letter.recipient, letter.subject) == (owner, "修正のお願いを取り消しました(KIS2026-0001)")
    assert "理由: 取り違え" in letter.text
    assert ("以前の回答に残っています" in letter.text) is told


def test_cancel_needs_a_reason_an_open_request_and_the_secretariat(submitted, request_, secretary, approver, owner):
    with pytest.raises(ReasonMissing):
        amendments.cancel(submitted, reason=" ", by=secretary)
    for by in (approver, owner):
        with pytest.raises(PermissionDenied):
            amendments.cancel(submitted, reason="x", by=by)
    amendments.cancel(submitted, reason="取り違え", by=secretary)
    with pytest.raises(IllegalTransition):
        amendments.cancel(again(submitted), reason="取り違え", by=secretary)

    assert again(submitted).correction_requests.get().state == "cancelled"


def test_who_has_an_interest_neither_cancels_nor_amends(submitted, request_, secretary, keys):
    facts = {"state": "confirmed", "source": "office", "recorded_at": clock.now()}
    Conflict.objects.create(person=secretary, application=submitted, **facts)

    with pytest.raises(PermissionDenied):
        amendments.cancel(submitted, reason="x", by=secretary)
    with pytest.raises(PermissionDenied):
        amendments.amend(submitted, add={keys[2]: "短く"}, by=secretary)

    assert again(submitted).state == "correction"


def test_in_a_round_called_off_nothing_is_cancelled_or_amended(submitted, request_, secretary, keys):
    rounds.cancel(submitted.round, reason="中止", by=secretary)

    with pytest.raises(RoundCancelled):
        amendments.cancel(submitted, reason="x", by=secretary)
    with pytest.raises(RoundCancelled):
        amendments.amend(submitted, add={keys[2]: "短く"}, by=secretary)

    assert again(request_).state == "open"


def test_the_clock_has_not_stood_still_for_what_was_taken_back(submitted, secretary, keys):
    with clock.at(making.tokyo("2026-11-25T10:00")):
        corrections.request(submitted, {keys[0]: "数値を"}, due_on=LATER, by=secretary)
    with clock.at(making.tokyo("2026-11-27T10:00")):
        during = clocks.clock_of(again(submitted))
        amendments.cancel(again(submitted), reason="取り違え", by=secretary)
        after = clocks.clock_of(again(submitted))

    assert [(each.used, each.paused) for each in (during, after)] == [(2, True), (4, False)]


def answered(application, request, owner):
    for item in request.items.all():
        corrections.reply(item, text="このままでお願いします。", by=owner)
    corrections.resubmit(application, by=owner)


def test_a_second_request_taken_back_leaves_the_first_to_be_looked_at(submitted, request_, secretary, owner, keys):
    answered(submitted, request_, owner)
    corrections.request(submitted, {keys[2]: "短く"}, due_on=making.DUE, by=secretary)

    amendments.cancel(submitted, reason="取り違え", by=secretary)

    assert (rechecks.waiting(submitted), submitted.state) == (request_, "submitted")
    rechecks.settle(submitted, accepted=[request_.items.get().pk], again={}, by=secretary)
    assert again(request_).state == "closed"


def test_two_requests_taken_back_one_after_the_other_leave_the_first_to_be_looked_at(submitted, request_, secretary, owner, keys):
    answered(submitted, request_, owner)
    for _time in range(2):
        corrections.request(again(submitted), {keys[2]: "短く"}, due_on=making.DUE, by=secretary)
        amendments.cancel(again(submitted), reason="取り違え", by=secretary)

    assert rechecks.waiting(submitted) == request_


def test_asked_again_and_taken_back_the_points_wait_for_a_verdict_anew(submitted, request_, secretary, owner):
    answered(submitted, request_, owner)
    item = request_.items.get()
    rechecks.settle(submitted, accepted=[], again={item.pk: Point(message="数値も")}, due_on=making.DUE, by=secretary)

    amendments.cancel(again(submitted), reason="電話で確かめました。", by=secretary)
    rechecks.settle(again(submitted), accepted=[item.pk], again={}, by=secretary)

    assert (again(item).verdict, again(request_).state) == ("accepted", "closed")


def test_a_closed_request_stays_closed_when_a_later_one_is_taken_back(submitted, request_, secretary, keys):
    with clock.at(making.tokyo("2026-12-01T00:00")):
        corrections.close(submitted, reason="ご連絡がありません。", by=secretary)
        corrections.request(again(submitted), {keys[2]: "短く"}, due_on=LATER, by=secretary)
        amendments.cancel(again(submitted), reason="取り違え", by=secretary)

    assert again(request_).state == "closed"


def test_second_click_of_a_resubmission_before_the_cancelled_request_gets_its_version(
    submitted, request_, secretary, owner, keys
):
    answered(submitted, request_, owner)
    corrections.request(submitted, {keys[2]: "短く"}, due_on=making.DUE, by=secretary)
    amendments.cancel(submitted, reason="取り違え", by=secretary)

    assert corrections.resubmit(submitted, by=owner) == submitted.versions.latest("seq")


def test_amend_adds_a_point_and_moves_the_day(submitted, request_, secretary, owner, keys):
    with clock.at(making.DURING + timedelta(hours=1)):
        amendments.amend(submitted, add={keys[2]: "短く"}, due_on=LATER, by=secretary)

    row = again(request_)
    assert (row.due_on, row.state, set(open_keys(submitted)) >= {keys[0], keys[2]}) == (LATER, "open", True)
    assert [(str(item.key), item.added_at) for item in row.items.order_by("pk")] == [
        (keys[0], None),
        (keys[2], making.DURING + timedelta(hours=1)),
    ]
    letter = Letter.objects.get(kind="certifications/correction_amended")
    assert (letter.recipient, letter.subject) == (
        owner,
        "修正のお願いの内容を変更しました。2026年12月7日(月)までに修正をお願いします(KIS2026-0001)",
    )
    assert "2件" in letter.text
    assert "短く" not in letter.text


def test_amend_keeps_what_was_answered(submitted, request_, item, secretary, owner, keys):
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)
    corrections.reply(item, text="型番を加えました。", by=owner)

    amendments.amend(submitted, add={keys[2]: "短く"}, by=secretary)

    assert (again(item).reply, submitted.answers.get(key=keys[0]).value) == ("型番を加えました。", "ORU-2")
    with pytest.raises(PointAnswered):
        amendments.amend(submitted, add={}, remove=[item.pk], by=secretary)
    corrections.reply(request_.items.get(key=keys[2]), text="短くしました。", by=owner)
    version = corrections.resubmit(again(submitted), by=owner)
    assert (version.seq, version.answers[keys[0]]) == (2, "ORU-2")


def test_amend_takes_a_point_out_closes_its_question_and_keeps_it_on_record(submitted, request_, secretary, owner, keys):
    amendments.amend(submitted, add={keys[2]: "短く"}, by=secretary)
    first = request_.items.get(key=keys[0])
    answering.save(submitted, keys[0], "ORU-2", read_version=1, by=owner)

    amendments.amend(submitted, add={}, remove=[first.pk], by=secretary)

    assert keys[0] not in open_keys(submitted)
    assert submitted.answers.get(key=keys[0]).value == "座ったままひと折り"
    facts = request_.history.order_by("-seq").first().facts
    assert facts["removed"] == [{"key": keys[0], "code": "", "message": "型番を加えてください。", "proposed": None}]


def test_amend_refuses_what_would_change_nothing_or_leave_nothing(submitted, request_, item, secretary, keys):
    refused = [
        ({"add": {}}, NothingToCorrect),
        ({"add": {}, "due_on": making.DUE}, NothingToCorrect),
        ({"add": {}, "remove": [item.pk]}, NothingToCorrect),
        ({"add": {keys[0]: "もう一度"}}, AlreadyAsked),
        ({"add": {keys[2]: "短く"}, "due_on": making.DUE - timedelta(days=1)}, DayNotLater),
        ({"add": {}, "remove": [0]}, StaleState),
    ]
    for facts, refusal in refused:
        with pytest.raises(refusal):
            amendments.amend(submitted, by=secretary, **facts)
    with clock.at(making.tokyo("2026-12-01T00:00")), pytest.raises(DayTooSoon):
        amendments.amend(submitted, add={keys[2]: "短く"}, by=secretary)

    assert (request_.items.count(), again(request_).row_version) == (1, request_.row_version)


def test_amend_refuses_once_it_has_been_handed_in(submitted, request_, secretary, owner, keys):
    answered(submitted, request_, owner)

    with pytest.raises(IllegalTransition):
        amendments.amend(again(submitted), add={keys[2]: "短く"}, by=secretary)


def test_recheck_shows_what_was_amended_and_nothing_that_was_taken_out(submitted, request_, secretary, owner, keys):
    amendments.amend(submitted, add={keys[2]: "短く"}, remove=[request_.items.get().pk], by=secretary)
    answered(again(submitted), request_, owner)

    row = rechecks.waiting(again(submitted))
    assert [str(item.key) for item in row.items.all()] == [keys[2]]
