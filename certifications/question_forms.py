"""A question as an officer edits it, in three languages side by side, and as a row of the form again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications import form_options, form_words
from certifications.form_checks import UNFIT_FOR_CONDITIONS, WITH_CHOICES
from certifications.form_edits import Form
from certifications.form_files import CONSENT, FILE_KINDS, HELP, LABEL, LANGUAGES, MOST_MEGABYTES, SECTION_HELP, TITLE
from certifications.prefills import FACTS
from certifications.states import CatalogSlot, IdentityClass, QuestionKind, RetentionClass

LANGUAGE_NAMES = {"ja": _("Japanese"), "en": _("English"), "zh": _("Chinese")}
OFFERED_FILES = [kind for kind in FILE_KINDS if kind != "jpeg"]
# Which settings each kind has; the page shows those of the chosen kind, the rest is not kept.
SETTINGS = {
    "max_chars": {"short_text", "long_text"},
    "minimum": {"number", "yen", "table"},
    "maximum": {"number", "yen", "table"},
    "choices": set(WITH_CHOICES),
    "columns": {"table"},
    "accept": {"file", "picture"},
    "max_files": {"file", "picture"},
    "max_megabytes": {"file", "picture"},
    "prefill": {"short_text", "long_text", "number", "yen", "url"},
    "consent": {"consent"},
}


def by_language(
    fields: dict[str, forms.Field], stem: str, limits: dict[str, int], *, rows: int = 0, needed: bool = False
) -> None:
    """Adds `<stem>_ja`, `_en`, `_zh`."""
    for language in LANGUAGES:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        fields[f"{stem}_{language}"] = forms.CharField(
            label=LANGUAGE_NAMES[language], max_length=limits[language], required=needed and language == "ja", widget=widget
        )


def texts(data: dict[str, Any], stem: str) -> dict[str, str]:
    """What was written, by language."""
    return {language: data[f"{stem}_{language}"].strip() for language in LANGUAGES}


class SectionForm(forms.Form):
    """Title and help of a section."""

    row_version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, section: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_language(self.fields, "title", TITLE, needed=True)
        by_language(self.fields, "help", SECTION_HELP, rows=3)
        for stem in ("title", "help"):
            for language in LANGUAGES:
                self.initial[f"{stem}_{language}"] = (section or {}).get(stem, {}).get(language, "")

    @property
    def groups(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Title"), "fields": [self[f"title_{language}"] for language in LANGUAGES]},
            {"label": _("Explanation below the title"), "fields": [self[f"help_{language}"] for language in LANGUAGES]},
        ]

    def words(self) -> dict[str, Any]:
        """The section's words, as a form's file has them."""
        return {"title": texts(self.cleaned_data, "title"), "help": texts(self.cleaned_data, "help")}


class QuestionForm(forms.Form):
    """All settings of one question."""

    row_version = forms.IntegerField(widget=forms.HiddenInput())
    kind = forms.ChoiceField(label=_("kind"), choices=QuestionKind.choices)
    section = forms.ChoiceField(label=_("section of the form"))
    required = forms.BooleanField(label=_("must be answered"), required=False)
    max_chars = forms.IntegerField(label=_("characters at most"), min_value=1, max_value=20_000, required=False)
    minimum = forms.IntegerField(label=_("least value (of a table: least number of rows)"), required=False)
    maximum = forms.IntegerField(label=_("greatest value (of a table: greatest number of rows)"), required=False)
    accept = forms.MultipleChoiceField(
        label=_("kinds of files"),
        choices=[(kind, kind.upper()) for kind in OFFERED_FILES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    max_files = forms.IntegerField(label=_("files at most"), min_value=1, max_value=50, required=False)
    max_megabytes = forms.IntegerField(
        label=_("megabytes per file at most"), min_value=1, max_value=MOST_MEGABYTES, required=False
    )
    prefill = forms.ChoiceField(label=_("filled from the record with"), required=False)
    condition_question = forms.ChoiceField(label=_("asked only depending on"), required=False)
    condition_values = forms.MultipleChoiceField(
        label=_("when the answer is one of these"), required=False, widget=forms.CheckboxSelectMultiple
    )
    identity_class = forms.ChoiceField(label=_("tells who applies (for blind judging)"), choices=IdentityClass.choices)
    retention = forms.ChoiceField(label=_("kept for how long"), choices=RetentionClass.choices)
    catalog_slot = forms.ChoiceField(
        label=_("shown in the catalog as"), choices=[("", _("not shown")), *CatalogSlot.choices], required=False
    )
    made_from = forms.MultipleChoiceField(
        label=_("takes the place of questions of the edition before"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, row: dict[str, Any], form: Form, former: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.whole = row, form
        by_language(self.fields, "label", LABEL, needed=True)
        by_language(self.fields, "help", HELP, rows=3)
        by_language(self.fields, "choices", dict.fromkeys(LANGUAGES, 10_000), rows=6)
        by_language(self.fields, "columns", dict.fromkeys(LANGUAGES, 10_000), rows=6)
        by_language(self.fields, "consent", CONSENT, rows=8)
        fields: Any = self.fields
        fields["section"].choices = [(each["code"], form_words.text_of(each["title"])) for each in form["sections"]]
        fields["prefill"].choices = [("", _("nothing")), *((code, fact.label) for code, fact in FACTS.items())]
        self.others = [each for each in self._before() if each["kind"] not in UNFIT_FOR_CONDITIONS]
        fields["condition_question"].choices = [
            ("", _("no other question (always asked)")),
            *((each["key"], form_words.text_of(each["label"])) for each in self.others),
        ]
        fields["condition_values"].choices = [choice for each in self.condition_groups for choice in each["choices"]]
        fields["made_from"].choices = former
        self.initial = {**self.initial, **self._initial()}

    def _before(self) -> list[dict[str, Any]]:
        keys = [each["key"] for each in self.whole["questions"]]
        place = keys.index(self.row["key"]) if self.row["key"] in keys else len(keys)
        return self.whole["questions"][:place]

    @property
    def condition_groups(self) -> list[dict[str, Any]]:
        """The answers on which a condition can wait, by earlier question; of the others: that they are answered."""
        found = []
        for each in self.others:
            if each["kind"] in WITH_CHOICES:
                options = [(f"{each['key']}={row['value']}", form_words.text_of(row["label"])) for row in each["choices"]]
            else:
                options = []
            found.append({"key": each["key"], "label": form_words.text_of(each["label"]), "choices": options})
        return found

    @property
    def chosen_values(self) -> list[str]:
        return [str(value) for value in self["condition_values"].value() or []]

    def _initial(self) -> dict[str, Any]:
        row = self.row
        names = ["kind", "section", "required", "max_chars", "minimum", "maximum", "accept", "max_files", "max_megabytes"]
        names += ["prefill", "identity_class", "retention", "catalog_slot", "made_from"]
        facts = {name: row[name] for name in names}
        for stem in ("label", "help", "consent"):
            facts |= {f"{stem}_{language}": row[stem].get(language, "") for language in LANGUAGES}
        facts |= {f"choices_{language}": text for language, text in form_options.choice_lines(row["choices"]).items()}
        facts |= {f"columns_{language}": text for language, text in form_options.column_lines(row["columns"]).items()}
        condition = row["condition"]
        if condition:
            key = condition["question"]
            wanted = condition.get("one_of", [condition["equals"]] if "equals" in condition else [])
            facts |= {"condition_question": key, "condition_values": [f"{key}={value}" for value in wanted]}
        return facts

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minimum"), data.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("maximum", _("The least value is greater than the greatest one."))
        return data

    def as_row(self) -> dict[str, Any]:
        """The question as a row of a form's file. What does not belong to its kind is left out."""
        data, kind = self.cleaned_data, self.cleaned_data["kind"]
        names = ["required", "max_chars", "minimum", "maximum", "accept", "max_files", "max_megabytes", "prefill"]
        names += ["identity_class", "retention", "catalog_slot", "made_from", "kind", "section"]
        row = {name: data[name] for name in names} | {stem: texts(data, stem) for stem in ("label", "help", "consent")}
        row["choices"] = form_options.choices_from(texts(data, "choices"), self.row["choices"])
        row["columns"] = form_options.columns_from(texts(data, "columns"), self.row["columns"])
        row["condition"] = self._condition()
        empty = {"choices": [], "columns": [], "accept": [], "prefill": "", "consent": {}}
        for name, kinds in SETTINGS.items():
            if kind not in kinds:
                row[name] = empty.get(name)
        if row["prefill"] and kind not in FACTS[row["prefill"]].kinds:
            row["prefill"] = ""
        if kind == QuestionKind.EXPLANATION:
            row["required"] = False
        return row

    def _condition(self) -> dict[str, Any]:
        key = self.cleaned_data["condition_question"]
        if not key:
            return {}
        prefix = f"{key}="
        values = [each.removeprefix(prefix) for each in self.cleaned_data["condition_values"] if each.startswith(prefix)]
        if not values:
            before = self.row["condition"]
            # A value that no list offers (typed in the file) stays as long as nothing else is chosen.
            return before if before.get("question") == key and not self._offers(key) else {"question": key, "answered": True}
        return {"question": key, "equals": values[0]} if len(values) == 1 else {"question": key, "one_of": values}

    def _offers(self, key: str) -> bool:
        return any(group["key"] == key and group["choices"] for group in self.condition_groups)
