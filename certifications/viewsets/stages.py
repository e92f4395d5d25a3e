"""The desk of stages: where each stands, which cases are in it, what its judges have done, and who goes on."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import stage_progress
from certifications.actions import stage_panels
from certifications.models import Application, FieldReport, MonitorLoan, Stage, StageEntry
from certifications.permissions import has_program_role, sees_all_of
from certifications.stage_states import StageState
from certifications.viewsets import (
    delegation_verbs,
    due_day_verbs,
    field_verbs,
    hearing_verbs,
    meeting_verbs,
    stage_panel_verbs,
    stage_verbs,
)
from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import verbs_for

VERBS: dict[str, Any] = {
    **stage_verbs.VERBS,
    **meeting_verbs.STAGE_VERBS,
    **hearing_verbs.VERBS,
    **field_verbs.VERBS,
    **delegation_verbs.VERBS,
    **due_day_verbs.VERBS,
    **stage_panel_verbs.VERBS,
}


class StageDesk(DeskViewSet):
    """Stages of the rounds of the programs in which one has a role. They are reached from their round's page."""

    model = Stage
    name = "stages"
    url_prefix = "stages"
    icon = "list-ol"
    menu_label = _("Stages")
    add_to_admin_menu = False
    can_enter = staticmethod(has_program_role)
    list_display = [
        Column("round", label=_("round")),
        Column("name", label=_("stage"), sort_key="order"),
        Column("get_kind_display", label=_("kind")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("starts_on", label=_("first day"), sort_key="starts_on"),
        Column("ends_on", label=_("last day"), sort_key="ends_on"),
    ]
    search_fields = ["name_ja", "name_en"]
    list_filter = ["kind", "state"]
    list_export = ["round.program.slug", "round.fiscal_year", "order", "kind", "name_ja", "state", "starts_on", "ends_on"]
    export_headings = {"order": _("place in the round"), "kind": _("kind"), "name_ja": _("stage"), "state": _("state")}
    export_filename = "stages"
    ordering = "-starts_on"
    detail_template_name = "certifications/desk/stage.html"
    object_views = VERBS | {"hours": hearing_verbs.HearingTimetableView, "photograph": field_verbs.PhotographView}

    def visible(self, user: Any) -> models.QuerySet[Stage]:
        return Stage.objects.visible_to(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("round__program", "rubric_version__program")

    def detail_context(self, request: HttpRequest, record: Stage) -> dict[str, Any]:
        whole = sees_all_of(request.user, record.round)
        office = Application.objects.of_office(request.user).filter(round=record.round_id)
        entries = StageEntry.objects.filter(stage=record, application__in=office.values("pk"))
        related = ("application__subject", "application__organization", "application__team", "application__person")
        every = record.round.panel.select_related("judge").prefetch_related("stages").order_by("judge__name_kana", "pk")
        seats = [member for member in every if not member.stages.all() or record in member.stages.all()]
        sections = dict(record.round.form_version.sections.values_list("code", "title_ja"))
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "whole": whole,
            "progress": stage_progress.of_round([record])[0] if whole else None,
            "missing": stage_progress.missing(record) if whole and record.state == StageState.OPEN else [],
            "panel": stage_progress.waiting_judges(record) if whole and record.is_scored else [],
            "judged": record.kind not in stage_panels.NOT_JUDGED,
            "seats": seats,
            "chosen": len(seats) < len(every),
            "sections": [sections.get(code, code) for code in record.sections],
            "entries": entries.select_related(*related).order_by("application__receipt_number"),
            "hours": hearing_verbs.hours_of(record) if whole and record.kind in hearing_verbs.MET else [],
            "loans": MonitorLoan.objects.filter(entry__in=entries.values("pk")).select_related("entry__application"),
            "reports": FieldReport.objects.visible_to(request.user)
            .filter(entry__in=entries.values("pk"))
            .select_related("entry__application", "reporter")
            .prefetch_related("photographs"),
            "meetings": record.meetings.visible_to(request.user).order_by("number"),
            "today": clock.today(),
            "history": record.history.select_related("by").order_by("-seq"),
        }
