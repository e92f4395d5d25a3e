"""The desk of the register's entries: their words in three languages, and whether the public sees them."""

from functools import cached_property
from http import HTTPStatus
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from brands import translating
from brands.actions import entries
from brands.forms import TranslationForm
from brands.languages import LANGUAGE_LABELS, Translated
from brands.models import Entry, EntryText
from brands.parts import WORDS
from brands.permissions import can_write_entry
from certifications.models import Program
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from home.desk import DeskIndexView, DeskObjectView, DeskViewSet
from home.desk.filters import DeskFilterSet
from home.desk.labels import label_of
from home.desk.verbs import DeskVerbView, verbs_for
from home.desk.views import DeskPage


class WriteView(DeskVerbView):
    """One language; what stands there already is in the form."""

    verb_form = TranslationForm
    language = ""
    refusals = (Refusal,)
    template_name = "brands/desk/write.html"
    explanation = _(
        "Write what the holder has approved for the public. The public page shows it at once; where nothing stands in a "
        "language, it shows the Japanese words."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return can_write_entry(user, record)

    @cached_property
    def known(self) -> Any:
        """What stands there now."""
        return self.record.texts.filter(language=self.language).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        kind = self.record.certificate.subject.kind
        return super().get_form_kwargs() | {"text": self.known, "kind": kind}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | translating.context(self.record, self.language, self.known)

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        again = self.request.POST.get("go") == "stay" and answer.status_code == HTTPStatus.FOUND
        return redirect(self.request.path) if again else answer

    def act(self, form: Any) -> None:
        seen = form.cleaned_data["seen"]
        entries.write(self.record, self.language, seen=seen, by=self.request.user, **form.words())


class WriteJapaneseView(WriteView):
    label, language = _("Write in Japanese"), "ja"


class WriteEnglishView(WriteView):
    label, language = _("Write in English"), "en"


class WriteChineseView(WriteView):
    label, language = _("Write in Chinese"), "zh-hans"


class ConfirmView(DeskVerbView):
    """The Japanese has changed, and the translation says the same all the same."""

    refusals = (Refusal,)
    language = ""
    explanation = _("The Japanese words have changed since. You confirm that the translation fits them as it stands.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return can_write_entry(user, record) and translating.is_outdated(record, cls.language)

    def act(self, form: Any) -> None:
        entries.confirm_translation(self.record, self.language, by=self.request.user)


class ConfirmEnglishView(ConfirmView):
    label, language = _("The English still fits"), "en"


class ConfirmChineseView(ConfirmView):
    label, language = _("The Chinese still fits"), "zh-hans"


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
    "confirm_en": ConfirmEnglishView,
    "confirm_zh": ConfirmChineseView,
    "hide": HideView,
    "show": ShowView,
}


class EntryFilterSet(DeskFilterSet):
    """Also by how far a translation is."""

    in_en = django_filters.ChoiceFilter(label=_("English words"), choices=Translated.choices, method="translated")
    in_zh = django_filters.ChoiceFilter(label=_("Chinese words"), choices=Translated.choices, method="translated")

    class Meta:
        model = Entry
        fields = ["certificate__program", "certificate__fiscal_year"]

    def translated(self, rows: Any, name: str, value: str) -> Any:
        return rows.with_translations().filter(**{name: value})


class EntryIndexView(DeskIndexView):
    """The listing, with the way to what is still to be translated."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(gettext("Translations"), url=reverse("entries:translations"), icon_name="globe")]


class TranslationsView(DeskPage, DeskObjectView, TemplateView):
    """By program and language, how many entries that the public sees lack a translation; each number leads to them."""

    template_name = "brands/desk/translations.html"

    def get_page_title(self) -> str:
        return gettext("Translations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = self.viewset.visible(self.request.user).translation_counts()
        programs = Program.objects.in_bulk([row["certificate__program"] for row in counts])
        rows = [
            {"program": programs[row["certificate__program"]], "entries": row["entries"], "cells": cells(row)} for row in counts
        ]
        return super().get_context_data(**kwargs) | {"rows": rows}


def cells(row: dict[str, Any]) -> list[dict[str, Any]]:
    """English missing, English outdated, Chinese missing, Chinese outdated: each a number and the list behind it."""
    base, program = reverse("entries:index"), row["certificate__program"]
    return [
        {"count": row[f"{name}_{state}"], "url": f"{base}?certificate__program={program}&{name}={state}"}
        for name in ("in_en", "in_zh")
        for state in (Translated.MISSING, Translated.OUTDATED)
    ]


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
    filterset_class = EntryFilterSet
    index_view_class = EntryIndexView
    list_export = ["certificate.number", "certificate.name_ja", "certificate.holder_ja", "languages", "hidden_at", "updated_at"]
    export_headings = {"languages": _("written in")}
    export_filename = "entries"
    detail_template_name = "brands/desk/entry.html"
    object_views = VERBS

    def get_urlpatterns(self) -> list[URLPattern]:
        view = TranslationsView.as_view(viewset=self)
        return [path("translations/", view, name="translations"), *super().get_urlpatterns()]

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        related = ("certificate__program", "certificate__subject", "certificate__decision__application__subject")
        return records.select_related(*related).prefetch_related("texts")

    def detail_context(self, request: HttpRequest, record: Entry) -> dict[str, Any]:
        fields = [(name, label_of(EntryText, name)) for name in WORDS]
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "texts": [
                (
                    LANGUAGE_LABELS[text.language],
                    text.specifications,
                    [(label, getattr(text, name)) for name, label in fields if getattr(text, name)],
                )
                for text in sorted(record.texts.all(), key=lambda text: text.language)
            ],
            "history": record.certificate.history.filter(action__startswith="entry.").select_related("by").order_by("-seq"),
        }
