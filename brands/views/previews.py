"""A manuscript as its public page: for the holder while she writes, at the desk before it is approved, for nobody else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from brands.languages import LANGUAGE_LABELS, LANGUAGES
from brands.models import Manuscript, RegisterPage, rehearsals
from brands.views.access import holder_page, open_manuscript, own_entry


@holder_page
@require_safe
def preview(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """The open manuscript of an own entry, in the language that is asked for (?language=), else in the page's."""
    manuscript = open_manuscript(own_entry(request, entry_id))
    if manuscript is None:
        raise Http404
    return rehearsed(request, manuscript, back=request.path.removesuffix("preview/"))


def rehearsed(request: HttpRequest, manuscript: Manuscript, *, back: str) -> HttpResponse:
    """The page, marked as a preview, for no search engine and no cache. `back` leads to where one came from."""
    language = request.GET.get("language", "")
    language = language if language in LANGUAGES else translation.get_language() or "ja"
    with translation.override(language):
        page = RegisterPage.objects.live().filter(locale__language_code=language).first()
        if page is None:
            raise Http404
        context: dict[str, Any] = {
            "article": rehearsals.article(page, manuscript),
            "manuscript": manuscript,
            "language": language,
            "languages": [(code, LANGUAGE_LABELS[code]) for code in LANGUAGES],
            "back": back,
        }
        response = render(request, "brands/preview.html", context)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
