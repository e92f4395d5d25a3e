"""Input of the desk of committee meetings, made clean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications import proposals, voting
from certifications.models import AgendaItem, Application, Meeting, Motion
from home.forms import LongTextField, offer
from organizations.models import User

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class MeetingSettingsForm(forms.ModelForm):
    """When, where and by which rules."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Meeting
        fields = [
            "form", "starts_at", "ends_at", "place", "online_url", "chair", "deputy", "quorum_rule", "quorum_number", "quorum_of",
            "majority", "tie", "secrecy",
        ]  # fmt: skip
        widgets = {"starts_at": MOMENT, "ends_at": MOMENT, "form": forms.RadioSelect, "secrecy": forms.RadioSelect}
        help_texts = {
            "starts_at": _("By written resolution: leave it empty."),
            "quorum_number": _("Only where the quorum is a fixed number."),
        }

    def __init__(self, *args: Any, stage: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"instance": meeting})
        people = User.objects.filter(pk__in=stage.seats().values("judge")).order_by("name_kana")
        offer(self, "chair", people)
        offer(self, "deputy", people)
        self.fields["chair"].required = True
        self.fields["row_version"].initial = meeting.row_version if meeting else None
        if meeting is None:
            leading = stage.seats().filter(chair=True).values_list("judge", flat=True).first()
            self.fields["chair"].initial = leading

    def _post_clean(self) -> None:
        """Nothing is written onto the record here: the action asks what is legal, and writes."""

    def settings(self) -> dict[str, Any]:
        """What the actions take, without the version that was read."""
        return {name: value for name, value in self.cleaned_data.items() if name != "row_version"}


class CaseField(forms.ModelChoiceField):
    """A case by number and name."""

    def label_from_instance(self, application: Any) -> str:
        return f"{application.receipt_number} {application.subject}"


class PutOnForm(forms.Form):
    """A case that stands in the stage and on no agenda."""

    application = CaseField(label=_("case"), queryset=Application.objects.none())

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "application", cases)


class ItemField(forms.ModelChoiceField):
    """An item by number, case and name."""

    def label_from_instance(self, item: Any) -> str:
        return f"{item.order}. {item.application.receipt_number} {item.application.subject}"


class ItemForm(forms.Form):
    """One item of the agenda."""

    item = ItemField(label=_("case"), queryset=AgendaItem.objects.none())

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item", items)


class ItemReasonForm(ItemForm):
    """One item, and a reason."""

    reason = LongTextField(label=_("reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class OrderForm(forms.Form):
    """A number for each item: its place."""

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            label = f"{item.application.receipt_number} {item.application.subject}"
            self.fields[f"place-{item.pk}"] = forms.IntegerField(label=label, min_value=1, max_value=999, initial=item.order)

    def order(self) -> list[int]:
        """The items' keys by the places that were typed; equal ones stay as they were."""
        return [item.pk for item in sorted(self.items, key=lambda item: (self.cleaned_data[f"place-{item.pk}"], item.order))]


class MoveMeetingForm(forms.Form):
    """Another time or place, and why."""

    starts_at = forms.DateTimeField(label=_("begins"), widget=MOMENT, required=False)
    ends_at = forms.DateTimeField(label=_("ends"), widget=MOMENT)
    place = forms.CharField(label=_("place"), max_length=120, required=False)
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class ArriveForm(forms.Form):
    """Members who have come."""

    members = forms.ModelMultipleChoiceField(queryset=User.objects.none())
    online = forms.BooleanField(required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "members", people)


class LeaveForm(forms.Form):
    """A member who has left."""

    member = forms.ModelChoiceField(queryset=User.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", people)


class HandForm(LeaveForm):
    """A member's vote by show of hands."""

    choice = forms.CharField(max_length=60)


class VoteOnForm(forms.Form):
    """What is put to the vote: one outcome, or, left empty, the choice between all."""

    proposal = forms.ChoiceField(label=_("put to the vote"), required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = proposals.outcomes(item.meeting.stage)
        offer(self, "proposal", [*found, ("", _("the choice between all outcomes"))])


class OutcomeForm(forms.Form):
    """What is proposed of the case, and why."""

    outcome = forms.ChoiceField(label=_("conclusion"), required=False)
    reason = LongTextField(label=_("reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", proposals.outcomes(item.meeting.stage))


class NoteForm(forms.Form):
    """A reason, needed or not as the verb says."""

    reason = LongTextField(max_length=4000, required=False)


class CastingForm(forms.Form):
    """What was said by whoever takes the chair, on equal votes."""

    casting = forms.ChoiceField(label=_("decision of the chair on equal votes"), required=False)

    def __init__(self, *args: Any, motion: Motion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = motion.item.meeting.stage
        real = [code for code in motion.options if code != voting.ABSTAIN]
        offer(self, "casting", [("", "–"), *((code, proposals.words(stage, code)) for code in real)])


class PartForm(forms.Form):
    """One part of the minutes."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    text = LongTextField(label=_("text"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 10}))
