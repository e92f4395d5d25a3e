"""The desk of dossiers: who had which made and why, what was left out, who took it, until when it is kept."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from certifications.actions import dossiers
from certifications.dossier_states import BY_DEFAULT, DossierPart, DossierPurpose
from certifications.models import Dossier
from certifications.permissions import has_program_role, is_case_office
from certifications.refusals import DossierGone, Refusal
from certifications.viewsets import menus
from certifications.viewsets.case_verb import CaseVerbView
from home.desk import DeskObjectView, DeskViewSet
from home.views.files import serve


class AskDossierForm(forms.Form):
    """What it is for, why, and what is left out: everything that can be, unless it is for an audit."""

    purpose = forms.ChoiceField(label=_("purpose"), choices=DossierPurpose.choices, widget=forms.RadioSelect)
    left_out = forms.MultipleChoiceField(
        label=_("leave out"),
        choices=DossierPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Notes that judges wrote to themselves are in no dossier."),
    )
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class AskDossierView(CaseVerbView):
    """A verb of a case."""

    label, verb_form = _("Make a dossier"), AskDossierForm
    explanation = _(
        "Everything about the case as one PDF and one ZIP. What you leave out is taken out of every text and listed at the "
        "end. Please read it through before you give it to anybody."
    )
    refusals = (Refusal,)

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "decided" and is_case_office(user, record)

    def get_initial(self) -> dict[str, Any]:
        purpose = DossierPurpose.DISCLOSURE
        return {"purpose": purpose, "left_out": sorted(BY_DEFAULT[purpose])}

    def act(self, form: Any) -> None:
        dossiers.ask(self.record, by=self.request.user, **form.cleaned_data)


class DossierFileView(DeskObjectView):
    """One of the two files; taking it is noted."""

    which, suffix = "paper", "pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            stored = dossiers.read(self.record, self.which, by=request.user)
        except DossierGone as refusal:
            messages.error(request, str(refusal))
            return redirect(self.viewset.url_of(self.record))
        return serve(stored, name=f"dossier-{self.record.application.receipt_number}.{self.suffix}")


class DossierArchiveView(DossierFileView):
    which, suffix = "archive", "zip"


class DossierDesk(DeskViewSet):
    """Dossiers of the cases on which one works."""

    model = Dossier
    name = "dossiers"
    url_prefix = "dossiers"
    icon = "folder-open-inverse"
    menu_order = 121
    menu_hook = menus.RECORDS
    when_empty = _("A dossier is put together on the page of its case, once the result has been announced.")
    can_enter = staticmethod(has_program_role)
    list_display = [
        Column("application", label=_("case")),
        Column("get_purpose_display", label=_("purpose"), sort_key="purpose"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("asked_by", label=_("made by")),
        Column("asked_at", label=_("asked for"), sort_key="asked_at"),
        Column("kept_until", label=_("kept until"), sort_key="kept_until"),
    ]
    search_fields = ["application__receipt_number", "application__subject__name_ja", "reason"]
    list_filter = ["purpose", "state", "application__round__program"]
    list_export = ["application.receipt_number", "get_purpose_display", "get_state_display", "asked_by", "asked_at", "kept_until"]
    export_headings = {"application.receipt_number": _("receipt number")}
    export_filename = "dossiers"
    detail_fields = ("purpose", "state", "reason", "asked_by", "asked_at", "kept_until")
    detail_template_name = "certifications/desk/dossier.html"
    object_views = {"paper": DossierFileView, "archive": DossierArchiveView}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("application__round__program", "application__subject", "asked_by", "paper", "archive")

    def detail_context(self, request: HttpRequest, record: Dossier) -> dict[str, Any]:
        return {
            "paper_url": self.url_of(record, "paper"),
            "archive_url": self.url_of(record, "archive"),
            "history": record.history.select_related("by").order_by("-seq"),
        }


CASE_VERBS: dict[str, Any] = {"ask_dossier": AskDossierView}
