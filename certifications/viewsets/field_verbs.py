"""What the office does with trials and visits: lends units, notes that they came back, asks for reports, reads them."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.actions import field_reports
from certifications.models import Application, FieldPhotograph, FieldReport, MonitorLoan, StageEntry
from certifications.permissions import is_secretariat
from certifications.refusals import Refusal
from certifications.stage_states import StageState
from certifications.states import StageKind
from certifications.viewsets.stage_forms import EntryField
from home.desk import DeskObjectView
from home.desk.verbs import DeskVerbView
from home.forms import DayField, offer
from home.public_ids import read_public_id
from home.views.files import serve
from organizations.forms import AddressField
from organizations.models import User

REPORTED = frozenset({StageKind.MONITOR_TRIAL, StageKind.SITE_VISIT})


def day_field(label: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    return DayField(label=label)


class FieldVerbView(DeskVerbView):
    """A verb of the secretariat on one case of a stage that is under way; cases in conflict are not offered."""

    refusals: tuple[type[Exception], ...] = (Refusal,)
    kinds = REPORTED

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        under_way = record.kind in cls.kinds and record.state == StageState.OPEN
        return under_way and is_secretariat(user, record.round.program)

    def entries(self) -> Any:
        cases = Application.objects.of_office(self.request.user).filter(round=self.record.round_id)
        own = StageEntry.objects.present().filter(stage=self.record, application__in=cases.values("pk"))
        return own.select_related("application__subject", "application__round__program", "stage__round")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"entries": self.entries()}


class LendForm(forms.Form):
    """Which unit goes where, from when to when."""

    entry = EntryField(label=_("case"), queryset=StageEntry.objects.none())
    unit = forms.CharField(label=_("unit on loan"), max_length=120, help_text=_("For example the serial number."))
    facility = forms.CharField(label=_("facility"), max_length=120)
    lent_on = day_field(_("lent on"))
    due_back_on = day_field(_("due back on"))

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "entry", entries)


class LendView(FieldVerbView):
    label, verb_form, kinds = _("Lend a unit"), LendForm, frozenset({StageKind.MONITOR_TRIAL})

    def act(self, form: Any) -> None:
        field_reports.lend(**form.cleaned_data, by=self.request.user)


class LoanField(forms.ModelChoiceField):
    """A unit with its facility."""

    def label_from_instance(self, loan: Any) -> str:
        return f"{loan.entry.application.receipt_number} {loan}"


class BackForm(forms.Form):
    """Which unit came back, and when."""

    loan = LoanField(label=_("unit on loan"), queryset=MonitorLoan.objects.none())
    back_on = day_field(_("came back on"))

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loans = MonitorLoan.objects.filter(entry__in=entries.values("pk"), back_on=None)
        offer(self, "loan", loans.select_related("entry__application__round__program", "entry__application__subject"))


class BackView(FieldVerbView):
    label, verb_form, kinds = _("A unit came back"), BackForm, frozenset({StageKind.MONITOR_TRIAL})

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and MonitorLoan.objects.filter(entry__stage=record, back_on=None).exists()

    def act(self, form: Any) -> None:
        field_reports.take_back(form.cleaned_data["loan"], back_on=form.cleaned_data["back_on"], by=self.request.user)


class AskReportForm(forms.Form):
    """Who is to report on which case, and by when."""

    entry = EntryField(label=_("case"), queryset=StageEntry.objects.none())
    email = AddressField(label=_("e-mail address of who reports"))
    due_on = day_field(_("due"))

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "entry", entries)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        self.reporter = User.objects.filter(email=email, is_active=True).first()
        if self.reporter is None:
            raise forms.ValidationError(
                gettext("Nobody signs in with this address yet. Please ask the person to make an account first.")
            )
        return email


class AskReportView(FieldVerbView):
    label, verb_form = _("Ask for a report"), AskReportForm
    explanation = _("The person at the facility, a judge or an officer gets a letter and writes the report on a page of her own.")

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        field_reports.ask(data["entry"], form.reporter, due_on=data["due_on"], by=self.request.user)


class PhotographView(DeskObjectView):
    """A photograph of a report, for those of the office who may read it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reports = FieldReport.objects.visible_to(request.user).filter(entry__stage=self.record)
        held = FieldPhotograph.objects.filter(report__in=reports).select_related("file")
        row = get_object_or_404(held, public_id=read_public_id(request.GET.get("id", "")))
        return serve(row.file, name=row.name, inline=True)


VERBS: dict[str, Any] = {"lend": LendView, "loan_back": BackView, "ask_report": AskReportView}
