"""The search over the whole site, and what it suggests while somebody types."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from home import addresses, freshness, site_search
from home.forms import QueryField
from home.search.question import Question

PER_PAGE = 20
ORDERS = {"": _("Best match"), "newest": _("Newest"), "name": _("By name")}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Always answers, whatever was asked. The address is the whole state of the page."""
    asked = Question.read(QueryField().clean(request.GET.get("q")), request.GET)
    known = freshness.tokens_for(request)
    answer = site_search.answer(asked, known)
    page_obj = Paginator(range(answer.total), PER_PAGE).get_page(request.GET.get("page"))
    results = answer.page(page_obj.start_index() - 1, page_obj.end_index(), request) if answer.total and not asked.is_open else []
    context = {"asked": answer.question, "answer": answer, "query": asked.q, "results": results}
    context["wards"] = site_search.ward_map(answer, known)
    sorts = [
        {"label": label, "link": answer.question.with_(sort=sort).link, "chosen": sort == answer.question.sort}
        for sort, label in ORDERS.items()
        if sort or asked.q
    ]
    if address := answer.question.address:  # the language switch keeps what was asked
        others = addresses.alternates(request)
        request.alternates = [replace(each, path=f"{each.path}?{address}") for each in others]  # type: ignore[attr-defined]
    return render(request, "home/search.html", context | {"total": answer.total, "page_obj": page_obj, "sorts": sorts})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Names for what has been typed so far, as JSON."""
    return JsonResponse({"found": site_search.suggestions(QueryField().clean(request.GET.get("q")), request)})
