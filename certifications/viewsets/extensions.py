"""The log of equal treatment: every deadline that was put off, for whom, until when, why and by whom."""

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.models import Extension, Round
from certifications.permissions import has_program_role
from home.desk import DeskFilterSet, DeskViewSet


class ExtensionFilters(DeskFilterSet):
    round = django_filters.ModelChoiceFilter(label=_("round"), queryset=Round.objects.all())

    class Meta:
        model = Extension
        fields = ("round",)


class ExtensionDesk(DeskViewSet):
    """Read-only: a row is written by the verbs of a round, and never changes."""

    model = Extension
    name = "extensions"
    url_prefix = "extensions"
    icon = "time"
    menu_label = _("Extensions of deadlines")
    menu_order = 115
    add_to_admin_menu = False
    can_enter = staticmethod(has_program_role)
    list_display = [
        Column("at", label=_("granted on"), sort_key="at"),
        Column("round", label=_("round")),
        Column("whom", label=_("given to")),
        Column("kind", label=_("what")),
        Column("before", label=_("deadline before"), sort_key="before"),
        Column("until", label=_("deadline now"), sort_key="until"),
        Column("reason", label=_("reason")),
        Column("granted_by", label=_("granted by")),
    ]
    filterset_class = ExtensionFilters
    search_fields = ["reason", "application__organization__name_ja", "round__program__name_ja"]  # no more than the list shows
    list_export = ["at", "round", "whom", "kind", "before", "until", "reason", "granted_by"]
    export_headings = {"whom": _("given to"), "kind": _("what")}
    export_filename = "extensions"
    ordering = "-at"
    detail_fields = ("round", "whom", "kind", "before", "until", "reason", "granted_by", "at")

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        applicant = ("application__organization", "application__team", "application__person")
        return records.select_related("round__program", "granted_by", *applicant)
