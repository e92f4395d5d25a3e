"""The desk of certificates: what is in force, what ends soon, and the verbs of its later life."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import codes
from certifications.actions import certificates, withdrawals
from certifications.certificate_permissions import may_begin_withdrawal, may_keep
from certifications.certificate_states import (
    HOLDER_REASONS,
    OFFICE_REASONS,
    STANDING,
    STATUS_LABELS,
    CertificateState,
    HearingForm,
    ReasonClass,
)
from certifications.models import Certificate, Withdrawal
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from certifications.states import ToldBy
from certifications.viewsets import menus
from certifications.viewsets.entered_changes import EnterChangeView
from certifications.viewsets.forms import NoteForm, PublicReasonForm
from certifications.viewsets.honoring import HonorView
from home import clock
from home.desk import DeskFilterSet, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.forms import DayField
from home.languages import COLUMN_LANGUAGES

MONTHS = (1, 3, 6, 12)
DAYS_A_MONTH = 31


def chosen(classes: tuple[ReasonClass, ...]) -> list[tuple[str, Any]]:
    """These kinds of reason, to choose from."""
    return [(each.value, each.label) for each in classes]


class CertificateVerbView(DeskVerbView):
    """A verb of the secretariat on a certificate that is running."""

    refusals: tuple[type[Exception], ...] = (Refusal,)
    states: frozenset[str] = STANDING

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and record.is_running and may_keep(user, record)


class SuspendForm(PublicReasonForm, NoteForm):
    """Why, for the public and for the office."""

    reason_class = forms.ChoiceField(label=_("kind of reason"), choices=chosen(OFFICE_REASONS), widget=forms.RadioSelect)
    field_order = ("reason_class", "ja", "en", "zh", "note")


class SuspendView(CertificateVerbView):
    label, verb_form, states = _("Suspend"), SuspendForm, frozenset({"active"})
    explanation = _("The verification page says so at once, with your reason. The holder gets a letter.")

    def act(self, form: Any) -> None:
        data = dict(form.cleaned_data)
        reason_class, note = data.pop("reason_class"), data.pop("note")
        certificates.suspend(self.record, reason_class=reason_class, reason=data, note=note, by=self.request.user)


class ReinstateView(CertificateVerbView):
    label, verb_form, states = _("End the suspension"), NoteForm, frozenset({CertificateState.SUSPENDED})
    explanation = _("The certificate is in force again from today. The holder gets a letter.")

    def act(self, form: Any) -> None:
        certificates.reinstate(self.record, note=form.cleaned_data["note"], by=self.request.user)


class BeginWithdrawalForm(NoteForm):
    """The notice to the holder."""

    reason_class = forms.ChoiceField(label=_("kind of reason"), choices=chosen(OFFICE_REASONS), widget=forms.RadioSelect)
    grounds = forms.CharField(
        label=_("grounds, as the holder reads them"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    answer_until = DayField(label=_("last day for the answer"))
    hearing = forms.ChoiceField(
        label=_("how the holder is heard"), choices=HearingForm.choices, initial=HearingForm.WRITTEN, widget=forms.RadioSelect
    )
    hearing_at = forms.DateTimeField(
        label=_("hearing begins"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    hearing_place = forms.CharField(label=_("place of the hearing"), max_length=160, required=False)
    field_order = ("reason_class", "grounds", "answer_until", "hearing", "hearing_at", "hearing_place", "note")


class BeginWithdrawalView(CertificateVerbView):
    label, verb_form = _("Begin a withdrawal"), BeginWithdrawalForm
    explanation = _(
        "The holder gets a letter and can answer until the day that you choose. After that an approver who did not begin it "
        "decides. Nothing changes about the certificate until then; if it must not be used meanwhile, suspend it besides."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if not record.is_running or not may_begin_withdrawal(user, record):
            return False
        return not Withdrawal.objects.under_way().filter(certificate=record).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        first = withdrawals.first_possible_day(self.record.program)
        return super().get_form_kwargs() | {"initial": {"answer_until": first, "hearing": HearingForm.WRITTEN}}

    def act(self, form: Any) -> None:
        withdrawals.begin(self.record, by=self.request.user, **form.cleaned_data)


class SurrenderForm(NoteForm):
    """How the holder said it, and why."""

    told_by = forms.ChoiceField(label=_("how the holder said so"), choices=ToldBy.choices, widget=forms.RadioSelect)
    reason_class = forms.ChoiceField(label=_("kind of reason"), choices=chosen(HOLDER_REASONS), widget=forms.RadioSelect)
    ja = forms.CharField(label=_("reason that the public reads (Japanese)"), max_length=200, required=False)
    en = forms.CharField(label=_("the same in English"), max_length=300, required=False)
    zh = forms.CharField(label=_("the same in Chinese"), max_length=200, required=False)
    field_order = ("told_by", "reason_class", "ja", "en", "zh", "note")


class SurrenderView(CertificateVerbView):
    label, verb_form = _("Record that it was given back"), SurrenderForm
    explanation = _("This cannot be undone. The register keeps the entry with its status.")

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        reason = {language: data[language] for language in COLUMN_LANGUAGES}
        facts = {name: data[name] for name in ("told_by", "reason_class", "note")}
        certificates.surrender(self.record, reason=reason, by=self.request.user, **facts)


class EndTermForm(forms.Form):
    """The last day of validity, and why."""

    last_day = DayField(label=_("last day of validity"))
    reason = forms.CharField(label=_("reason"), max_length=200)


class EndTermView(CertificateVerbView):
    label, verb_form, states = _("Fix the last day"), EndTermForm, frozenset({"active"})
    explanation = _("For a product that leaves the market. From the day after, verification says that the term has ended.")

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        certificates.end_term(self.record, on=data["last_day"], reason=data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {
    "reinstate": ReinstateView,
    "suspend": SuspendView,
    "end_term": EndTermView,
    "surrender": SurrenderView,
    "enter_change": EnterChangeView,
    "honor": HonorView,
    "begin_withdrawal": BeginWithdrawalView,
}


class CertificateFilters(DeskFilterSet):
    """By what a check says today, and by what ends when."""

    status = django_filters.ChoiceFilter(
        label=_("status today"), method="by_status", choices=[(name, label) for name, label in STATUS_LABELS.items()]
    )
    ends = django_filters.ChoiceFilter(
        label=_("term ends"),
        method="by_end",
        choices=[
            ("1", _("within a month")),
            ("3", _("within 3 months")),
            ("6", _("within 6 months")),
            ("12", _("within a year")),
            ("never", _("no end is set")),
        ],
    )

    class Meta:
        model = Certificate
        fields = ("status", "ends", "program", "fiscal_year", "level")

    def by_status(self, records: Any, _name: str, value: str) -> Any:
        return records.as_of(clock.today()).filter(status_then=value)

    def by_end(self, records: Any, _name: str, value: str) -> Any:
        if value == "never":
            return records.filter(state__in=STANDING, valid_until__isnull=True)
        today = clock.today()
        last = today + timedelta(days=int(value) * DAYS_A_MONTH)
        return records.filter(state__in=STANDING, valid_until__range=(today, last))


class CertificateDesk(DeskViewSet):
    """Certificates of the programs in which one has a role."""

    model = Certificate
    name = "certificates"
    url_prefix = "certificates"
    icon = "doc-full"
    menu_order = 120
    menu_hook = menus.LIFE
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("number", label=_("number"), sort_key="number"),
        Column("name", label=_("name"), sort_key="name_ja"),
        Column("holder", label=_("holder"), sort_key="holder_ja"),
        Column("level", label=_("level")),
        Column("status_in_words", label=_("status today"), sort_key="state"),
        Column("issued_on", label=_("issued"), sort_key="issued_on"),
        Column("valid_until", label=_("valid until"), sort_key="valid_until"),
    ]
    search_fields = ["number", "code", "name_ja", "name_en", "holder_ja", "holder_en", "subject__name_kana"]
    filterset_class = CertificateFilters
    list_export = [
        "number", "code", "program.slug", "level.name_ja", "name_ja", "name_en", "name_zh", "holder_ja", "holder_en",
        "status_in_words", "get_reason_class_display", "state_since", "issued_on", "valid_from", "valid_until", "fiscal_year",
    ]  # fmt: skip
    export_headings = {
        "status_in_words": _("status today"), "get_reason_class_display": _("kind of reason"),
        "state_since": _("in this state since"), "name_ja": _("name (Japanese)"), "name_en": _("name (English)"),
        "name_zh": _("name (Chinese)"), "holder_ja": _("holder"), "holder_en": _("holder (English)"),
    }  # fmt: skip
    export_filename = "certificates"
    detail_fields = (
        "number", "program", "level", "category", "name_ja", "name_en", "name_zh", "holder_ja", "holder_en", "area",
        "fiscal_year", "issued_on", "valid_from", "valid_until", "predecessor",
    )  # fmt: skip
    detail_template_name = "certifications/desk/certificate.html"
    object_views = VERBS

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related(
            "program", "level", "category", "area", "predecessor", "successor", "decision__application__round__program",
            "decision__application__subject", "decision__result_run",
        )  # fmt: skip

    def detail_context(self, request: HttpRequest, record: Certificate) -> dict[str, Any]:
        return {
            "status": record.status_on(clock.today()),
            "running": record.is_running,
            "newer": record.newer,
            "code": codes.grouped(record.code),
            "verbs": verbs_for(self, request, record, VERBS),
            "changes": record.changes.all(),
            "renewals": record.renewals.whole().prefetch_related("certificate__renewal_applications").order_by("-pk"),
            "withdrawals": Withdrawal.objects.visible_to(request.user).filter(certificate=record).select_related("begun_by"),
            "history": record.history.select_related("by").order_by("-seq"),
        }
