"""What comes next on a case, and whose turn it is. One answer for every state and every reader."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext

from certifications import stage_progress
from certifications.approval_permissions import may_sign, seat_for
from certifications.approval_querysets import ApprovalStepQuerySet
from certifications.approval_steps import is_express
from certifications.models import Application, ApprovalStep, Decision, Round, Stage
from certifications.permissions import is_approver, is_office, is_secretariat, sees_all_of
from certifications.states import DecisionState, RoundState
from home import clock


@dataclass(frozen=True)
class NextStep:
    """`verb` names the desk's verb (of the round's `stage`, if there is one) when it is the reader's turn; else `waits_for`
    says who has it. `due` is a day or a moment; `not_before`, one that is still to come, before which nobody need act.
    """

    label: str
    verb: str = ""
    stage: Any = None
    waits_for: str = ""
    due: Any = None
    not_before: Any = None

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and _day(self.due) < clock.today()


def _day(when: Any) -> date:
    return when.astimezone(clock.TOKYO).date() if isinstance(when, datetime) else when


def _ahead(moment: datetime) -> date | None:
    """Its day in Tokyo; nothing once it has come."""
    return _day(moment) if clock.now() < moment else None


def of_case(application: Application, user: Any, *, closely: bool = False) -> NextStep:
    """The next step on a case, for somebody of the office.

    `closely` also asks whether the result that the decision cites still holds: some queries more, so not for lists.
    """
    state = application.state
    if application.round.state == RoundState.CANCELLED:
        return NextStep(gettext("The round has been called off"))
    if closely and state == "in_review" and hasattr(application, "decision") and application.decision.is_stale:
        return _outdated(application, user)
    if state == "submitted":
        return _screening(application, user)
    if state == "correction":
        return _correction(application, user)
    if state == "in_review":
        return _in_review(application, user)
    if state == "decided":
        return NextStep(gettext("The result has been announced"))
    return NextStep(gettext("Nothing more to do"))


def _correction(application: Application, user: Any) -> NextStep:
    request = application.correction_requests.open().first()
    due = request.due_on if request else None
    if due is None or clock.today() <= due:
        return NextStep(gettext("The applicant corrects"), waits_for=application.applicant, due=due)
    mine = is_secretariat(user, application.round.program)
    label = gettext("The day for corrections has passed: close the request, or give more time")
    return _turn(label, "close_corrections", mine, gettext("the secretariat"))


def _outdated(application: Application, user: Any) -> NextStep:
    """The cited result holds no longer: first it is computed anew, for the whole round, then the decision is drafted anew."""
    round_, decision = application.round, application.decision
    program, office = round_.program, gettext("the secretariat (see the round)")
    if round_.state == RoundState.JUDGING:
        return NextStep(gettext("Scoring is open again: a new result must follow, then a new draft"), waits_for=office)
    newest = round_.result_runs.first()
    if newest is None or newest.is_outdated:
        return NextStep(gettext("The result is out of date and must be computed anew"), waits_for=office)
    label = gettext("The decision cites an earlier result: please draft it anew")
    if decision.state == DecisionState.DRAFTED:
        return _turn(label, "decide", is_secretariat(user, program), gettext("the secretariat"))
    label = gettext("The decision cites an earlier result: please return it, so that it is drafted anew")
    return _turn(label, "send_back", is_approver(user, program), gettext("the approver"))


def _turn(label: str, verb: str, mine: bool, other: str, stage: Any = None) -> NextStep:
    return NextStep(label, verb=verb, stage=stage) if mine else NextStep(label, waits_for=other)


def _screening(application: Application, user: Any) -> NextStep:
    if hasattr(application, "decision"):
        return _decision(application, user)
    wanted = {row["code"] for row in application.round.rules["checklist"]}
    checks = application.checks.all()  # one reading; the dashboard prefetches it
    answered = {check.code for check in checks}
    met = {check.code for check in checks if check.passed}
    mine = is_secretariat(user, application.round.program)
    office = gettext("the secretariat")
    if any(request.state == "answered" for request in application.correction_requests.all()):
        return _turn(gettext("Look at the corrected points"), "recheck", mine, office)
    if wanted <= met:
        return _turn(gettext("Accept for judging"), "accept", mine, office)
    if wanted <= answered:
        return _turn(gettext("Ask for corrections"), "ask_corrections", mine, office)
    return _turn(gettext("Go through the checklist"), "checklist", mine, office)


def _in_review(application: Application, user: Any) -> NextStep:
    round_ = application.round
    if round_.state == RoundState.PUBLISHED:
        return NextStep(gettext("Judging has not begun"), waits_for=gettext("the secretariat (see the round)"))
    if round_.state == RoundState.JUDGING:
        waiting = [
            a.judge.name for a in application.assignments.exclude(state__in=["submitted", "recused"]).select_related("judge")
        ]
        if waiting:
            label = ngettext("%(count)d judge is scoring", "%(count)d judges are scoring", len(waiting)) % {"count": len(waiting)}
            return NextStep(label, waits_for="、".join(waiting), due=round_.judging_until)
        return NextStep(gettext("All sheets are in"), waits_for=gettext("the secretariat (see the round)"))
    return _decision(application, user)


def _decision(application: Application, user: Any) -> NextStep:
    program = application.round.program
    secretariat = is_secretariat(user, program)
    decision = getattr(application, "decision", None)
    if decision is None:
        return _turn(gettext("Draft the decision"), "decide", secretariat, gettext("the secretariat"))
    if decision.state == DecisionState.DRAFTED:
        return _turn(gettext("Hand the draft to the approver"), "propose", secretariat, gettext("the secretariat"))
    if decision.state == DecisionState.PROPOSED:
        return _signature(decision, user)
    return NextStep(
        gettext("Approved; waits for the release"),
        waits_for=gettext("the release of the round"),
        not_before=_ahead(application.round.announces_at),
    )


def _signature(decision: Decision, user: Any) -> NextStep:
    """Whose turn it is in the approval."""
    step = decision.waiting_step
    if step is None:
        return NextStep(gettext("Return the draft, so that it is handed on anew"), waits_for=gettext("the approver"))
    last = not decision.steps.waiting().exclude(pk=step.pk).exists()
    label = gettext("Approve the decision") if last else gettext("Sign the decision")
    return _turn(label, "approve", may_sign(user, decision), _names_at(decision.application.round.program, step))


def _names_at(program: Any, step: Any) -> str:
    """The step, and who stands at it today."""
    names = [
        str(seat.user) for seat in program.approval_seats.in_force(clock.today()).filter(code=step.code).select_related("user")
    ]
    return f"{step.name} ({'、'.join(names)})" if names else str(step.name)


def to_sign(round_: Round, user: Any) -> list[ApprovalStep]:
    """Steps whose turn it is and at which the user can sign: one of each code, since many cases wait at the same one.

    As `may_sign` says of a single decision; in a few queries however many wait.
    """
    if not is_approver(user, round_.program):
        return []
    free = round_.applications.without_conflict(user).exclude(
        Exists(user.assignments.filter(application=OuterRef("pk")).exclude(state="recused"))
    )
    steps = {step.code: step for step in _whose_turn(round_).left_to(user).filter(decision__application__in=free)}
    return [step for step in steps.values() if seat_for(user, step, round_.program)[0]]


def _whose_turn(round_: Round) -> ApprovalStepQuerySet:
    return ApprovalStep.objects.whose_turn().filter(decision__application__round=round_)


def _signatures(round_: Round, user: Any) -> NextStep:
    """Whose turn it is in the approvals of a round: the reader's if one of them waits for her."""
    mine = to_sign(round_, user)
    steps = mine or {step.code: step for step in _whose_turn(round_)}.values()
    who = "、".join(_names_at(round_.program, step) for step in steps)
    own = not mine and is_approver(user, round_.program) and not _whose_turn(round_).exclude(drafted_by=user).exists()
    others = gettext("another approver: nobody approves what she has drafted herself")
    return _turn(gettext("Approve all decisions"), "approve_all", bool(mine), others if own else who or gettext("the approver"))


