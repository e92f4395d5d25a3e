"""The desk of disposals: what is due, what was proposed, approved and carried out; and the verbs that hold papers back."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column

from certifications import due_papers
from certifications.actions import disposals, holds
from certifications.disposal_states import HoldKind
from certifications.models import Application, Disposal, Hold, Round
from certifications.permissions import is_case_office, reads_certifications, releases_round, runs_round
from certifications.refusals import Refusal
from certifications.states import OVER
from certifications.viewsets import menus
from certifications.viewsets.forms import ReasonForm
from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.desk.views import DeskAccess, DeskPage
from home.forms import offer

COUNTED = {
    "cases": _("how many cases"),
    "answers": _("answers"),
    "revisions": _("earlier answers"),
    "files": _("files of answers"),
    "papers": _("evidence and files of messages"),
    "messages": _("messages"),
    "sheets": _("judges' sheets: their values and notes"),
    "reports": _("reports of trials and visits, with photographs"),
    "holder_reports": _("what holders reported of their certificates"),
    "statements": _("what applicants told the office about corrections"),
    "minutes": _("parts of minutes of committees"),
    "appeals": _("grounds of appeals"),
    "letters": _("letters that were sent"),
    "dossiers": _("dossiers with their archives"),
    "bytes": _("size of the files"),
    "versions": _("submitted versions of which the hash stays"),
}


def in_words(counts: dict[str, int]) -> list[tuple[Any, int, bool]]:
    """What, how many, and whether that is a size in bytes."""
    return [(label, counts[name], name == "bytes") for name, label in COUNTED.items() if counts.get(name)]


def proposable(record: Round) -> list[due_papers.Due]:
    """What is due of the round and neither proposed nor held back altogether."""
    if record.state not in OVER:
        return []
    under_way = set(record.disposals.under_way().values_list("retention", flat=True))
    return [due for due in due_papers.of_round(record, clock.today()) if due.cases and due.retention not in under_way]


class DuePapersForm(forms.Form):
    """Which of the classes that are due."""

    retention = forms.ChoiceField(label=_("papers that are due"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, due: list[due_papers.Due], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "retention", [(each.retention, each.label) for each in due])
        self.fields["retention"].initial = due[0].retention if due else None


class ProposeDisposalView(DeskVerbView):
    """A verb of a round: the dry run, and the proposal."""

    label, verb_form, refusals = _("Propose to dispose of papers"), DuePapersForm, (Refusal,)
    explanation = _(
        "Nothing is disposed of by this. Somebody else approves the proposal, and a day later the worker carries it out. "
        "Names, results, certificates, histories and all hashes stay."
    )
    template_name = "certifications/desk/disposals/propose.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in OVER and runs_round(user, record) and bool(proposable(record))

    @cached_property
    def due(self) -> list[due_papers.Due]:
        return proposable(self.record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"due": self.due}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        classes = due_papers.classes_of(self.record)
        rows = [(due, in_words(due_papers.counts(due.cases, due.retention, classes))) for due in self.due]
        return super().get_context_data(**kwargs) | {"rows": rows, "terms": due_papers.terms_of(self.record)}

    def act(self, form: Any) -> None:
        disposals.propose(self.record, form.cleaned_data["retention"], by=self.request.user)


class HoldForm(ReasonForm):
    """Why papers are kept although their time is over."""

    kind = forms.ChoiceField(label=_("why"), choices=HoldKind.choices)
    field_order = ("kind", "reason")


class HoldView(DeskVerbView):
    """Of a case or of a whole round."""

    label, verb_form, refusals = _("Keep from disposal"), HoldForm, (Refusal,)
    explanation = _("Nothing of it is disposed of until somebody lifts the hold.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if isinstance(record, Application):
            return record.round.state in OVER and is_case_office(user, record)
        return record.state in OVER and runs_round(user, record)

    def act(self, form: Any) -> None:
        round_, application = (self.record, None) if isinstance(self.record, Round) else (self.record.round, self.record)
        holds.place(round_, application, by=self.request.user, **form.cleaned_data)


class LiftForm(ReasonForm):
    """Which hold, and why it is not needed any more."""

    hold = forms.ModelChoiceField(label=_("hold"), queryset=Hold.objects.none(), empty_label=None)
    field_order = ("hold", "reason")

    def __init__(self, *args: Any, standing: models.QuerySet[Hold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "hold", standing)


def standing_on(record: Any) -> models.QuerySet[Hold]:
    """The holds on exactly this record."""
    rows = Hold.objects.standing()
    return rows.filter(round=record, application=None) if isinstance(record, Round) else rows.filter(application=record)


class LiftHoldView(DeskVerbView):
    label, verb_form, refusals = _("No longer keep from disposal"), LiftForm, (Refusal,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return HoldView.may(user, record) and standing_on(record).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"standing": standing_on(self.record)}

    def act(self, form: Any) -> None:
        holds.lift(form.cleaned_data["hold"], reason=form.cleaned_data["reason"], by=self.request.user)


ROUND_VERBS: dict[str, Any] = {"propose_disposal": ProposeDisposalView, "hold": HoldView, "lift_hold": LiftHoldView}
CASE_VERBS: dict[str, Any] = {"hold": HoldView, "lift_hold": LiftHoldView}


class ConfirmView(DeskVerbView):
    label, refusals = _("Approve the disposal"), (Refusal,)
    explanation = _("A day later the worker begins. Until then it can be stopped; what has been disposed of does not come back.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state == "proposed" and record.proposed_by_id != user.pk and releases_round(user, record.round)

    def act(self, form: Any) -> None:
        disposals.confirm(self.record, by=self.request.user)


class GiveBackView(DeskVerbView):
    label, verb_form, refusals = _("Return or stop the disposal"), ReasonForm, (Refusal,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        allowed = releases_round(user, record.round) or runs_round(user, record.round)
        return record.state in {"proposed", "confirmed"} and allowed

    def act(self, form: Any) -> None:
        disposals.give_back(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {"confirm": ConfirmView, "give_back": GiveBackView}


class DueView(DeskPage, DeskAccess, TemplateView):
    """What is due today in the rounds of the user's programs, and not proposed yet."""

    record: Any = None
    template_name = "certifications/desk/disposals/due.html"

    def get_page_title(self) -> str:
        return str(_("Due for disposal"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, rows = self.request.user, []
        for due in due_papers.without_proposal(user, clock.today()):
            counts = in_words(due_papers.counts(due.cases, due.retention, due_papers.classes_of(due.round)))
            rows.append((due, counts, bool(due.cases) and runs_round(user, due.round)))
        return super().get_context_data(**kwargs) | {"rows": rows}


class DisposalDesk(DeskViewSet):
    """The register of disposals: by which rule, how many of what, by whom and when. A row is written by verbs alone."""

    model = Disposal
    name = "disposals"
    url_prefix = "disposals"
    icon = "bin"
    menu_label = _("Disposal of papers")
    menu_order = 130
    menu_hook = menus.RECORDS
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("round", label=_("round")),
        Column("get_retention_display", label=_("kept for how long")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("cases", label=_("how many cases")),
        Column("proposed_at", label=_("proposed on"), sort_key="proposed_at"),
        Column("done_at", label=_("carried out on"), sort_key="done_at"),
    ]
    search_fields = ["round__program__name_ja", "round__program__name_en", "round__program__slug"]
    list_filter = ["state", "retention", "round__program"]
    list_export = ["round", "get_retention_display", "get_state_display", "due_on", "proposed_by", "proposed_at", "confirmed_by",
                   "confirmed_at", "done_at", "counts"]  # fmt: skip
    export_headings = {"counts": _("how much of what")}
    export_filename = "disposals"
    ordering = "-proposed_at"
    detail_fields = (
        "round",
        "retention",
        "state",
        "due_on",
        "proposed_by",
        "proposed_at",
        "confirmed_by",
        "confirmed_at",
        "done_at",
    )
    detail_template_name = "certifications/desk/disposals/detail.html"
    object_views = VERBS

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("due/", DueView.as_view(viewset=self), name="due"), *super().get_urlpatterns()]

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("round__program", "proposed_by", "confirmed_by")

    def detail_context(self, request: HttpRequest, record: Disposal) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "counts": in_words(record.counts),
            "history": record.history.select_related("by").order_by("-seq"),
        }
