"""The desk of fairness: how each released round went, for those who ran it and for the auditor."""

import csv
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import fairness_reports
from certifications.models import Round
from certifications.permissions import reads_certifications
from certifications.viewsets import menus
from home import clock, spreadsheets
from home.desk import DeskObjectView, DeskViewSet
from home.desk.exports import BOM, disposition


class ReportTableView(DeskObjectView):
    """The report as a table to download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = disposition(f"fairness-{self.record.program.slug}-{self.record.fiscal_year}.csv")
        writer = csv.writer(response)
        for row in fairness_reports.as_rows(fairness_reports.of_round(self.record)):
            writer.writerow([spreadsheets.csv_cell(cell, clock.TOKYO) for cell in row])
        return response


class FairnessDesk(DeskViewSet):
    """Released rounds: of the programs in which one has a role, without those with a case kept from one; the auditor sees all."""

    model = Round
    name = "fairness"
    url_prefix = "fairness"
    icon = "view"
    menu_label = _("Fairness of rounds")
    menu_order = 119
    menu_hook = menus.RECORDS
    when_empty = _("The report of a round appears here by itself when its results are released.")
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("round", label=_("round"), accessor="__str__"),
        Column("released_at", label=_("released"), sort_key="released_at"),
    ]
    search_fields = ["program__name_ja", "program__name_en", "program__slug"]
    list_filter = ["program", "fiscal_year"]
    list_export = ["program.slug", "program.name_ja", "fiscal_year", "number", "released_at"]
    export_headings = {"number": _("round number"), "released_at": _("released")}
    export_filename = "released-rounds"
    ordering = "-released_at"
    detail_template_name = "certifications/desk/fairness.html"
    object_views = {"table": ReportTableView}

    def visible(self, user: Any) -> models.QuerySet[Round]:
        return Round.objects.reported_to(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("program")

    def detail_context(self, request: HttpRequest, record: Round) -> dict[str, Any]:
        return {"report": fairness_reports.of_round(record), "table_url": self.url_of(record, "table")}