def of_round(round_: Round, user: Any) -> NextStep:
    """The next step of a round, for somebody of the office."""
    mine = is_secretariat(user, round_.program)
    office = gettext("the secretariat")
    now = clock.now()
    if round_.state == RoundState.CANCELLED:
        return NextStep(gettext("The round has been called off"))
    if round_.state != RoundState.RELEASED and is_office(user, round_.program) and not sees_all_of(user, round_):
        return NextStep(gettext("You have an interest in a case of this round"), waits_for=gettext("a deputy"))
    if round_.state == RoundState.PREPARING:
        return _turn(gettext("Publish the call"), "publish", mine, office)
    if round_.state == RoundState.PUBLISHED:
        if now < round_.closes_at:
            return NextStep(gettext("The call is open"), waits_for=gettext("applicants"), due=round_.closes_at)
        if now < (last := round_.last_deadline()):
            label = gettext("The call has closed; single applicants have more time")
            return NextStep(label, waits_for=gettext("applicants"), due=last)
        if round_.applications.filter(state__in=["submitted", "correction"]).exclude(decision__outcome="ineligible").exists():
            return NextStep(gettext("Finish screening"), waits_for=office)
        if not round_.applications.filter(assignments__isnull=False).exists():
            return _turn(gettext("Assign judges"), "spread", mine, office)
        return _turn(gettext("Open judging"), "open_judging", mine, office)
    if round_.state == RoundState.JUDGING:
        return _in_short(_judging(round_, mine), round_)
    if round_.state == RoundState.DECIDING:
        return _in_short(_deciding(round_, user), round_)
    return NextStep(gettext("Finished"))


