"""What is asked on the way of a list: the file, its sheet, what its columns mean, and what is to become of refused rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from home.list_kinds import Field
from home.list_words import say
from home.lists.values import Refused
from home.models import ImportRun
from home.uploads.kinds import LISTS, accept_attribute


class ReceiveForm(forms.Form):
    """Which kind of list, and the file."""

    upload = forms.FileField(
        label=_("file"),
        help_text=_("XLSX or CSV, up to 20 MB. Nothing is written before you have seen what would become of each row."),
        widget=forms.FileInput(attrs={"accept": accept_attribute(LISTS)}),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("kind of list"), choices=kinds)
        self.order_fields(["kind", "upload"])


class ColumnsForm(forms.Form):
    """For each column of the list: which field it is; and where an empty cell means the same as above."""

    def __init__(self, *args: Any, record: ImportRun, samples: list[list[str]], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        known = [("", _("leave out")), *((each.name, str(each.label)) for each in record.list_kind.fields)]
        labelled = [(column, label) for column, label in enumerate(record.head["labels"]) if label]
        for column, label in labelled:
            shown = [row[column] for row in samples if column < len(row) and row[column].strip()]
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=label.replace("\n", " ")[:80],
                choices=known,
                required=False,
                initial=record.columns.get(str(column), ""),
                help_text=" / ".join(text.replace("\n", " ")[:40] for text in shown),
            )
        self.fields["carried"] = forms.MultipleChoiceField(
            label=_("An empty cell means the same as the one above it in"),
            choices=[(str(column), label.replace("\n", " ")[:80]) for column, label in labelled],
            initial=[str(column) for column in record.carried],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("For lists whose cells were merged before they were saved as CSV."),
        )
        for each in record.list_kind.fields:
            if each.for_all:
                self.fields[f"all_{each.name}"] = self._for_all(each, user)

    def _for_all(self, each: Field, user: Any) -> forms.Field:
        """What is said once for the whole list: chosen, or typed as a list would say it."""
        label = now("For all rows that do not say it: %(field)s") % {"field": each.label}
        said = self.record.for_all.get(each.name, "")
        if choices := self.record.list_kind.choices(each.name, user):
            return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=False, initial=said)
        return forms.CharField(label=label, max_length=60, required=False, initial=said)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [name for key, name in data.items() if key.startswith("column_") and name]
        for key, name in data.items():
            if key.startswith("column_") and name and chosen.count(name) > 1:
                self.add_error(key, _("Two columns cannot be the same field."))
        for each in self.record.list_kind.fields:
            if text := data.get(f"all_{each.name}"):
                try:
                    each.reader(text, "")
                except Refused as refused:
                    note = {"kind": "refusal", "code": refused.code, "facts": {"said": text, **refused.facts}}
                    self.add_error(f"all_{each.name}", say(note))
        return data

    @property
    def for_all(self) -> dict[str, str]:
        return {key[4:]: text for key, text in self.cleaned_data.items() if key.startswith("all_") and text}

    @property
    def columns(self) -> dict[int, str]:
        return {int(key[7:]): name for key, name in self.cleaned_data.items() if key.startswith("column_") and name}


class SheetForm(forms.Form):
    """One of the sheets."""

    def __init__(self, *args: Any, record: ImportRun, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, name) for name in sheets]
        self.fields["sheet"] = forms.ChoiceField(label=_("sheet"), choices=choices, initial=record.sheet)


class WriteForm(forms.Form):
    """Whether refused rows stop the others."""

    leave_out = forms.BooleanField(
        label=_("Write without the refused rows"),
        required=False,
        help_text=_("Otherwise a single refused row stops all. What was refused can be downloaded, mended and brought in later."),
    )
