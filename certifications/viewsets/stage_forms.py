"""Input of the desk of stages, made clean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.models import RubricVersion, Stage, StageEntry
from certifications.stage_states import StageState
from certifications.states import IdentityClass, StageKind
from home.forms import DayInput, offer

HIDEABLE = [row for row in IdentityClass.choices if row[0] != IdentityClass.CONTENT]


class SetUpForm(forms.ModelForm):
    """What a stage asks for, shows to its judges, and passes on."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    hides = forms.MultipleChoiceField(
        label=_("judges do not see"), choices=HIDEABLE, required=False, widget=forms.CheckboxSelectMultiple
    )
    sections = forms.MultipleChoiceField(
        label=_("judges read only these sections"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the whole application."),
    )

    class Meta:
        model = Stage
        fields = [
            "rubric_version", "reviews_wanted", "due_on", "hides", "sections", "sees_from", "completes", "completion_n",
            "promotes", "promotion_value",
        ]  # fmt: skip
        widgets = {
            "due_on": DayInput(),
            "sees_from": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        help_texts = {
            "rubric_version": _("Empty: nobody scores in this stage."),
            "sees_from": _("Empty: from the opening of the stage."),
        }

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"instance": stage})
        self.fields["row_version"].initial = stage.row_version
        offer(self, "rubric_version", RubricVersion.objects.published().filter(program=stage.round.program_id))
        offer(self, "sections", [(section.code, str(section.title)) for section in stage.round.form_version.sections.all()])
        frozen = stage.state != StageState.WAITING
        for name, field in self.fields.items():
            # What a page that stood open before the stage began sends is taken in, and refused in words by the action.
            field.disabled = frozen and name not in {"due_on", "row_version"} and self.add_prefix(name) not in self.data
        if stage.kind == StageKind.SCREENING:
            for name in ("rubric_version", "promotes", "promotion_value"):
                del self.fields[name]

    def _post_clean(self) -> None:
        """Nothing is written onto the record here: the action asks what is legal, and writes."""


class EntryField(forms.ModelChoiceField):
    """A case of the stage, as the office calls it."""

    def label_from_instance(self, entry: Any) -> str:
        return f"{entry.application.receipt_number} {entry.application.subject} ({entry.get_state_display()})"


class EntryForm(forms.Form):
    """One case of the stage, and why."""

    entry = EntryField(label=_("case"), queryset=StageEntry.objects.none())
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "entry", entries)


class ChooseForm(EntryForm):
    """One case: whether it goes on, and why."""

    goes_on = forms.TypedChoiceField(
        label=_("the case"),
        choices=[("yes", _("goes on")), ("no", _("does not go on"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    field_order = ("entry", "goes_on", "reason")