def _in_short(step: NextStep, round_: Round) -> NextStep:
    """In a tiny program one click stands for the steps that it takes together."""
    if is_express(round_.rules) and step.verb in {"lock", "draft_by_rank"}:
        return replace(step, label=gettext("Rank and propose everything"), verb="express_propose")
    if is_express(round_.rules) and step.verb == "approve_all" and clock.now() >= round_.announces_at:
        return replace(step, label=gettext("Approve everything and release"), verb="express_release")
    return step


def _judging(round_: Round, mine: bool) -> NextStep:
    """The first stage in which something has to happen before the next one."""
    office = gettext("the secretariat")
    last = round_.last_scored_stage()
    for stage in round_.stages.exclude(kind="screening").filter(order__lte=last.order).select_related("round"):
        words = {"stage": stage.name}
        if stage.state == "waiting":
            if stage.is_scored and not stage.assignments.exists():
                return _turn(gettext("Assign judges"), "spread", mine, office)
            return _turn(gettext("Open the stage: %(stage)s") % words, "open", mine, office, stage)
        if stage.state == "open" and (stage.is_scored or stage.selects):
            return _under_way(stage, stage == last, mine)
        if stage.state == "closed" and stage.selects and stage.entries.undecided().exists():
            return _turn(gettext("Say who goes on: %(stage)s") % words, "promote", mine, office, stage)
    return _turn(gettext("Lock the scores and rank"), "lock", mine, office)


def _under_way(stage: Stage, is_last: bool, mine: bool) -> NextStep:
    office = gettext("the secretariat")
    if stage_progress.missing(stage):
        if stage.is_scored:
            return NextStep(gettext("Judges are scoring"), waits_for=gettext("the judges"), due=stage.due)
        return NextStep(gettext("Reports are being written"), waits_for=gettext("those who report"), due=stage.ends_on)
    if is_last:
        return _turn(gettext("Lock the scores and rank"), "lock", mine, office)
    return _turn(gettext("Close the stage: %(stage)s") % {"stage": stage.name}, "close", mine, office, stage)


def _deciding(round_: Round, user: Any) -> NextStep:
    program = round_.program
    pending = round_.applications.filter(state__in=["submitted", "in_review"])
    mine = is_secretariat(user, program)
    run = round_.result_runs.first()
    if run is not None and run.is_outdated:
        label = gettext("The result is out of date: reopen the scoring, then lock the scores again")
        return _turn(label, "reopen", mine, gettext("the secretariat"))
    stale = Decision.objects.filter(application__in=pending, result_run__isnull=False).exclude(result_run=run)
    if any(decision.is_stale for decision in stale.select_related("result_run")):
        label = gettext("Some decisions cite an earlier result: please draft them anew on their pages")
        return NextStep(label, waits_for=gettext("the secretariat"))
    undecided = pending.filter(decision__isnull=True).count()
    if undecided and pending.filter(decision__result_run__isnull=False).exists():
        label = ngettext(
            "%(count)d case has no decision yet: please decide it on its page",
            "%(count)d cases have no decision yet: please decide each on its page",
            undecided,
        )
        return NextStep(label % {"count": undecided}, waits_for=gettext("the secretariat"))
    if undecided:
        return _turn(gettext("Draft decisions by rank"), "draft_by_rank", mine, gettext("the secretariat"))
    if pending.filter(decision__state="drafted").exists():
        return _turn(gettext("Hand all drafts to the approver"), "propose_all", mine, gettext("the secretariat"))
    if pending.filter(decision__state="proposed").exists():
        return _signatures(round_, user)
    if clock.now() < round_.announces_at:
        day = _ahead(round_.announces_at)
        return NextStep(gettext("Ready; waits for its hour"), waits_for=gettext("the hour of the announcement"), not_before=day)
    return _turn(gettext("Release the result"), "release", is_approver(user, program), gettext("the approver"))
