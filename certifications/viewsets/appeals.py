"""The desk of appeals: what came, who may look into it, the answer on its way, and its release."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import appeal_terms
from certifications.actions import appeals, releases, rulings
from certifications.appeal_emails import answers
from certifications.appeal_permissions import may_answer, may_enter_appeal, may_handle
from certifications.appeal_states import UNDER_WAY, Ruling
from certifications.models import Appeal, AppealPaper, Decision, Level
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from certifications.states import Channel, Outcome
from certifications.viewsets import menus
from certifications.viewsets.appeal_steps import next_step
from certifications.viewsets.case_verb import CaseVerbView
from certifications.viewsets.decision_verbs import stamps
from home import clock
from home.desk import DeskObjectView, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.forms import DayField, offer
from home.public_ids import read_public_id
from home.uploads.refusals import UploadRefused
from home.views.files import serve
from organizations.forms import AddressField
from organizations.models import User


def answer_of(record: Appeal) -> Decision | None:
    """The decision with which it is answered, in whatever state."""
    return getattr(record, "answer", None)


class AppealVerbView(DeskVerbView):
    """A verb on an appeal."""

    refusals: tuple[type[Exception], ...] = (Refusal,)
    open_in = UNDER_WAY

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.open_in and may_handle(user, record)


class SeatMemberForm(forms.Form):
    """The address of somebody who looks into it."""

    email = AddressField(label=_("e-mail address of the person"))

    def clean_email(self) -> User:
        person = User.objects.filter(email=self.cleaned_data["email"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this address has an account here."))
        return person


class SeatMemberView(AppealVerbView):
    label, verb_form = _("Seat somebody on the panel"), SeatMemberForm
    explanation = _("Nobody who judged, drafted or signed the first decision can look into the appeal.")

    def act(self, form: Any) -> None:
        appeals.seat(self.record, form.cleaned_data["email"], by=self.request.user)


class UnseatMemberForm(forms.Form):
    """One of those who look into it."""

    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("person"), queryset=None)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class UnseatMemberView(AppealVerbView):
    label, verb_form = _("Take somebody off the panel"), UnseatMemberForm

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.seats.exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        seated = User.objects.filter(pk__in=self.record.seats.values("person"))
        return super().get_form_kwargs() | {"people": seated}

    def act(self, form: Any) -> None:
        appeals.unseat(self.record, form.cleaned_data["person"], by=self.request.user)


class BeginView(AppealVerbView):
    label, open_in = _("Find it admissible"), frozenset({"received"})
    explanation = _("The panel looks into it. The applicant sees that it is under review.")

    def act(self, form: Any) -> None:
        appeals.begin(self.record, by=self.request.user)


class AnswerForm(forms.Form):
    """What the answer says; another result or level only where the appeal is upheld."""

    ruling = forms.ChoiceField(label=_("answer to the appeal"), choices=Ruling.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("new result of the case"),
        choices=[("", "–"), *Outcome.choices],
        required=False,
        help_text=_("Only where the appeal is upheld."),
    )
    level = forms.ModelChoiceField(label=_("level"), queryset=Level.objects.none(), required=False)
    reasons = forms.CharField(label=_("reasons for the applicant"), widget=forms.Textarea(attrs={"rows": 8}))
    public_comment = forms.CharField(label=_("comment to publish"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        drafted = answer_of(appeal)
        if drafted:
            names = ("ruling", "outcome", "level", "reasons", "public_comment")
            kwargs["initial"] = {name: getattr(drafted, name) for name in names} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offer(self, "level", appeal.decision.application.round.program.levels.all())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ruling") == Ruling.UPHELD and not data.get("outcome"):
            self.add_error("outcome", _("Please choose the new result."))
        return data


class DraftAnswerView(AppealVerbView):
    label, verb_form = _("Draft the answer"), AnswerForm
    explanation = _(
        "A new decision, which goes through the same approval as the first one. The first one is never changed. "
        "The applicant learns of the answer when it is released."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        drafted = answer_of(record)
        return super().may(user, record) and (drafted is None or drafted.state == "drafted")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"appeal": self.record}

    def act(self, form: Any) -> None:
        rulings.draft(self.record, by=self.request.user, **form.cleaned_data)


class ReleaseAnswerView(AppealVerbView):
    label = _("Release the answer")
    explanation = _("In one step the answer becomes a fact, certificates follow, and the letters below leave.")
    template_name = "certifications/desk/release_answer.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        drafted = answer_of(record)
        return record.state in UNDER_WAY and drafted is not None and drafted.state == "approved" and may_answer(user, record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafted = answer_of(self.record)
        letters = [releases.Written.of(draft) for draft in answers(drafted)] if drafted else []
        return super().get_context_data(**kwargs) | {"decision": drafted, "letters": letters}

    def act(self, form: Any) -> None:
        rulings.release(self.record, by=self.request.user)


class EnterAppealForm(forms.Form):
    """What came on paper, or was said at the counter."""

    channel = forms.ChoiceField(
        label=_("how it came in"), choices=[row for row in Channel.choices if row[0] != Channel.ONLINE], widget=forms.RadioSelect
    )
    received_on = DayField(label=_("arrived on"))
    grounds = forms.CharField(label=_("grounds"), widget=forms.Textarea(attrs={"rows": 8}))
    paper = forms.FileField(label=_("the paper, scanned"), required=False, help_text=_("PDF or picture, up to 20 MB"))


class EnterAppealView(CaseVerbView):
    """A verb of a case."""

    label, verb_form = _("Enter an appeal"), EnterAppealForm
    explanation = _("Also what came too late is entered: the answer says so.")
    refusals = (Refusal, UploadRefused)

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        if not may_enter_appeal(user, record) or appeal_terms.opens_at(record.round) is None:
            return False
        return not Appeal.objects.filter(decision__application=record).standing().exists()

    def act(self, form: Any) -> None:
        data = dict(form.cleaned_data)
        paper = data.pop("paper")
        appeals.enter(self.record, uploads=[paper] if paper else [], by=self.request.user, **data)


class PaperView(DeskObjectView):
    """A paper of an appeal, for those who may read it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = AppealPaper.objects.visible_to(request.user).filter(appeal=self.record).select_related("file")
        row = get_object_or_404(held, public_id=read_public_id(request.GET.get("id", "")))
        return serve(row.file, name=row.name, inline=row.file.media_type.startswith("image/"))


