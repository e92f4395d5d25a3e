"""The office enters a change notice that came by letter, or was said by telephone or at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import changes
from certifications.certificate_permissions import may_keep
from certifications.change_states import ChangeKind
from certifications.refusals import Refusal
from certifications.states import ToldBy
from home.desk.verbs import DeskVerbView
from home.forms import DayField
from home.languages import COLUMN_LANGUAGES
from home.uploads.refusals import UploadRefused


class EnterChangeForm(forms.Form):
    """What the holder wrote or said."""

    told_by = forms.ChoiceField(label=_("how it came"), choices=ToldBy.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("what has changed"), choices=ChangeKind.choices, widget=forms.RadioSelect)
    changed_on = DayField(label=_("since when"))
    new_ja = forms.CharField(
        label=_("new name (Japanese)"),
        help_text=_("Only for a new name of the holder, or of what is certified."),
        max_length=120,
        required=False,
    )
    new_en = forms.CharField(label=_("new name (English)"), max_length=160, required=False)
    new_zh = forms.CharField(label=_("new name (Chinese)"), max_length=120, required=False)
    words = forms.CharField(label=_("what has changed, in words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    paper = forms.FileField(label=_("the paper, scanned"), required=False, help_text=_("PDF or picture, up to 20 MB"))


class EnterChangeView(DeskVerbView):
    label, verb_form = _("Enter a change notice"), EnterChangeForm
    refusals = (Refusal, UploadRefused)
    explanation = _("Nothing changes yet: the notice is answered on its own page.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.is_running and may_keep(user, record)

    def act(self, form: Any) -> None:
        data = dict(form.cleaned_data)
        paper = data.pop("paper")
        new = {language: data.pop(f"new_{language}") for language in COLUMN_LANGUAGES}
        changes.enter(self.record, new=new, uploads=[paper] if paper else [], by=self.request.user, **data)
