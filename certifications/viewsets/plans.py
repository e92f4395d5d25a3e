"""The desk of plans: the dry run of a round's assignments."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.actions import plans
from certifications.models import AssignmentPlan
from certifications.permissions import runs_programs
from certifications.plan_states import PlanState, PlanStep
from certifications.refusals import PlanOutdated
from certifications.viewsets.plan_verbs import VERBS
from certifications.viewsets.plan_words import Words
from home.desk import DeskDetailView, DeskViewSet
from home.desk.verbs import verbs_for

LOOK_AGAIN_SECONDS = "3"


class PlanDetailView(DeskDetailView):
    """A plan that is being computed shows how far it is, and looks again by itself."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.record.state == PlanState.WAITING:
            response["Refresh"] = LOOK_AGAIN_SECONDS
        return response


class PlanDesk(DeskViewSet):
    """Read-only but for its two verbs: a plan is drafted on its round."""

    model = AssignmentPlan
    name = "plans"
    url_prefix = "plans"
    icon = "tasks"
    menu_label = _("Plans of assignments")
    menu_order = 112
    when_empty = _("A plan is computed on the page of a round, when its judges are to be assigned.")
    add_to_admin_menu = False
    can_enter = staticmethod(runs_programs)
    list_display = [
        Column("__str__", label=_("plan")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("drafted_by", label=_("drafted by")),
        Column("drafted_at", label=_("drafted on"), sort_key="drafted_at"),
    ]
    search_fields = ["round__program__name_ja", "round__program__name_en", "round__program__slug"]
    list_filter = ["state", "round__program"]
    list_export = ["round", "number", "get_state_display", "drafted_by", "drafted_at"]
    export_headings = {"round": _("round"), "number": _("plan"), "drafted_by": _("drafted by"), "drafted_at": _("drafted on")}
    export_filename = "plans"
    ordering = "-drafted_at"
    detail_template_name = "certifications/desk/plan.html"
    detail_view_class = PlanDetailView
    object_views = VERBS

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("round__program", "drafted_by")

    def detail_context(self, request: HttpRequest, record: AssignmentPlan) -> dict[str, Any]:
        context = {
            "verbs": verbs_for(self, request, record, VERBS),
            "step": PlanStep(record.step),
            "last_step": PlanStep.DONE.value,
            "again_url": f"{reverse('rounds:plan', args=[record.round.public_id])}?from={record.public_id}",
            "history": record.history.select_related("by").order_by("-seq"),
        }
        if record.output is None:
            return context
        words = Words(record)
        rows = words.rows()
        readers = [reader for row in rows for reader in row.readers]
        outdated = record.state == PlanState.DRAFTED and plans.is_outdated(record, record.round)
        return context | {
            "rows": rows,
            "loads": words.loads(),
            "shortages": words.shortages(),
            "outdated": str(PlanOutdated()) if outdated else "",
            "staying": sum(reader.change == "stay" for reader in readers),
            "new": sum(reader.change == "new" for reader in readers),
            "taken": len(record.output["dropped"]),
        }
