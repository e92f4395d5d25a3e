"""The search over the whole site: pages of the language, and what the floors above offer."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from home.discovery import offered
from home.forms import QueryField
from home.search import match
from home.search.results import Result
from home.search.tokens import found_in

PER_PAGE = 20
LIMIT = 200  # of each source: nobody reads on further
EXCERPT = 120


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Always answers, whatever was asked. Titles that hold the query stand first, then the newest."""
    query = QueryField().clean(request.GET.get("q"))
    found = _found(query) if query else []
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "results": _shown(list(page_obj), request), "total": len(found), "page_obj": page_obj}
    return render(request, "home/search.html", context)


def _found(query: str) -> list[Result | int]:
    """Everything that holds the query; pages by their key, so that only those shown are read whole."""
    titled: list[tuple[str, Result | int]] = []
    for module in offered("search_sources"):
        for source in module.SOURCES:
            titled += [(result.title, result) for result in source(query, get_language() or "ja", LIMIT)]
    pages = match(Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=1), query)
    rows = pages.order_by("-first_published_at", "pk").values_list("title", "pk")[:LIMIT]
    titled += list(rows)
    return [thing for _, thing in sorted(titled, key=lambda each: not found_in(query, each[0]))]


def _shown(things: list[Result | int], request: HttpRequest) -> list[Result]:
    keys = [thing for thing in things if isinstance(thing, int)]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()} if keys else {}
    results = [thing if isinstance(thing, Result) else _result(pages[thing], request) for thing in things]
    return [result for result in results if result.url]


def _result(page: Page, request: HttpRequest) -> Result:
    words = page.search_description or getattr(page, "lead", "")
    return Result(
        title=page.title,
        url=page.get_url(request) or "",
        kind=str(page.page_type_display_name),
        excerpt=Truncator(words).chars(EXCERPT),
        date=localdate(page.first_published_at) if page.first_published_at else None,
    )
