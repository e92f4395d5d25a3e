"""The next step of a case."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext

from certifications.models import Application
from certifications.next_steps import rounds, signatures
from certifications.next_steps.signatures import an_approver
from certifications.next_steps.steps import NextStep, turn
from certifications.permissions import is_approver, is_secretariat
from certifications.states import AssignmentState, DecisionState, RoundState
from home import clock


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


def _office(application: Application) -> str:
    """Whom of the secretariat the case waits for: who handles it, where somebody does."""
    return str(application.handler) if application.handler_id else gettext("the secretariat")


def _by_the_round(application: Application, user: Any, reason: str) -> NextStep:
    """What the case needs is done for all cases of its round at once: the round's own next step, with the reason."""
    step = rounds.of_round(application.round, user)
    return replace(step, reason=reason, on=step.on or application.round if step.verb else None)


def _correction(application: Application, user: Any) -> NextStep:
    request = application.correction_requests.open().first()
    due = request.due_on if request else None
    if due is None or clock.today() <= due:
        return NextStep(gettext("The applicant corrects"), waits_for=str(application.applicant), due=due)
    mine = is_secretariat(user, application.round.program)
    label = gettext("The day for corrections has passed: close the request, or give more time")
    return replace(turn(label, "close_corrections", mine, _office(application)), due=due)


def _outdated(application: Application, user: Any) -> NextStep:
    """The cited result holds no longer: first it is computed anew, for the whole round, then the decision is drafted anew."""
    round_, decision = application.round, application.decision
    if round_.state == RoundState.JUDGING:
        reason = gettext("Scoring is open again: a new result must follow, then a new draft")
        return _by_the_round(application, user, reason)
    newest = round_.result_runs.first()
    if newest is None or newest.is_outdated:
        return _by_the_round(application, user, gettext("The result is out of date and must be computed anew"))
    label = gettext("The decision cites an earlier result: please draft it anew")
    if decision.state == DecisionState.DRAFTED:
        return turn(label, "decide", is_secretariat(user, round_.program), _office(application))
    label = gettext("The decision cites an earlier result: please return it, so that it is drafted anew")
    return turn(label, "send_back", is_approver(user, round_.program), an_approver(round_.program))


def _screening(application: Application, user: Any) -> NextStep:
    if hasattr(application, "decision"):
        return _decision(application, user)
    wanted = {row["code"] for row in application.round.rules["checklist"]}
    checks = application.checks.all()  # one reading; the dashboard prefetches it
    answered = {check.code for check in checks}
    met = {check.code for check in checks if check.passed}
    mine = is_secretariat(user, application.round.program)
    office = _office(application)
    if any(request.state == "answered" for request in application.correction_requests.all()):
        return turn(gettext("Look at the corrected points"), "recheck", mine, office)
    if wanted <= met:
        return turn(gettext("Accept for judging"), "accept", mine, office)
    if wanted <= answered:
        return turn(gettext("Ask for corrections"), "ask_corrections", mine, office)
    return turn(gettext("Go through the checklist"), "checklist", mine, office)


def _in_review(application: Application, user: Any) -> NextStep:
    round_ = application.round
    if round_.state == RoundState.PUBLISHED:
        return _by_the_round(application, user, gettext("Judging has not begun"))
    if round_.state != RoundState.JUDGING:
        return _decision(application, user)
    sheets = list(application.assignments.counted().select_related("judge").order_by("judge__name_kana", "judge"))
    waiting = [each.judge.name for each in sheets if each.state != AssignmentState.SUBMITTED]
    if waiting:
        label = ngettext("%(count)d judge is scoring", "%(count)d judges are scoring", len(waiting)) % {"count": len(waiting)}
        return NextStep(label, waits_for="、".join(waiting), due=round_.judging_until)
    return _by_the_round(application, user, gettext("All sheets are in") if sheets else gettext("No judge has the case"))


def _decision(application: Application, user: Any) -> NextStep:
    secretariat, office = is_secretariat(user, application.round.program), _office(application)
    decision = getattr(application, "decision", None)
    if decision is None:
        return turn(gettext("Draft the decision"), "decide", secretariat, office)
    if decision.state == DecisionState.DRAFTED:
        return turn(gettext("Hand the draft to the approver"), "propose", secretariat, office)
    if decision.state == DecisionState.PROPOSED:
        return signatures.of_decision(decision, user)
    return _by_the_round(application, user, gettext("Approved; waits for the release"))