VERBS: dict[str, Any] = {
    "begin": BeginView,
    "seat_member": SeatMemberView,
    "draft_answer": DraftAnswerView,
    "release_answer": ReleaseAnswerView,
    "unseat_member": UnseatMemberView,
}
CASE_VERBS: dict[str, Any] = {"enter_appeal": EnterAppealView}


class AppealDesk(DeskViewSet):
    """Appeals against decisions of the programs in which one has a role."""

    model = Appeal
    name = "appeals"
    url_prefix = "appeals"
    icon = "rotate"
    menu_order = 118
    menu_hook = menus.RECORDS
    when_empty = _("What applicants file online appears here by itself. What came on paper is entered on the page of its case.")
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("case", label=_("case"), accessor="decision.application"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("received_on", label=_("arrived on"), sort_key="received_on"),
        Column("last_day", label=_("last day for it"), sort_key="last_day"),
        Column("get_channel_display", label=_("how it came in")),
    ]
    list_filter = ["state", "channel"]
    search_fields = ["decision__application__receipt_number", "decision__application__subject__name_ja"]
    list_export = ["decision.application.receipt_number", "get_state_display", "received_on", "last_day", "get_channel_display"]
    export_filename = "appeals"
    detail_template_name = "certifications/desk/appeal.html"
    object_views = {**VERBS, "paper": PaperView}

    def visible(self, user: Any) -> models.QuerySet[Appeal]:
        return Appeal.objects.of_desk(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related(
            "decision__application__round__program", "decision__application__subject", "decision__level", "filed_by"
        )

    def detail_context(self, request: HttpRequest, record: Appeal) -> dict[str, Any]:
        drafted = Decision.objects.visible_to(request.user).filter(appeal=record).select_related("level").first()
        verbs, step = verbs_for(self, request, record, VERBS), next_step(record, request.user, answer_of(record))
        main = next((verb for verb in verbs if verb["name"] == step.verb), None)
        return {
            "application": record.decision.application,
            "first": record.decision,
            "answer": drafted,
            "steps": stamps(drafted) if drafted else [],
            "first_deciders": record.first_deciders.select_related("person"),
            "seats": record.seats.select_related("person", "opinion"),
            "papers": record.papers.select_related("file"),
            "paper_url": self.url_of(record, "paper"),
            "step": step,
            "main_verb": main,
            "verbs": [verb for verb in verbs if verb is not main],
            "today": clock.today(),
            "history": record.history.select_related("by").order_by("-seq"),
        }
