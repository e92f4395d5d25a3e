"""One question or one section to edit; the question is seen as it will be while it is being written."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from certifications import form_shapes, form_words
from certifications.actions import form_versions
from certifications.form_edits import change_question
from certifications.question_forms import SETTINGS, QuestionForm, SectionForm
from certifications.viewsets.form_editor.arranging import FormVerbView
from certifications.viewsets.form_editor.previews import preview_response


class QuestionView(FormVerbView):
    """All settings of one question."""

    verb_form = QuestionForm
    template_name = "certifications/desk/forms/question.html"

    @cached_property
    def whole(self) -> form_shapes.Form:
        return form_shapes.as_data(self.record)

    @cached_property
    def row(self) -> dict[str, Any]:
        key = str(self.kwargs["question"])
        found = next((row for row in self.whole["questions"] if row["key"] == key), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def former(self) -> list[tuple[str, str]]:
        """The questions of the edition that was published last, which this one may take the place of."""
        newest = self.record.program.form_versions.published().order_by("-number").first()
        if newest is None:
            return []
        return [(row["key"], form_words.text_of(row["label"])) for row in form_shapes.as_data(newest)["questions"]]

    def get_page_title(self) -> str:
        return form_words.text_of(self.row["label"]) or _("Question")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"row": self.row, "form": self.whole, "former": self.former}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = [row["key"] for row in self.whole["questions"]]
        place = keys.index(self.row["key"])
        form = kwargs.get("form") or self.get_form()
        extra = {
            "number": place + 1,
            "count": len(keys),
            "settings": {name: " ".join(sorted(kinds)) for name, kinds in SETTINGS.items()},
            "try_url": self.address("try", self.row["key"]),
            "by_language": {
                stem: [form[f"{stem}_{language}"] for language in form_shapes.LANGUAGES]
                for stem in ("label", "help", "choices", "columns", "consent")
            },
        }
        return super().get_context_data(**kwargs | {"form": form}) | extra

    def address(self, name: str, part: Any) -> str:
        return reverse(self.viewset.get_url_name(name), args=[self.record.pk, part])

    def act(self, form: Any) -> None:
        form_versions.change_question(
            self.record, self.row["key"], form.as_row(), row_version=form.cleaned_data["row_version"], by=self.request.user
        )

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code != 302:
            return response
        keys = [row["key"] for row in self.whole["questions"]]
        following = keys[keys.index(self.row["key"]) + 1 :]
        if "next" in self.request.POST and following:
            return redirect(self.address("question", following[0]))
        return redirect(f"{self.viewset.url_of(self.record)}#q-{self.row['key']}")


@method_decorator(xframe_options_sameorigin, name="dispatch")
class TryView(QuestionView):
    """The question as it is being written, in the frame beside its form. Nothing is saved."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        return self.shown(self.row)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        form = self.get_form()
        return self.shown(self.row | form.as_row() if form.is_valid() else self.row)

    def shown(self, row: dict[str, Any]) -> HttpResponse:
        language = self.request.POST.get("language") or self.request.GET.get("language", "ja")
        whole = change_question(self.whole, self.row["key"], row)
        condition = row["condition"].get("question") if row["condition"] else None
        # The question on which it depends is shown as answered, so that the one being written is seen.
        given = {condition: first_answer(row["condition"])} if condition else {}
        return preview_response(self.request, self.record, whole, language, only={row["key"], condition}, given=given)


def first_answer(condition: dict[str, Any]) -> Any:
    """An answer that fulfills the condition, as far as it names one."""
    return condition.get("equals", condition.get("one_of", [None])[0])


class SectionView(FormVerbView):
    """Title and explanation of a section."""

    verb_form = SectionForm
    template_name = "certifications/desk/forms/section.html"

    @cached_property
    def row(self) -> dict[str, Any]:
        form = form_shapes.as_data(self.record)
        found = next((row for row in form["sections"] if row["code"] == self.kwargs["code"]), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return form_words.text_of(self.row["title"]) or _("Section")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"section": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit_button_label": _("Save")}

    def act(self, form: Any) -> None:
        form_versions.change_section(
            self.record, self.row["code"], form.words(), row_version=form.cleaned_data["row_version"], by=self.request.user
        )
