"""Decisions: drafted by one, approved by another, sealed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certifications.actions import applications, bulk_decisions, decisions, programs
from certifications.models import Decision
from certifications.permissions import can_see_decision
from certifications.refusals import DecisionChanged, LevelWrong, ReasonsMissing, SecondPersonNeeded, WrongStage
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import again, approved, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def deciding(in_judging, open_round, secretary):
    """A case whose round has its result."""
    locked(open_round, secretary)
    return again(in_judging)


@pytest.fixture
def level(program):
    return program.levels.order_by("-rank").first()


def test_a_decision_cites_the_result(deciding, secretary, level):
    decision = decisions.draft(deciding, outcome="certified", level=level, by=secretary)

    assert decision.result_run == deciding.round.result_runs.get()
    assert decision.state == "drafted"


def test_nothing_is_decided_before_the_scores_are_locked(in_judging, secretary, level):
    with pytest.raises(IllegalTransition):
        decisions.draft(in_judging, outcome="certified", level=level, by=secretary)

    assert Decision.objects.count() == 0


def test_a_refusal_needs_reasons(deciding, secretary):
    decision = decisions.draft(deciding, outcome="not_certified", by=secretary)

    with pytest.raises(ReasonsMissing):
        decisions.propose(decision, by=secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(state="proposed")


def test_who_drafted_cannot_approve(deciding, secretary, level, program):
    programs.grant_role(program, secretary, "approver", by=None)
    decision = decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)

    with pytest.raises(SecondPersonNeeded):
        decisions.approve(decision, by=secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(state="approved", approved_by=secretary)


def test_the_secretariat_cannot_approve(deciding, secretary, level):
    decision = decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)
    colleague = making.office(deciding.round.program, "second-secretary")

    with pytest.raises(PermissionDenied):
        decisions.approve(decision, by=colleague)


def test_an_approval_is_locked_by_its_hash(deciding, secretary, approver):
    decision = approved(deciding, secretary, approver)

    assert decision.bundle_hash == decisions.bundle_hash(decision)

    decision.reasons = "あとから書き足した"
    assert decision.bundle_hash != decisions.bundle_hash(decision)
    with pytest.raises(IllegalTransition):
        decisions.draft(again(deciding), outcome="not_certified", reasons="別の結論", by=secretary)


def test_sending_back_opens_the_draft_and_tells_its_author(deciding, secretary, approver):
    decision = approved(deciding, secretary, approver)

    decisions.send_back(decision, comment="理由を具体的に", by=approver)

    decision = again(decision)
    assert (decision.state, decision.approved_by, decision.bundle_hash) == ("drafted", None, "")
    letter = Letter.objects.get(kind="certifications/decision_sent_back")
    assert letter.address == secretary.email
    assert "理由を具体的に" not in letter.text


def test_an_approver_in_conflict_neither_sees_nor_approves(deciding, secretary, approver, level, company):
    decision = decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)
    making.Membership.objects.create(organization=company, user=approver, role="viewer", started_at=making.DURING)
    approver.__dict__.pop("_membership_roles", None)

    with pytest.raises(PermissionDenied):
        decisions.approve(again(decision), by=approver)
    assert list(Decision.objects.visible_to(approver)) == []


def test_the_applicant_learns_nothing_before_the_release(deciding, secretary, approver, owner):
    approved(deciding, secretary, approver)

    assert not can_see_decision(owner, again(deciding))
    assert list(Decision.objects.visible_to(owner)) == []
    assert not Letter.objects.filter(kind="certifications/decided").exists()


def test_bulk_drafts_follow_the_rank(deciding, secretary, approver, program, level):
    drafted = bulk_decisions.draft_by_rank(deciding.round, {level: 1}, refusal_reasons="枠を超えました。", by=secretary)

    assert (drafted.count, drafted.tied) == (1, [])
    assert again(deciding).decision.level == level
    assert bulk_decisions.draft_by_rank(deciding.round, {level: 1}, refusal_reasons="枠を超えました。", by=secretary).count == 0
    assert bulk_decisions.propose_all(deciding.round, by=secretary) == 1
    seen = bulk_decisions.seen(bulk_decisions.to_approve(deciding.round, approver))
    assert bulk_decisions.approve_all(deciding.round, by=approver, seen_as=seen) == 1
    assert again(deciding).decision.state == "approved"


def test_drafting_by_rank_passes_over_who_has_withdrawn(deciding, open_round, secretary, owner, level):
    applications.withdraw(deciding, by=owner)

    drafted = bulk_decisions.draft_by_rank(again(open_round), {level: 1}, refusal_reasons="今回は見送ります。", by=secretary)

    assert (drafted.count, Decision.objects.count()) == (0, 0)


def test_a_certification_takes_a_level_of_its_own_program(deciding, secretary):
    foreign = making.program("meister").levels.first()

    for level in (None, foreign):
        with pytest.raises(LevelWrong):
            decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "stage", "expected"),
    [
        ("submitted", "published", ["ineligible"]),
        ("in_review", "published", ["ineligible"]),
        ("in_review", "judging", []),
        ("in_review", "deciding", ["certified", "not_certified", "ineligible"]),
        ("submitted", "deciding", ["ineligible"]),
        ("submitted", "cancelled", []),
        ("correction", "published", []),
        ("decided", "released", []),
    ],
)
def test_which_outcomes_are_open(submitted, state, stage, expected):
    submitted.state, submitted.round.state = state, stage

    assert decisions.outcomes_open(submitted) == expected


def test_an_approver_approves_what_was_in_hand(deciding, secretary, approver, level):
    decision = decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)
    held = again(decision)
    decisions.send_back(again(decision), comment="理由を", by=approver)
    redrafted = decisions.draft(again(deciding), outcome="certified", level=level, reasons="新しい理由", by=secretary)
    decisions.propose(redrafted, by=secretary)

    with pytest.raises(DecisionChanged):
        decisions.approve(held, by=approver)
    decisions.approve(again(redrafted), by=approver)

    assert again(decision).state == "approved"


def test_a_redraft_is_another_writing_even_with_the_same_words(deciding, secretary, level):
    first = decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    second = decisions.draft(again(deciding), outcome="certified", level=level, by=secretary)

    assert (first.row_version, second.row_version) == (1, 2)
    assert decisions.seen(first) != decisions.seen(second)


def test_bulk_approval_is_of_the_table_that_was_shown(deciding, secretary, approver, level):
    decision = decisions.draft(deciding, outcome="certified", level=level, by=secretary)
    nothing = bulk_decisions.seen(bulk_decisions.to_approve(deciding.round, approver))
    decisions.propose(decision, by=secretary)

    with pytest.raises(DecisionChanged):
        bulk_decisions.approve_all(deciding.round, by=approver, seen_as=nothing)
    assert again(decision).state == "proposed"


def test_bulk_verbs_wait_for_the_scores_to_be_locked(in_judging, secretary, approver, level):
    round_ = in_judging.round
    for verb in (
        lambda: bulk_decisions.draft_by_rank(round_, {level: 1}, refusal_reasons="枠外", by=secretary),
        lambda: bulk_decisions.propose_all(round_, by=secretary),
        lambda: bulk_decisions.approve_all(round_, by=approver, seen_as=""),
    ):
        with pytest.raises(WrongStage):
            verb()


def test_a_draft_is_discarded_and_stays_on_record(submitted, secretary):
    decision = decisions.draft(submitted, outcome="ineligible", reasons="対象外です。", by=secretary)
    hashes = [event.hash for event in decision.history.all()]

    decisions.discard(decision, reason="取り違え", by=secretary)

    event = submitted.history.get(action="decision.discard")
    assert Decision.objects.count() == 0
    assert (event.note, event.facts["outcome"], event.facts["reasons"]) == ("取り違え", "ineligible", "対象外です。")
    assert [row[-1] for row in event.facts["events"]] == hashes
    making.accepted(again(submitted), secretary)
    assert again(submitted).state == "in_review"


def test_only_a_draft_is_discarded_and_only_by_its_secretariat(submitted, secretary, approver, owner):
    decision = decisions.draft(submitted, outcome="ineligible", reasons="対象外です。", by=secretary)
    for by in (approver, owner):
        with pytest.raises(PermissionDenied):
            decisions.discard(decision, reason="x", by=by)
    stale = again(decision)
    decisions.propose(decision, by=secretary)

    for record in (decision, stale):
        with pytest.raises(IllegalTransition):
            decisions.discard(record, reason="x", by=secretary)
    assert Decision.objects.count() == 1
