"""An approval in steps: in order, by different persons, with deputies, with ways back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certifications import approval_states, papers
from certifications.actions import approval_seats, bulk_decisions, conflicts, decisions, programs
from certifications.approval_permissions import may_sign
from certifications.models import ApprovalSeat, ApprovalStep, Assignment, Decision, Round
from certifications.refusals import (
    BundleChanged,
    DecisionChanged,
    EvaluatorDecides,
    NotYourStep,
    SecondPersonNeeded,
    SignerInConflict,
    SomebodySigned,
    StepsDone,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def states(decision):
    return list(decision.steps.counting().values_list("code", "state"))


def test_every_step_signs_in_order_and_the_last_one_approves(proposed, heads):
    seen = []

    for head in heads:
        decisions.approve(again(proposed), by=head)
        seen.append((again(proposed).state, again(proposed).steps.signed().count()))

    assert seen == [("proposed", 1), ("proposed", 2), ("approved", 3)]
    decision = again(proposed)
    assert decision.approved_by == heads[2]
    assert {step.bundle_hash for step in decision.steps.signed()} == {decision.bundle_hash}
    actions = decision.history.values_list("action", flat=True)
    assert list(actions) == ["decision.draft", "decision.propose", "decision.sign", "decision.sign", "decision.approve"]


def test_out_of_order_is_refused(proposed, heads):
    for head in heads[1:]:
        with pytest.raises(NotYourStep):
            decisions.approve(again(proposed), by=head)

    assert again(proposed).steps.signed().count() == 0


def test_nobody_signs_two_steps(proposed, heads, program):
    approval_seats.name(program, "division", heads[0], by=None)
    decisions.approve(again(proposed), by=heads[0])

    with pytest.raises(NotYourStep):
        decisions.approve(again(proposed), by=heads[0])
    second = again(proposed).steps.get(code="division")
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalStep.objects.filter(pk=second.pk).update(state="signed", signed_by=heads[0], signed_at=clock.now())


def test_the_author_signs_no_step(proposed, secretary, program):
    programs.grant_role(program, secretary, "approver", by=None)

    with pytest.raises(SecondPersonNeeded):
        decisions.approve(again(proposed), by=secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalStep.objects.filter(code="section").update(state="signed", signed_by=secretary, signed_at=clock.now())


def test_who_judged_the_case_signs_no_step(proposed, program):
    head = making.office(program, "was-judge", "approver")
    approval_seats.name(program, "section", head, by=None)
    stage = proposed.application.round.stages.scored().get()
    Assignment.objects.create(application=proposed.application, stage=stage, judge=head, assigned_at=clock.now())

    with pytest.raises(EvaluatorDecides):
        decisions.approve(again(proposed), by=head)
    assert not may_sign(head, again(proposed))


def test_a_deputy_signs_in_her_days_and_the_step_says_so(proposed, program):
    deputy = making.office(program, "deputy", "approver")
    today = clock.today()
    approval_seats.name(
        program, "section", deputy, deputy=True, since=today, until=today + timedelta(days=2), reason="出張", by=None
    )

    with clock.at(making.DURING + timedelta(days=3)), pytest.raises(NotYourStep):
        decisions.approve(again(proposed), by=deputy)
    decisions.approve(again(proposed), by=deputy)

    step = again(proposed).steps.get(code="section")
    assert (step.signed_by, step.deputy_reason) == (deputy, "出張")


def test_a_head_in_conflict_leaves_the_step_to_her_deputy(proposed, heads, program, secretary):
    deputy = making.office(program, "deputy", "approver")
    approval_seats.name(
        program, "section", deputy, deputy=True, until=clock.today() + timedelta(days=9), reason="利害関係のため", by=secretary
    )
    conflicts.record(heads[0], program=program, application=proposed.application, reason="親族", by=secretary)

    with pytest.raises(PermissionDenied):
        decisions.approve(again(proposed), by=heads[0])
    decisions.approve(again(proposed), by=deputy)

    assert again(proposed).steps.get(code="section").signed_by == deputy


def test_a_conflict_found_after_signing_stops_the_next(proposed, heads, program, secretary):
    decisions.approve(again(proposed), by=heads[0])
    conflicts.record(heads[0], program=program, application=proposed.application, reason="親族", by=secretary)

    with pytest.raises(SignerInConflict):
        decisions.approve(again(proposed), by=heads[1])

    assert again(proposed).steps.signed().count() == 1


def test_passing_over_goes_on_without_the_absent_who_reads_later(proposed, heads):
    with pytest.raises(PermissionDenied):
        decisions.pass_over(again(proposed), reason="不在", by=heads[2])
    decisions.pass_over(again(proposed), reason="出張で不在", by=heads[1])
    decisions.approve(again(proposed), by=heads[1])
    decisions.approve(again(proposed), by=heads[2])
    with pytest.raises(PermissionDenied):
        decisions.read_later(again(proposed), by=heads[2])
    decisions.read_later(again(proposed), by=heads[0])

    decision = again(proposed)
    assert (decision.state, states(decision)[0]) == ("approved", ("section", "read_later"))
    assert decision.history.get(action="decision.pass_over").note == "出張で不在"


def test_the_last_step_is_never_passed_over(proposed, heads):
    for head in heads[:2]:
        decisions.approve(again(proposed), by=head)

    for head in heads:
        with pytest.raises(PermissionDenied):
            decisions.pass_over(again(proposed), reason="不在", by=head)


def test_a_step_back_returns_to_who_signed_before(proposed, heads):
    with pytest.raises(StepsDone):
        decisions.step_back(again(proposed), comment="前がない", by=heads[0])
    decisions.approve(again(proposed), by=heads[0])
    decisions.step_back(again(proposed), comment="理由を確かめてください", by=heads[1])

    decision = again(proposed)
    assert (decision.state, states(decision)[0]) == ("proposed", ("section", "waiting"))
    decisions.approve(decision, by=heads[0])
    assert again(proposed).steps.signed().count() == 1


def test_returning_ends_the_turn_and_the_next_one_begins_anew(proposed, heads, secretary):
    decisions.approve(again(proposed), by=heads[0])
    decisions.send_back(again(proposed), comment="理由を具体的に", by=heads[1])

    assert (again(proposed).state, states(again(proposed))) == ("drafted", [])
    decisions.propose(again(proposed), by=secretary)
    assert [state for _code, state in states(again(proposed))] == ["waiting"] * 3
    assert set(ApprovalStep.objects.values_list("turn", flat=True)) == {1, 2}
    assert ApprovalStep.objects.get(turn=1, code="section").signed_by == heads[0]
    assert "理由を具体的に" not in Letter.objects.get(kind="certifications/decision_sent_back").text


def test_the_author_takes_the_draft_back_while_nobody_has_signed(proposed, heads, secretary):
    colleague = making.office(proposed.application.round.program, "colleague")
    with pytest.raises(PermissionDenied):
        decisions.take_back(again(proposed), by=colleague)
    decisions.take_back(again(proposed), by=secretary)
    assert again(proposed).state == "drafted"

    decisions.propose(again(proposed), by=secretary)
    decisions.approve(again(proposed), by=heads[0])
    with pytest.raises(SomebodySigned):
        decisions.take_back(again(proposed), by=secretary)


@pytest.mark.parametrize("what", ["reasons", "letter", "appeal", "certificate", "holder", "template"])
def test_any_change_of_the_papers_refuses_the_signature(proposed, heads, what, monkeypatch):
    round_ = proposed.application.round
    rules = round_.rules
    if what == "letter":
        rules["letters"] = rules["letters"] | {"certified": {"ja": "別の結び"}}
    elif what == "appeal":
        rules["appeal_text"] = {"ja": "別の教示"}
    Round.objects.filter(pk=round_.pk).update(rules=rules)
    if what == "reasons":
        Decision.objects.update(reasons="あとから")
    elif what == "certificate":
        type(round_.program).objects.update(issuer_ja="別の長")
    elif what == "holder":
        type(proposed.application.organization).objects.update(name_ja="別の会社")
    elif what == "template":
        monkeypatch.setattr(papers, "template_hashes", lambda: ["another"])

    with pytest.raises(BundleChanged):
        decisions.approve(again(proposed), by=heads[0])

    assert again(proposed).steps.signed().count() == 0


def test_what_was_seen_at_another_step_is_not_signed(proposed, heads):
    seen = decisions.seen(again(proposed))
    decisions.approve(again(proposed), by=heads[0])

    with pytest.raises(DecisionChanged):
        decisions.approve(again(proposed), seen_as=seen, by=heads[1])


def test_signing_many_takes_only_what_waits_for_her(proposed, heads):
    round_ = proposed.application.round

    found = [bulk_decisions.to_approve(round_, head) for head in heads]

    assert [len(each) for each in found] == [1, 0, 0]
    assert bulk_decisions.approve_all(round_, by=heads[0], seen_as=bulk_decisions.seen(found[0])) == 1
    assert [len(bulk_decisions.to_approve(round_, head)) for head in heads] == [0, 1, 0]


def test_who_is_taken_off_a_step_signs_no_more(proposed, heads, secretary, program):
    colleague = making.office(program, "other-head", "approver")
    approval_seats.name(program, "section", colleague, by=secretary)
    approval_seats.end(ApprovalSeat.objects.get(user=heads[0]), by=secretary)

    with pytest.raises(NotYourStep):
        decisions.approve(again(proposed), by=heads[0])
    decisions.approve(again(proposed), by=colleague)

    assert again(proposed).steps.signed().get().signed_by == colleague


def test_a_draft_goes_no_step_back(proposed, heads, secretary):
    decisions.take_back(again(proposed), by=secretary)

    with pytest.raises(IllegalTransition):
        decisions.step_back(again(proposed), comment="戻す", by=heads[0])


def test_a_file_with_broken_steps_is_refused():
    with pytest.raises(ValueError, match="step 1 has no Japanese name"):
        making.program(approval={"steps": [{"code": "a", "name": {}}]})


def test_the_map_of_moves_names_every_state():
    every = {value for value, _label in approval_states.ApprovalState.choices}

    assert set(approval_states.APPROVAL_MOVES) == every
    assert {after for moves in approval_states.APPROVAL_MOVES.values() for after in moves} <= every
