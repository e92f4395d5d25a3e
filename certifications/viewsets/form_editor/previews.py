"""The form as its applicants will see it: their own templates, every language, narrow and wide, conditions at work."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView

from certifications import form_shapes, form_words
from certifications.applying_forms import AnswersForm
from certifications.filled_forms import FilledQuestion
from certifications.models import FormVersion, Question
from certifications.views.applying.question_rows import question_row
from home.desk import DeskObjectView
from home.desk.views import DeskPage

LANGUAGES = (("ja", "日本語"), ("en", "English"), ("zh-hans", "简体中文"))
WIDTHS = (("390", "phone"), ("1280", "wide"))
NOBODY = UUID(int=0)


def language_of(text: str) -> str:
    """One of the site's languages, Japanese for anything else."""
    return text if text in dict(LANGUAGES) else "ja"


class PreviewView(DeskPage, DeskObjectView, TemplateView):
    """The frame with its switches."""

    template_name = "certifications/desk/forms/preview.html"

    def get_page_title(self) -> str:
        return translation.gettext("Preview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = language_of(self.request.GET.get("language", ""))
        width = self.request.GET.get("width", "1280")
        return super().get_context_data(**kwargs) | {
            "language": language,
            "languages": LANGUAGES,
            "width": width if width in dict(WIDTHS) else "1280",
            "widths": WIDTHS,
            "page_url": f"{self.viewset.url_of(self.record, 'preview_page')}?language={language}",
            "writes": False,
        }


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewPageView(DeskObjectView):
    """The page inside the frame. Nothing can be sent from it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = form_shapes.as_data(self.record)
        return preview_response(request, self.record, form, request.GET.get("language", "ja"))


def preview_response(
    request: HttpRequest,
    version: FormVersion,
    form: form_shapes.Form,
    language: str,
    *,
    only: Collection[Any] = (),
    given: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The form, or `only` some of its questions, in a language; made of the data, so that it need not be saved."""
    with translation.override(language_of(language)):
        sections = [
            {
                "section": {
                    "code": row["code"],
                    "title": form_words.text_of(row["title"]),
                    "help": form_words.text_of(row["help"]),
                },
                "rows": rows_of([each for each in form["questions"] if each["section"] == row["code"]], form, only, given or {}),
            }
            for row in form["sections"]
        ]
        context = {
            "program": version.program,
            "version": version,
            "application": {"public_id": NOBODY},
            "sections": [section for section in sections if section["rows"] or not only],
            "whole": not only,
        }
        return render(request, "certifications/desk/forms/preview_page.html", context)


def rows_of(
    rows: list[dict[str, Any]], form: form_shapes.Form, only: Collection[Any], given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The questions as the applicant's template draws them, with nothing answered but what is `given`."""
    shown = [row for row in rows if not only or row["key"] in only]
    here = {row["key"] for row in form["questions"] if not only or row["key"] in only}
    filled = [
        FilledQuestion(Question(**form_shapes.question_facts(row)), None, [], None, is_open=True, asked=True) for row in shown
    ]
    answers = AnswersForm(filled)
    answers.initial = {**answers.initial, **{f"a-{key}": value for key, value in given.items()}}
    return [question_row(each, answers, None, here, may_write=True) for each in filled]
