"""What the office can do with an organization: facts, its corporate number, the companies of its group."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home import clock
from home.desk.verbs import DeskVerbView
from home.forms import DayField, offer
from home.uploads.refusals import UploadRefused
from organizations.actions import links, organizations, standings
from organizations.forms import StandingForm
from organizations.models import Organization, OrganizationLink
from organizations.permissions import can_assess_standing


class OrganizationVerbView(DeskVerbView):
    """A verb of those who establish facts about organizations."""

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return bool(can_assess_standing(user, record))


class AssessView(OrganizationVerbView):
    """A fact that matters for who may apply, with its evidence. What was found before stays, and the latest counts."""

    label, verb_form = _("Record what was established"), StandingForm
    explanation = _("Earlier records stay. The latest one counts, for the period that you name.")
    refusals = (UploadRefused,)

    def act(self, form: Any) -> None:
        by: Any = self.request.user
        standings.assess(self.record, by=by, **form.cleaned_data)


class EvidenceForm(forms.Form):
    """What the corporate number was checked against."""

    evidence = forms.CharField(
        label=_("evidence"),
        max_length=300,
        help_text=_("For example: register extract of 1 October 2026; answer to our letter to the registered address."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class VerifyNumberView(OrganizationVerbView):
    label, verb_form = _("Confirm the corporate number"), EvidenceForm
    explanation = _(
        "Anybody can type a corporate number, for they are public. Confirm it only if you have seen that this organization "
        "itself has registered here. Only one organization can have a confirmed number."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return bool(record.corporate_number) and not record.number_is_verified and super().may(user, record)

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except organizations.CorporateNumberTaken:
            taken = gettext("The number is confirmed for another organization. Withdraw that confirmation first if it was wrong.")
            form.add_error(None, taken)
            return self.form_invalid(form)

    def act(self, form: Any) -> None:
        by: Any = self.request.user
        organizations.verify_number(self.record, evidence=form.cleaned_data["evidence"], by=by)


class WhyForm(forms.Form):
    """A reason in a few words."""

    reason = forms.CharField(label=_("reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class DoubtNumberView(OrganizationVerbView):
    label, verb_form = _("Withdraw the confirmation of the number"), WhyForm

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.number_is_verified and super().may(user, record)

    def act(self, form: Any) -> None:
        by: Any = self.request.user
        organizations.doubt_number(self.record, reason=form.cleaned_data["reason"], by=by)


class LinkForm(forms.Form):
    """Another organization of the group, which of the two stands above, and from what that is known."""

    other = forms.ModelChoiceField(label=_("organization"), queryset=Organization.objects.none())
    above = forms.TypedChoiceField(
        label=_("how they stand"),
        choices=[("above", _("it is the parent company")), ("below", _("it is the subsidiary"))],
        coerce=lambda value: value == "above",
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("since"))
    until = DayField(label=_("until (including)"), required=False)
    source = forms.CharField(
        label=_("source"), max_length=300, help_text=_("For example: securities report of March 2026, page 12.")
    )

    def __init__(self, *args: Any, record: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "other", Organization.objects.exclude(pk=record.pk).order_by("name_kana"))


class OpenLinkField(forms.ModelChoiceField):
    """A link by the names of both."""

    def label_from_instance(self, row: Any) -> str:
        return gettext("%(parent)s is the parent company of %(child)s") % {"parent": row.parent, "child": row.child}


class UnlinkForm(forms.Form):
    """Which link has ended, when, and why."""

    row = OpenLinkField(label=_("link in a group"), queryset=OrganizationLink.objects.none())
    on = DayField(label=_("last day"), initial=clock.today)
    reason = forms.CharField(label=_("reason"), max_length=300)

    def __init__(self, *args: Any, record: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "row", OrganizationLink.objects.of(record).filter(until__isnull=True).select_related("parent", "child"))


class GroupVerbView(OrganizationVerbView):
    """A verb on the group: what the database or the period refuses is told beside the field."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record}

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.form_invalid(form)


class LinkView(GroupVerbView):
    label, verb_form = _("Record a group company"), LinkForm
    explanation = _("Conflicts of interest with one company of a group reach the others. Say from what the link is known.")

    def act(self, form: Any) -> None:
        data, by = form.cleaned_data, self.request.user
        pair = (data["other"], self.record) if data["above"] else (self.record, data["other"])
        links.link(*pair, since=data["since"], until=data["until"], source=data["source"], by=by)  # type: ignore[arg-type]


class UnlinkView(GroupVerbView):
    label, verb_form = _("End a link in the group"), UnlinkForm

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and OrganizationLink.objects.of(record).filter(until__isnull=True).exists()

    def act(self, form: Any) -> None:
        data, by = form.cleaned_data, self.request.user
        links.unlink(data["row"], on=data["on"], reason=data["reason"], by=by)  # type: ignore[arg-type]


VERBS: dict[str, Any] = {
    "assess": AssessView,
    "verify_number": VerifyNumberView,
    "doubt_number": DoubtNumberView,
    "link": LinkView,
    "unlink": UnlinkView,
}
