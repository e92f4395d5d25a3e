"""The desk of rounds: where each one stands, its numbers, its judges, its ranking, its decisions."""

from collections import Counter
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import next_steps, round_gaps, stage_progress
from certifications.actions import bulk_decisions, form_adoptions, releases, rounds
from certifications.models import Application, AssignmentPlan, Conflict, Decision, Program, Round
from certifications.permissions import can_settle, has_program_role, is_office, runs_programs, sees_all_of
from certifications.refusals import NoFormYet, NoRubricYet, ResultOutdated
from certifications.states import ApplicationState, RoundState
from certifications.viewsets import (
    approval_verbs,
    calibration,
    disposals,
    express_verbs,
    next_verbs,
    plan_verbs,
    release_verbs,
    renewals,
    results,
    round_settings,
    round_verbs,
)
from certifications.viewsets.connections import ChallengesView, ConnectionsView
from certifications.viewsets.forms import RoundForm
from certifications.viewsets.intake import EnterView, being_entered
from home import clock
from home.desk import DeskFormView, DeskViewSet
from home.desk.verbs import verbs_for
from home.models import LetterState

VERBS: dict[str, Any] = {
    **round_verbs.VERBS,
    **release_verbs.VERBS,
    **express_verbs.VERBS,
    **plan_verbs.ON_ROUNDS,
    **results.VERBS,
    **calibration.VERBS,
    **round_settings.VERBS,
    **approval_verbs.VERBS,
    **disposals.ROUND_VERBS,
    **renewals.ROUND_VERBS,
    "enter": EnterView,
    "challenges": ChallengesView,
}


