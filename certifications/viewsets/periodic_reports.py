"""The desk of periodic reports: what holders sent, what is overdue, and the office's answer."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import periodic_answers
from certifications.actions import periodic_reports
from certifications.certificate_permissions import may_keep
from certifications.holding_forms import PeriodicReportForm
from certifications.models import PeriodicReport
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from certifications.report_states import WITH_HOLDER, ReportState
from certifications.states import ToldBy
from certifications.viewsets import menus
from certifications.viewsets.forms import NoteForm
from home import clock
from home.desk import DeskFilterSet, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.forms import DayField

DAYS_TO_ADD = 30


class ReadVerbView(DeskVerbView):
    """A verb of the secretariat on a report that waits for it."""

    refusals = (Refusal,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state == ReportState.SENT and may_keep(user, record.certificate)


class AcceptForm(NoteForm):
    """What the holder reads of a report that is accepted; it may be left out."""

    answer = forms.CharField(
        label=_("answer to the holder"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("answer", "note")


class AcceptView(ReadVerbView):
    label, verb_form = _("Accept the report"), AcceptForm
    explanation = _(
        "The holder gets a letter. Nothing changes on the certificate: to suspend or withdraw it is a step of its own, on the "
        "certificate's page."
    )

    def act(self, form: Any) -> None:
        periodic_reports.accept(self.record, by=self.request.user, **form.cleaned_data)


class AskBackForm(NoteForm):
    """What the holder is to add, and by when."""

    answer = forms.CharField(label=_("what the holder is to add"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    due_on = DayField(label=_("by when"))
    field_order = ("answer", "due_on", "note")


class AskBackView(ReadVerbView):
    label, verb_form = _("Ask back"), AskBackForm
    explanation = _("The holder gets a letter and can send the report again. What was sent before stays.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"initial": {"due_on": clock.today() + timedelta(days=DAYS_TO_ADD)}}

    def act(self, form: Any) -> None:
        periodic_reports.ask_back(self.record, by=self.request.user, **form.cleaned_data)


class EnterReportForm(PeriodicReportForm):
    """What the holder wrote or said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told_by = forms.ChoiceField(label=_("how the report came"), choices=ToldBy.choices, widget=forms.RadioSelect)
        self.fields = {"told_by": told_by, **self.fields}


class EnterReportView(DeskVerbView):
    label, verb_form, refusals = _("Enter the holder's report"), EnterReportForm, (Refusal,)
    explanation = _("What came by letter, or was said by telephone or at the counter.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in WITH_HOLDER and may_keep(user, record.certificate)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"report": self.record}

    def act(self, form: Any) -> None:
        answers = form.answers()
        periodic_reports.enter(self.record, told_by=answers.pop("told_by"), answers=answers, by=self.request.user)


VERBS: dict[str, Any] = {"accept": AcceptView, "ask_back": AskBackView, "enter": EnterReportView}


class ReportFilters(DeskFilterSet):
    overdue = django_filters.BooleanFilter(label=_("overdue"), method="filter_overdue")

    class Meta:
        model = PeriodicReport
        fields = ("state", "certificate__program")

    def filter_overdue(self, rows: Any, name: str, value: bool) -> Any:
        """Those that are, or those that are not."""
        overdue = PeriodicReport.objects.overdue(clock.today()).values("pk")
        return rows.filter(pk__in=overdue) if value else rows.exclude(pk__in=overdue)


class ReportDesk(DeskViewSet):
    """Periodic reports about certificates of the programs in which one has a role."""

    model = PeriodicReport
    name = "periodic-reports"
    url_prefix = "periodic-reports"
    icon = "calendar-check"
    menu_label = _("Periodic reports")
    menu_order = 123
    menu_hook = menus.LIFE
    when_empty = _("Where a program's file asks holders for reports, the worker asks for them after each period.")
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("certificate", label=_("certificate"), sort_key="certificate__number"),
        Column("holder", label=_("holder"), accessor="certificate.holder"),
        Column("first_day", label=_("from"), sort_key="first_day"),
        Column("last_day", label=_("until"), sort_key="last_day"),
        Column("due_on", label=_("due"), sort_key="due_on"),
        Column("step_in_words", label=_("state"), sort_key="state"),
    ]
    filterset_class = ReportFilters
    search_fields = ["certificate__number", "certificate__name_ja", "certificate__holder_ja"]
    list_export = [
        "certificate.number", "certificate.holder_ja", "first_day", "last_day", "due_on", "step_in_words", "asked_at",
        "answered_at",
    ]  # fmt: skip
    export_headings = {"step_in_words": _("state")}
    export_filename = "periodic-reports"
    ordering = "due_on"
    detail_template_name = "certifications/desk/report.html"
    object_views = VERBS

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related(
            "certificate__decision__application__round__program", "certificate__decision__application__subject",
            "certificate__program", "certificate__round", "answered_by",
        )  # fmt: skip

    def detail_context(self, request: HttpRequest, record: PeriodicReport) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "sendings": periodic_answers.all_of(record),
            "history": record.history.select_related("by").order_by("-seq"),
        }
