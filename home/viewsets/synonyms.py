"""The desk of words that mean the same to whoever searches the site."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from home.actions import synonyms
from home.desk import DeskFormView, DeskViewSet
from home.models import Synonyms
from home.permissions import can_write_synonyms


class SynonymsForm(forms.ModelForm):
    """One group of words."""

    class Meta:
        model = Synonyms
        fields = ["words"]


class RemoveView(DeskFormView):
    """Takes a group away, after asking once."""

    submit_button_label = _("Remove")

    def get_page_title(self) -> str:
        return gettext("Remove this group of words")

    def get_form_class(self) -> Any:
        return forms.Form

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        synonyms.remove(self.record, by=self.request.user)
        messages.success(self.request, gettext("Removed: %(record)s") % {"record": self.record})
        return redirect(self.viewset.index_url)


class SynonymsDesk(DeskViewSet):
    """All groups of words."""

    model = Synonyms
    name = "synonyms"
    url_prefix = "synonyms"
    icon = "search"
    menu_order = 290
    can_enter = staticmethod(can_write_synonyms)
    can_add = staticmethod(can_write_synonyms)
    list_display = ["words"]
    search_fields = ["words"]
    list_export = ["words"]
    export_filename = "synonyms"
    detail_fields = ("words",)
    form_class = SynonymsForm
    problems: Mapping[type[Exception], Any] = {synonyms.TooFewWords: _("Please give at least two words.")}
    object_views = {"remove": RemoveView}
    when_empty = _("Give words that people use for the same thing: whoever searches one then finds the others, too.")

    def visible(self, user: Any) -> models.QuerySet[Any]:
        return Synonyms.objects.all() if can_write_synonyms(user) else Synonyms.objects.none()

    def may_change(self, user: Any, record: Any) -> bool:
        return can_write_synonyms(user)

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {} if record is None else {"instance": Synonyms.objects.get(pk=record.pk)}

    def save(self, form: SynonymsForm, record: Any, by: Any) -> Synonyms:
        return synonyms.save(record, words=form.cleaned_data["words"], by=by)

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return {"verbs": [{"label": gettext("Remove"), "url": self.url_of(record, "remove")}]}
