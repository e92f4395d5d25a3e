"""The desk of the register's entries: their words in three languages, and whether the public sees them."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from brands.actions import entries
from brands.models import Entry, EntryText
from brands.models.entries import WORDS
from brands.permissions import can_write_entry
from certifications.permissions import reads_certifications
from home.desk import DeskViewSet
from home.desk.labels import label_of
from home.desk.verbs import DeskVerbView, verbs_for


class WordsForm(forms.ModelForm):
    """All words of an entry in one language; what is left empty is shown in Japanese, or not at all."""

    class Meta:
        model = EntryText
        fields = list(WORDS)


class WriteView(DeskVerbView):
    """One language; what stands there already is in the form."""

    verb_form = WordsForm
    language = ""
    explanation = _(
        "Write what the holder has approved for the public. The public page shows it at once; where nothing stands in a "
        "language, it shows the Japanese words."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return can_write_entry(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = self.record.texts.filter(language=self.language).first()
        return super().get_form_kwargs() | {"instance": known}

    def act(self, form: Any) -> None:
        entries.write(self.record, self.language, by=self.request.user, **form.cleaned_data)


class WriteJapaneseView(WriteView):
    label, language = _("Write in Japanese"), "ja"


class WriteEnglishView(WriteView):
    label, language = _("Write in English"), "en"


class WriteChineseView(WriteView):
    label, language = _("Write in Chinese"), "zh-hans"


class HideForm(forms.Form):
    """Who wished it, and when."""

    reason = forms.CharField(
        label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Who asked for it, and when.")
    )


class HideView(DeskVerbView):
    label, verb_form = _("Hide from the register"), HideForm
    explanation = _("At the holder's wish. The public register no longer shows the entry; the certificate can still be verified.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.hidden_at is None and can_write_entry(user, record)

    def act(self, form: Any) -> None:
        entries.hide(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class ShowView(DeskVerbView):
    label = _("Show in the register again")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.hidden_at is not None and can_write_entry(user, record)

    def act(self, form: Any) -> None:
        entries.show(self.record, by=self.request.user)


VERBS: dict[str, Any] = {
    "write_ja": WriteJapaneseView,
    "write_en": WriteEnglishView,
    "write_zh": WriteChineseView,
    "hide": HideView,
    "show": ShowView,
}


class EntryDesk(DeskViewSet):
    """Entries of the programs in which one has a role. An entry comes to be at a release, and only there."""

    model = Entry
    name = "entries"
    url_prefix = "entries"
    icon = "list-ul"
    menu_label = _("Entries of the register")
    menu_order = 130
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("certificate.number", label=_("number"), sort_key="certificate__number"),
        Column("__str__", label=_("name"), sort_key="certificate__name_ja"),
        Column("certificate.holder", label=_("holder"), sort_key="certificate__holder_ja"),
        Column("languages", label=_("written in")),
        Column("hidden_at", label=_("hidden"), sort_key="hidden_at"),
        Column("updated_at", label=_("changed"), sort_key="updated_at"),
    ]
    search_fields = ["certificate__number", "certificate__name_ja", "certificate__name_en", "certificate__holder_ja"]
    list_filter = ["certificate__program", "certificate__fiscal_year"]
    list_export = ["certificate.number", "certificate.name_ja", "certificate.holder_ja", "languages", "hidden_at", "updated_at"]
    export_headings = {"languages": _("written in")}
    export_filename = "entries"
    detail_template_name = "brands/desk/entry.html"
    object_views = VERBS

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        related = ("certificate__program", "certificate__decision__application__subject")
        return records.select_related(*related).prefetch_related("texts")

    def detail_context(self, request: HttpRequest, record: Entry) -> dict[str, Any]:
        fields = [(name, label_of(EntryText, name)) for name in WORDS]
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "texts": [
                (text.language, [(label, getattr(text, name)) for name, label in fields if getattr(text, name)])
                for text in sorted(record.texts.all(), key=lambda text: text.language)
            ],
            "history": record.certificate.history.filter(action__startswith="entry.").select_related("by").order_by("-seq"),
        }