class RoundFormView(DeskFormView):
    """A new round, of a program whose secretariat one is."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programs": Program.objects.of_secretariat(self.request.user)}


class RoundDesk(DeskViewSet):
    """Rounds of the programs in which one has a role."""

    model = Round
    name = "rounds"
    url_prefix = "rounds"
    icon = "calendar-check"
    menu_label = _("Rounds")
    menu_order = 110
    can_enter = staticmethod(has_program_role)
    can_add = staticmethod(runs_programs)
    form_class = RoundForm
    form_view_class = RoundFormView
    problems = {NoFormYet: NoFormYet.message, NoRubricYet: NoRubricYet.message}
    list_display = [
        Column("__str__", label=_("round")),
        Column("number", label=_("round number"), sort_key="number"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("opens_at", label=_("opens"), sort_key="opens_at"),
        Column("closes_at", label=_("closes"), sort_key="closes_at"),
        Column("announces_at", label=_("result announced, not before"), sort_key="announces_at"),
        Column("submitted", label=_("submitted"), sort_key="submitted"),
    ]
    search_fields = ["program__name_ja", "program__name_en", "program__slug"]
    list_filter = ["program", "state", "fiscal_year"]
    list_export = [
        "program.slug",
        "fiscal_year",
        "number",
        "get_state_display",
        "opens_at",
        "closes_at",
        "announces_at",
        "submitted",
    ]
    export_filename = "rounds"
    ordering = "-opens_at"
    detail_template_name = "certifications/desk/round.html"
    object_views = VERBS | {
        "connections": ConnectionsView,
        "result": results.ResultView,
        "comparison": calibration.ComparisonView,
    }

    def visible(self, user: Any) -> models.QuerySet[Round]:
        return Round.objects.run_by(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        cases = Application.objects.filter(round=models.OuterRef("pk"), receipt_number__isnull=False).order_by().values("round")
        submitted = Coalesce(models.Subquery(cases.annotate(count=models.Count("pk")).values("count")), 0)
        return records.select_related("program", "ceremony", "form_version__program").annotate(submitted=submitted)

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {}

    def save(self, form: RoundForm, record: Any, by: Any) -> Round:
        return rounds.prepare(by=by, **form.cleaned_data)

    def detail_context(self, request: HttpRequest, record: Round) -> dict[str, Any]:
        idle = bulk_decisions.without_work(record, request.user)
        verbs = [verb for verb in verbs_for(self, request, record, VERBS) if verb["name"] not in idle]
        step = next_steps.of_round(record, request.user)
        main = next_verbs.verb_of(step, verbs)
        cases = (
            Application.objects.of_office(request.user)
            .filter(round=record)
            .select_related("subject", "organization", "person", "team")
        )
        # Sums and ranks tell of each case: whoever has an interest in one sees the others singly, and a deputy sees the whole.
        whole = record.state == RoundState.RELEASED or sees_all_of(request.user, record)
        counts = Counter(record.applications.values_list("state", flat=True)) if whole else Counter()
        ranked = record.state in {RoundState.DECIDING, RoundState.RELEASED} and is_office(request.user, record.program)
        sealed = ranked and whole
        run = record.result_runs.first() if sealed else None
        return {
            "step": step,
            "main_verb": main,
            "verbs": [verb for verb in verbs if verb is not main],
            "counts": [(label, counts[value]) for value, label in ApplicationState.choices if counts[value]],
            "delivery": delivery(record),
            "deals_with_letters": runs_programs(request.user),
            "stages": stage_progress.of_round(record.stages.all()),
            "extensions": list(record.extensions.select_related("application__organization", "application__team", "granted_by")),
            "whole": whole,
            "panel": panel_progress(record) if whole else [],
            "cases": cases.order_by("receipt_number"),
            "plans": AssignmentPlan.objects.visible_to(request.user).filter(round=record),
            "run": run,
            "reads_result": results.may_read_result(request.user, record),
            "ranking": ranking(run, cases) if run else [],
            "outdated": str(ResultOutdated()) if run and run.is_outdated else "",
            "tied_ranks": tied_ranks(run) if run else set(),
            "obstacles": [str(obstacle()) for obstacle in releases.obstacles(record)]
            if whole and record.state == RoundState.DECIDING
            else [],
            "recalled_until": recalled_until(record) if whole else None,
            "approval": approval_verbs.standing(record),
            "gaps": round_gaps.of_round(record) if whole else [],
            "moving": form_adoptions.moving([record]),
            "themes": record.themes.select_related("organization"),
            "entering": being_entered(record, request.user),
            "connections": open_connections(record, request.user),
            "holds": disposals.standing_on(record).select_related("placed_by"),
            "history": record.history.select_related("by").order_by("-seq"),
        }


def delivery(record: Round) -> list[tuple[str, int]]:
    """Where the letters about the result stand, in words; empty before the release."""
    found = releases.delivery(record) if record.state == RoundState.RELEASED else {}
    return [(str(label), found[value]) for value, label in LetterState.choices if value in found]


def recalled_until(record: Round) -> Any:
    """Until when the release can be called back, while it can be."""
    until = releases.recalled_until(record)
    return until if until and clock.now() < until else None


def open_connections(record: Round, user: Any) -> int | None:
    """How many suspicions wait for a verdict; None for who may not look into them."""
    return Conflict.objects.of_round(record).open().count() if can_settle(user, record) else None


def panel_progress(record: Round) -> list[dict[str, Any]]:
    """Per judge: how many cases, how many sheets are in. Never what was scored."""
    members = record.panel.select_related("judge").order_by("-chair", "judge__name_kana")
    rows = record.applications.values_list("assignments__judge", "assignments__state")
    totals = Counter((judge, state) for judge, state in rows if judge)
    return [
        {
            "member": member,
            "assigned": sum(totals[member.judge_id, state] for state in ("assigned", "working", "submitted")),
            "submitted": totals[member.judge_id, "submitted"],
            "recused": totals[member.judge_id, "recused"],
        }
        for member in members
    ]


def tied_ranks(run: Any) -> set[int]:
    """The ranks that more than one case has."""
    counts = Counter(run.rows.filter(rank__isnull=False).values_list("rank", flat=True))
    return {rank for rank, count in counts.items() if count > 1}


def ranking(run: Any, cases: models.QuerySet[Application]) -> list[Any]:
    """The result's rows that the person may see, each with its first decision: answers to appeals are sealed by themselves."""
    related = ("application__subject", "application__organization", "application__team", "application__person")
    first = Prefetch("application__decisions", Decision.objects.first_ones())
    rows = run.rows.filter(application__in=cases.values("pk")).select_related(*related).prefetch_related(first)
    return list(rows.order_by("rank", "pk"))
