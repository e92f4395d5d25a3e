"""The next step of a round."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext

from certifications import stage_progress
from certifications.approval_steps import is_express
from certifications.models import Decision, Round, Stage
from certifications.next_steps import signatures
from certifications.next_steps.signatures import an_approver
from certifications.next_steps.steps import NextStep, ahead, turn
from certifications.permissions import is_approver, is_office, is_secretariat, sees_all_of
from certifications.states import DecisionState, RoundState
from home import clock


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
        return turn(gettext("Publish the call"), "publish", mine, office)
    if round_.state == RoundState.PUBLISHED:
        if now < round_.closes_at:
            return NextStep(gettext("The call is open"), waits_for=gettext("applicants"), due=round_.closes_at)
        if now < (last := round_.last_deadline()):
            label = gettext("The call has closed; single applicants have more time")
            return NextStep(label, waits_for=gettext("applicants"), due=last)
        if round_.applications.filter(state__in=["submitted", "correction"]).exclude(decision__outcome="ineligible").exists():
            return turn(gettext("Finish screening"), "screening", mine, office)
        if not round_.applications.filter(assignments__isnull=False).exists():
            return turn(gettext("Assign judges"), "spread", mine, office)
        return turn(gettext("Open judging"), "open_judging", mine, office)
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
                return turn(gettext("Assign judges"), "spread", mine, office)
            return turn(gettext("Open the stage: %(stage)s") % words, "open", mine, office, stage)
        if stage.state == "open" and (stage.is_scored or stage.selects):
            return _under_way(stage, stage == last, mine)
        if stage.state == "closed" and stage.selects and stage.entries.undecided().exists():
            return turn(gettext("Say who goes on: %(stage)s") % words, "promote", mine, office, stage)
    return turn(gettext("Lock the scores and rank"), "lock", mine, office)


def _under_way(stage: Stage, is_last: bool, mine: bool) -> NextStep:
    office = gettext("the secretariat")
    if stage_progress.missing(stage):
        if stage.is_scored:
            owing = stage.assignments.unfinished().select_related("judge").order_by("judge__name_kana", "judge")
            names = "、".join(dict.fromkeys(str(each.judge) for each in owing))
            return NextStep(gettext("Judges are scoring"), waits_for=names or gettext("the judges"), due=stage.due)
        return NextStep(gettext("Reports are being written"), waits_for=gettext("those who report"), due=stage.ends_on)
    if is_last:
        return turn(gettext("Lock the scores and rank"), "lock", mine, office)
    return turn(gettext("Close the stage: %(stage)s") % {"stage": stage.name}, "close", mine, office, stage)


def _deciding(round_: Round, user: Any) -> NextStep:
    program, office = round_.program, gettext("the secretariat")
    pending = round_.applications.filter(state__in=["submitted", "in_review"])
    mine = is_secretariat(user, program)
    run = round_.result_runs.first()
    if run is not None and run.is_outdated:
        label = gettext("The result is out of date: reopen the scoring, then lock the scores again")
        return turn(label, "reopen", mine, office)
    cited = Decision.objects.filter(application__in=pending, result_run__isnull=False).exclude(result_run=run)
    stale = [each for each in cited.select_related("result_run", "application").order_by("pk") if each.is_stale]
    if stale:
        label = gettext("Some decisions cite an earlier result: please draft them anew on their pages")
        if stale[0].state == DecisionState.DRAFTED:
            return turn(label, "decide", mine, office, stale[0].application)
        return turn(label, "send_back", is_approver(user, program), an_approver(program), stale[0].application)
    open_cases = pending.filter(decision__isnull=True).order_by("receipt_number")
    undecided = open_cases.count()
    if undecided and pending.filter(decision__result_run__isnull=False).exists():
        label = ngettext(
            "%(count)d case has no decision yet: please decide it on its page",
            "%(count)d cases have no decision yet: please decide each on its page",
            undecided,
        )
        return turn(label % {"count": undecided}, "decide", mine, office, open_cases[0])
    if undecided:
        return turn(gettext("Draft decisions by rank"), "draft_by_rank", mine, office)
    if pending.filter(decision__state="drafted").exists():
        return turn(gettext("Hand all drafts to the approver"), "propose_all", mine, office)
    if pending.filter(decision__state="proposed").exists():
        return signatures.of_round(round_, user)
    if clock.now() < round_.announces_at:
        day = ahead(round_.announces_at)
        return NextStep(gettext("Ready; waits for its hour"), waits_for=gettext("the hour of the announcement"), not_before=day)
    return turn(gettext("Release the result"), "release", is_approver(user, program), an_approver(program))
