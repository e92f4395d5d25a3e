"""The desk of change notices: what holders say has changed, and what the office makes of it."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.actions import changes
from certifications.certificate_permissions import may_keep, may_reissue
from certifications.change_states import STEMS, ChangeKind, ChangeState
from certifications.models import ChangeNotice
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from certifications.viewsets import menus
from certifications.viewsets.forms import NoteForm
from home import clock
from home.desk import DeskObjectView, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.forms import DayField
from home.languages import COLUMN_LANGUAGES
from home.public_ids import read_public_id
from home.views.files import serve


class ChangeVerbView(DeskVerbView):
    """A verb of the secretariat on a notice that waits for it."""

    refusals = (Refusal,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state == ChangeState.NOTICED and may_keep(user, record.certificate)


class AcceptedForm(NoteForm):
    """What the holder reads of a notice that is accepted; it may be left out."""

    answer = forms.CharField(
        label=_("answer to the holder"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order: tuple[str, ...] = ("answer", "note")


class AcceptForm(AcceptedForm):
    """What the public reads besides; all may be left out."""

    ja = forms.CharField(
        label=_("what the public reads of it (Japanese)"),
        help_text=_("Shown with the certificate's history, beside the old and the new name."),
        max_length=200,
        required=False,
    )
    en = forms.CharField(label=_("the same in English"), max_length=300, required=False)
    zh = forms.CharField(label=_("the same in Chinese"), max_length=200, required=False)
    field_order = ("answer", "ja", "en", "zh", "note")


class AcceptView(ChangeVerbView):
    label, verb_form = _("Accept: note it on the certificate"), AcceptForm
    explanation = _(
        "A new name stands on the certificate, in the register and on the verification page from now on; the number stays, and "
        "the paper is drawn anew. Of an address or a representative the public reads nothing. The holder gets a letter."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        fits = record.kind != ChangeKind.DISCONTINUED and record.certificate.is_running
        return fits and super().may(user, record)

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        public = {language: data[language] for language in COLUMN_LANGUAGES}
        changes.accept(self.record, answer=data["answer"], note=data["note"], public=public, by=self.request.user)


class ReissueView(ChangeVerbView):
    label, verb_form = _("Accept: issue a new certificate"), AcceptedForm
    explanation = _(
        "A certificate with a new number takes the place of this one from today, until the same day. The old one says by which "
        "it was replaced. The holder gets a letter. This cannot be undone."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        certificate = record.certificate
        if record.state != ChangeState.NOTICED or record.kind == ChangeKind.DISCONTINUED or certificate.state != "active":
            return False
        if not certificate.is_running or not may_reissue(user, certificate):
            return False
        return not certificate.withdrawals.under_way().exists()

    def act(self, form: Any) -> None:
        changes.reissue(self.record, by=self.request.user, **form.cleaned_data)


class EndForm(AcceptedForm):
    """The last day of validity, and what the holder reads."""

    last_day = DayField(label=_("last day of validity"))
    field_order = ("last_day", "answer", "note")


class EndView(ChangeVerbView):
    label, verb_form = _("Accept: fix the last day"), EndForm
    explanation = _("From the day after, verification says that the term has ended. The holder gets a letter.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        fits = record.kind == ChangeKind.DISCONTINUED and record.certificate.state == "active" and record.certificate.is_running
        return fits and super().may(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        day = max(self.record.changed_on, clock.today())
        return super().get_form_kwargs() | {"initial": {"last_day": day}}

    def act(self, form: Any) -> None:
        changes.accept_end(self.record, by=self.request.user, **form.cleaned_data)


class AnswerForm(NoteForm):
    """What the holder reads."""

    answer = forms.CharField(label=_("answer to the holder"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    field_order = ("answer", "note")


class SendBackView(ChangeVerbView):
    label, verb_form = _("Send it back to be mended"), AnswerForm
    explanation = _("Please say what is missing. The holder gets a letter and can send the notice again.")

    def act(self, form: Any) -> None:
        changes.send_back(self.record, by=self.request.user, **form.cleaned_data)


class RefuseView(ChangeVerbView):
    label, verb_form = _("Do not accept it"), AnswerForm
    explanation = _("Please say why. The certificate stays as it is. The holder gets a letter.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in {ChangeState.NOTICED, ChangeState.RETURNED} and may_keep(user, record.certificate)

    def act(self, form: Any) -> None:
        changes.refuse(self.record, by=self.request.user, **form.cleaned_data)


class PaperView(DeskObjectView):
    """A paper of a notice, for those who may read it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.record.papers.select_related("file")
        row = get_object_or_404(rows, public_id=read_public_id(request.GET.get("id", "")))
        return serve(row.file, name=row.name, inline=row.file.media_type.startswith("image/"))


VERBS: dict[str, Any] = {
    "accept": AcceptView,
    "reissue": ReissueView,
    "accept_end": EndView,
    "send_back": SendBackView,
    "refuse": RefuseView,
}


class ChangeDesk(DeskViewSet):
    """Change notices about certificates of the programs in which one has a role."""

    model = ChangeNotice
    name = "changes"
    url_prefix = "changes"
    icon = "edit"
    menu_order = 122
    menu_hook = menus.LIFE
    when_empty = _("What holders tell on their certificates' pages appears here. What came on paper is entered on a certificate.")
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("certificate", label=_("certificate"), sort_key="certificate__number"),
        Column("holder", label=_("holder"), accessor="certificate.holder"),
        Column("get_kind_display", label=_("what has changed"), sort_key="kind"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("changed_on", label=_("since when"), sort_key="changed_on"),
        Column("noticed_at", label=_("entered at"), sort_key="noticed_at"),
    ]
    list_filter = ["state", "kind"]
    search_fields = ["certificate__number", "certificate__name_ja", "certificate__holder_ja", "new_ja"]
    list_export = [
        "certificate.number", "certificate.holder_ja", "get_kind_display", "get_state_display", "get_effect_display",
        "changed_on", "noticed_at", "answered_at",
    ]  # fmt: skip
    export_filename = "change-notices"
    detail_template_name = "certifications/desk/change.html"
    object_views = {**VERBS, "paper": PaperView}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related(
            "certificate__decision__application__round__program", "certificate__decision__application__subject",
            "certificate__program", "noticed_by", "answered_by",
        )  # fmt: skip

    def detail_context(self, request: HttpRequest, record: ChangeNotice) -> dict[str, Any]:
        stem = STEMS.get(ChangeKind(record.kind))
        certificate = record.certificate
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "now": [getattr(certificate, f"{stem}_{language}") for language in COLUMN_LANGUAGES] if stem else [],
            "new": [record.new_ja, record.new_en, record.new_zh],
            "newer": certificate.newer,
            "papers": record.papers.select_related("file"),
            "paper_url": self.url_of(record, "paper"),
            "history": record.history.select_related("by").order_by("-seq"),
        }
