"""An appeal: in time, looked into by others than the first deciders, answered by a new decision that edits nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certifications import appeal_terms
from certifications.actions import appeals, decisions, releases, rulings
from certifications.models import AgendaItem, Appeal, AppealSeat, Certificate, Decision, Hold, Meeting, Motion, Presence, Vote
from certifications.refusals import (
    AnswerNotApproved,
    AppealedAlready,
    AppealPanelMissing,
    BundleChanged,
    GroundsMissing,
    HadAPart,
    NoAppealHere,
    NothingChanged,
    ReasonsMissing,
    TooLateToAppeal,
    WorseThanBefore,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db

AFTER = RELEASE + timedelta(days=3)
GROUNDS = "安全性の資料は9月に提出しています。"


def released(application, round_, secretary, approver, **facts):
    """The case with its result announced."""
    locked(round_, secretary)
    approved(application, secretary, approver, **facts)
    with clock.at(RELEASE):
        releases.release(again(round_), by=approver)
    return again(application)


@pytest.fixture
def refused(in_judging, open_round, secretary, approver):
    """A case that was refused; the clock stands three days after."""
    case = released(in_judging, open_round, secretary, approver, outcome="not_certified")
    with clock.at(AFTER):
        yield case


@pytest.fixture
def second(program):
    """Those of the office who had no part in the first decision."""
    return making.office(program, "second-secretary"), making.office(program, "second-approver", "approver")


@pytest.fixture
def appeal(refused, owner):
    return appeals.file(refused, grounds=GROUNDS, by=owner)


@pytest.fixture
def reviewed(appeal, second):
    """Under review, with a panel."""
    appeals.seat(appeal, making.person("outsider"), by=second[0])
    appeals.begin(appeal, by=second[0])
    return appeal


def answered(appeal, second, **facts):
    """Drafted, handed on, approved and released."""
    decision = rulings.draft(appeal, by=second[0], **facts)
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])
    rulings.release(appeal, by=second[1])
    return again(decision)


def test_an_appeal_bars_everybody_who_had_a_part_and_keeps_the_papers(appeal, refused, secretary, approver, judges, owner):
    parts = dict(appeal.first_deciders.values_list("person", "part"))

    assert parts == {secretary.pk: "drafted", approver.pk: "signed"} | {judge.pk: "judged" for judge in judges}
    assert (appeal.state, appeal.received_on, appeal.decision.application_id) == ("received", AFTER.date(), refused.pk)
    assert [(hold.kind, hold.placed_by) for hold in Hold.objects.standing()] == [("appeal", owner)]
    assert set(Letter.objects.filter(kind__startswith="certifications/appeal").values_list("kind", flat=True)) == {
        "certifications/appeal_received",
        "certifications/appeal_came",
    }


def test_who_came_to_the_committee_or_voted_in_it_is_barred_too(refused, owner, second):
    came, voted = making.person("came"), making.person("voted")
    meeting = Meeting.objects.create(
        stage=refused.round.stages.last(), number=1, form="written", ends_at=RELEASE, changed_at=RELEASE, state="closed"
    )
    item = AgendaItem.objects.create(meeting=meeting, application=refused, order=1)
    Presence.objects.create(meeting=meeting, member=came, came_at=RELEASE, left_at=RELEASE)
    motion = Motion.objects.create(item=item, number=1, opened_at=RELEASE)
    Vote.objects.create(motion=motion, member=voted, cast_at=RELEASE)

    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)

    barred = appeal.first_deciders.filter(part="judged", person__in=[came, voted])
    assert barred.count() == 2
    with pytest.raises(HadAPart):
        appeals.seat(appeal, came, by=second[0])


def test_it_counts_until_the_end_of_the_last_day(refused, owner):
    closes = appeal_terms.closes_at(refused.round)
    assert appeal_terms.last_day(refused.round) == date(2027, 3, 31)  # thirty days after 1 March

    with clock.at(closes), pytest.raises(TooLateToAppeal):
        appeals.file(refused, grounds=GROUNDS, by=owner)
    with clock.at(closes - timedelta(microseconds=1)):
        assert appeals.file(refused, grounds=GROUNDS, by=owner).is_late is False


def test_nothing_is_filed_before_the_letters_leave_nor_where_the_program_takes_none(refused, owner):
    with clock.at(RELEASE + timedelta(minutes=14)), pytest.raises(NoAppealHere):
        appeals.file(refused, grounds=GROUNDS, by=owner)
    type(refused.round).objects.update(rules=refused.round.rules | {"appeals": {}})
    with pytest.raises(NoAppealHere):
        appeals.file(again(refused), grounds=GROUNDS, by=owner)
    assert Appeal.objects.count() == 0


def test_one_appeal_a_decision_and_a_new_one_after_it_was_taken_back(appeal, refused, owner):
    with pytest.raises(AppealedAlready):
        appeals.file(refused, grounds="もう一度", by=owner)

    appeals.take_back(appeal, by=owner)
    again_filed = appeals.file(refused, grounds="もう一度", by=owner)

    assert (again(appeal).state, again_filed.state) == ("taken_back", "received")


def test_grounds_are_needed_and_only_the_own_writers_file(refused, owner, viewer, stranger, secretary):
    with pytest.raises(GroundsMissing):
        appeals.file(refused, grounds="  ", by=owner)
    for somebody in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            appeals.file(refused, grounds=GROUNDS, by=somebody)


def test_the_office_enters_what_came_late_on_paper(refused, second):
    with clock.at(AFTER + timedelta(days=60)):
        entered = appeals.enter(refused, grounds=GROUNDS, channel="paper", received_on=clock.today(), by=second[0])

        assert (entered.is_late, entered.channel) == (True, "paper")
        rejected = answered(entered, second, ruling="rejected", reasons="期間を過ぎています。")
        assert (again(entered).state, rejected.outcome, rejected.reasons) == ("rejected", "not_certified", "期間を過ぎています。")


def test_no_first_decider_sits_on_the_panel(appeal, second, secretary, approver, judges):
    for person in (secretary, approver, *judges):
        with pytest.raises(HadAPart):
            appeals.seat(appeal, person, by=second[0])
        with pytest.raises(IntegrityError), transaction.atomic():
            AppealSeat.objects.create(appeal=appeal, person=person, seated_by=second[0], seated_at=clock.now())
    with pytest.raises(PermissionDenied):
        appeals.seat(appeal, making.person("outsider"), by=secretary)
    assert appeal.seats.count() == 0


def test_the_database_refuses_also_a_seat_that_is_given_over(reviewed, judges):
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealSeat.objects.update(person=judges[0])


def test_nobody_rules_without_a_panel(appeal, second):
    appeals.begin(appeal, by=second[0])

    with pytest.raises(AppealPanelMissing):
        rulings.draft(appeal, ruling="dismissed", reasons="理由", by=second[0])


def test_a_first_decider_neither_drafts_nor_signs_nor_releases_the_answer(reviewed, second, secretary, approver):
    with pytest.raises(PermissionDenied):
        rulings.draft(reviewed, ruling="dismissed", reasons="理由", by=secretary)
    decision = rulings.draft(reviewed, ruling="dismissed", reasons="理由", by=second[0])
    decisions.propose(decision, by=second[0])

    with pytest.raises(HadAPart):
        decisions.approve(decision, by=approver)
    decisions.approve(again(decision), by=second[1])
    with pytest.raises(PermissionDenied):
        rulings.release(reviewed, by=approver)


def test_upheld_a_new_decision_supersedes_and_edits_nothing(reviewed, refused, second, owner, program):
    level = program.levels.order_by("-rank").first()
    first = reviewed.decision
    before = Decision.objects.filter(pk=first.pk).values().get()
    history = list(first.history.values_list("hash", flat=True))

    decision = answered(reviewed, second, ruling="upheld", outcome="certified", level=level, reasons="資料を確かめました。")

    assert Decision.objects.filter(pk=first.pk).values().get() == before
    assert list(first.history.values_list("hash", flat=True)) == history
    assert (again(reviewed).state, again(first).superseded_by, again(refused).decision) == ("upheld", decision, decision)
    assert list(Certificate.objects.issued().values_list("decision", flat=True)) == [decision.pk]
    letter = Letter.objects.get(kind="certifications/appeal_answered", address=owner.email)
    assert "資料を確かめました" not in letter.subject + letter.text


def test_a_higher_level_replaces_the_certificate(in_judging, open_round, secretary, approver, owner, second, program):
    low, high = program.levels.order_by("-rank").first(), program.levels.order_by("rank").first()
    case = released(in_judging, open_round, secretary, approver, level=low)
    old = Certificate.objects.get()
    with clock.at(AFTER):
        appeal = appeals.file(case, grounds=GROUNDS, by=owner)
        appeals.seat(appeal, making.person("outsider"), by=second[0])
        appeals.begin(appeal, by=second[0])
        with pytest.raises(WorseThanBefore):
            rulings.draft(appeal, ruling="upheld", outcome="not_certified", reasons="x", by=second[0])
        with pytest.raises(NothingChanged):
            rulings.draft(appeal, ruling="upheld", outcome="certified", level=low, reasons="x", by=second[0])
        answered(appeal, second, ruling="upheld", outcome="certified", level=high, reasons="等級を改めます。")

    new = Certificate.objects.get(state="active")
    assert (again(old).state, new.number in again(old).state_reason_ja, new.level) == ("superseded", True, high)
    assert (new.predecessor, again(old).newer) == (old, new)


def test_dismissed_says_the_first_result_again(reviewed, refused, second):
    decision = answered(reviewed, second, ruling="dismissed", reasons="資料を確かめましたが、結論は変わりません。")

    assert (again(reviewed).state, decision.outcome, again(reviewed.decision).superseded_by) == (
        "dismissed",
        "not_certified",
        None,
    )
    assert Certificate.objects.count() == 0


def test_an_answer_needs_reasons_an_approval_and_unchanged_papers(reviewed, second):
    with pytest.raises(ReasonsMissing):
        rulings.draft(reviewed, ruling="dismissed", reasons=" ", by=second[0])
    decision = rulings.draft(reviewed, ruling="dismissed", reasons="理由", by=second[0])
    with pytest.raises(AnswerNotApproved):
        rulings.release(reviewed, by=second[1])
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])
    Decision.objects.filter(pk=decision.pk).update(reasons="あとから")

    with pytest.raises(BundleChanged):
        rulings.release(reviewed, by=second[1])
    assert again(reviewed).state == "in_review"


def test_the_applicant_sees_the_answer_only_after_its_release(reviewed, second, owner):
    decision = rulings.draft(reviewed, ruling="dismissed", reasons="封印された理由", by=second[0])
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])
    sealed = list(Decision.objects.visible_to(owner).values_list("pk", flat=True))

    rulings.release(reviewed, by=second[1])

    assert sealed == [reviewed.decision_id]
    assert set(Decision.objects.visible_to(owner).values_list("pk", flat=True)) == {reviewed.decision_id, decision.pk}


def test_what_was_taken_back_cannot_be_answered(reviewed, refused, second, owner):
    decision = rulings.draft(reviewed, ruling="dismissed", reasons="理由", by=second[0])
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])

    appeals.take_back(reviewed, by=owner)

    with pytest.raises(IllegalTransition):
        rulings.release(reviewed, by=second[1])
    assert again(refused).decision == reviewed.decision
    assert again(decision).state == "approved"
