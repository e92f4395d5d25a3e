"""A certificate is taken away only after its holder was heard, and by a second person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certifications.actions import certificates, conflicts, programs, withdrawals
from certifications.models import Certificate, Program, Withdrawal
from certifications.refusals import (
    AnswerEmpty,
    GroundsMissing,
    HearingDayTooSoon,
    HearingUnplanned,
    HolderStillAsked,
    OtherPersonDecides,
    PublicReasonMissing,
    WithdrawalUnderWay,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
REASON = {"ja": "基準を満たさなくなったため", "en": "The criteria are no longer met", "zh": "不再符合标准"}
GROUNDS = "仕様の変更により、基準の第3項に合わなくなっています。"


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


@pytest.fixture
def approver(certificate):
    return User.objects.get(email="a-kis@people.example")


@pytest.fixture
def day(certificate):
    return withdrawals.first_possible_day(certificate.program)


def begun(certificate, by, **facts):
    wanted = {"answer_until": withdrawals.first_possible_day(certificate.program)} | facts
    return withdrawals.begin(certificate, **{"reason_class": "criteria", "grounds": GROUNDS} | wanted, by=by)


def told(kind):
    return sorted(Letter.objects.filter(kind=f"certifications/{kind}").values_list("address", flat=True))


def test_from_notice_to_withdrawal(certificate, secretary, approver):
    owner = issuing.holder(certificate)
    withdrawal = begun(certificate, secretary)
    withdrawals.answer(withdrawal, text="仕様を元に戻します。", by=owner)
    before = again(certificate).status_on(clock.today())

    withdrawals.uphold(withdrawal, reason=REASON, note="改善の見込みがない。", by=approver)

    fresh, done = again(certificate), again(withdrawal)
    assert (before, fresh.state, fresh.reason_class, fresh.state_reason_ja) == ("valid", "withdrawn", "criteria", REASON["ja"])
    assert (done.state, done.decided_by, done.answer, done.answered_by) == ("upheld", approver, "仕様を元に戻します。", owner)
    assert list(fresh.history.values_list("action", flat=True)) == [
        "certificate.issue",
        "withdrawal.begin",
        "withdrawal.answer",
        "certificate.withdraw",
    ]
    assert [told(kind) for kind in ("hearing_notice", "hearing_answered", "certificate_withdrawn")] == [
        [owner.email],
        [approver.email],
        [owner.email],
    ]
    with pytest.raises(IllegalTransition):
        certificates.reinstate(fresh, by=secretary)


def test_letters_hold_neither_grounds_nor_notes(certificate, secretary, approver):
    withdrawal = begun(certificate, secretary, note="別の保有者からの通報")
    withdrawals.enter_answer(withdrawal, text="意見なし", told_by="telephone", by=secretary)
    withdrawals.uphold(withdrawal, reason=REASON, note="内部の検討", by=approver)

    words = "".join(
        letter.subject + letter.text for letter in Letter.objects.filter(about=certificate.decision.application.reference)
    )
    assert [text in words for text in (GROUNDS, "別の保有者からの通報", "内部の検討", "意見なし")] == [False] * 4
    assert f"/certificates/{certificate.public_id}/" in words


def test_an_approver_with_an_interest_hears_nothing_of_the_answer(certificate, secretary, approver):
    interested = making.office(certificate.program, "interested", "approver")
    conflicts.record(interested, program=certificate.program, application=certificate.application, reason="親族", by=secretary)
    withdrawal = begun(certificate, secretary)

    withdrawals.answer(withdrawal, text="仕様を元に戻します。", by=issuing.holder(certificate))

    assert told("hearing_answered") == [approver.email]


def test_who_began_it_does_not_decide(certificate, approver):
    withdrawal = begun(certificate, approver)
    withdrawals.answer(withdrawal, text="異議があります。", by=issuing.holder(certificate))

    with pytest.raises(OtherPersonDecides):
        withdrawals.uphold(withdrawal, reason=REASON, note="理由", by=approver)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.filter(pk=withdrawal.pk).update(state="upheld", decided_by=approver, decided_at=clock.now())

    second = making.office(Program.objects.get(), "a-second", "approver")
    withdrawals.drop(withdrawal, note="改善を確認した。", by=second)
    assert (again(withdrawal).state, again(certificate).state) == ("dropped", "active")
    assert told("certificate_kept") == [issuing.holder(certificate).email]


def test_the_holder_has_time_until_the_last_day(certificate, secretary, approver, day):
    with pytest.raises(HearingDayTooSoon):
        begun(certificate, secretary, answer_until=day - timedelta(days=1))
    withdrawal = begun(certificate, secretary)
    with pytest.raises(HolderStillAsked):
        withdrawals.uphold(withdrawal, reason=REASON, note="理由", by=approver)

    with clock.at(clock.now() + timedelta(days=(day - clock.today()).days + 1)):
        withdrawals.uphold(withdrawal, reason=REASON, note="回答がなかった。", by=approver)

    assert again(certificate).state == "withdrawn"


def test_how_long_the_holder_has_is_the_programs_data(certificate):
    Program.objects.update(certificate_rules={"hearing_days": 21})

    assert withdrawals.first_possible_day(Program.objects.get()) == clock.today() + timedelta(days=21)
    assert programs.load(making.program_data("kis"), by=None).certificate_rules["hearing_days"] == 14


def test_one_withdrawal_at_a_time(certificate, secretary, approver):
    withdrawal = begun(certificate, secretary)
    with pytest.raises(WithdrawalUnderWay):
        begun(certificate, approver)
    withdrawals.answer(withdrawal, text="異議があります。", by=issuing.holder(certificate))
    withdrawals.drop(withdrawal, note="根拠が足りない。", by=approver)

    assert begun(certificate, approver).state == "noticed"


def test_a_notice_needs_grounds_and_a_hearing_its_place(certificate, secretary):
    with pytest.raises(GroundsMissing):
        begun(certificate, secretary, grounds=" ")
    with pytest.raises(HearingUnplanned):
        begun(certificate, secretary, hearing="oral", hearing_at=clock.now())

    withdrawal = begun(certificate, secretary, hearing="oral", hearing_at=clock.now(), hearing_place="第2会議室")
    assert (withdrawal.hearing, withdrawal.hearing_place) == ("oral", "第2会議室")


def test_the_holder_answers_once_and_nobody_else_does(certificate, secretary):
    withdrawal = begun(certificate, secretary)
    owner, stranger = issuing.holder(certificate), making.person("stranger")
    viewer = making.person("viewer")
    certificate.organization.memberships.create(user=viewer, role="viewer", started_at=clock.now())
    for other in (stranger, viewer, secretary):
        with pytest.raises(PermissionDenied):
            withdrawals.answer(withdrawal, text="回答", by=other)
    with pytest.raises(AnswerEmpty):
        withdrawals.answer(withdrawal, text=" ", by=owner)

    withdrawals.answer(withdrawal, text="回答", by=owner)

    with pytest.raises(IllegalTransition):
        withdrawals.answer(withdrawal, text="二度目", by=owner)
    with pytest.raises(IllegalTransition):
        withdrawals.enter_answer(withdrawal, text="二度目", told_by="letter", by=secretary)
    assert again(withdrawal).answer == "回答"


def test_a_withdrawal_needs_words_for_the_public(certificate, secretary, approver):
    withdrawal = begun(certificate, secretary)
    withdrawals.answer(withdrawal, text="回答", by=issuing.holder(certificate))

    with pytest.raises(PublicReasonMissing):
        withdrawals.uphold(withdrawal, reason={"ja": ""}, note="理由", by=approver)

    assert (again(withdrawal).state, again(certificate).state) == ("answered", "active")


def test_giving_back_ends_a_withdrawal_under_way(certificate, secretary, approver):
    withdrawal = begun(certificate, secretary)

    certificates.give_back(certificate, reason_class="wish", by=issuing.holder(certificate))

    assert again(withdrawal).state == "moot"
    with pytest.raises(IllegalTransition), clock.at(clock.now() + timedelta(days=60)):
        withdrawals.uphold(withdrawal, reason=REASON, note="理由", by=approver)


def test_officers_with_an_interest_decide_nothing(certificate, secretary, approver):
    withdrawal = begun(certificate, secretary)
    certificate.organization.memberships.create(user=approver, role="viewer", started_at=clock.now())

    with clock.at(clock.now() + timedelta(days=60)):
        for verb, facts in ((withdrawals.uphold, {"reason": REASON}), (withdrawals.drop, {})):
            with pytest.raises(PermissionDenied):
                verb(again(withdrawal), note="理由", by=User.objects.get(pk=approver.pk), **facts)

    assert list(Withdrawal.objects.visible_to(User.objects.get(pk=approver.pk))) == []
    assert list(Withdrawal.objects.visible_to(secretary)) == [withdrawal]
    assert Certificate.objects.get().state == "active"
