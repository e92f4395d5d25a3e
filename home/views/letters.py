"""The letters of the sample city, for all to read; where real people work, there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.forms import QueryField
from home.models import Letter

PER_PAGE = 20


def sample_city_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Letters hold links that open accounts: with DEMO off the address does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, **options: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **options)

    return guarded


@sample_city_only
@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Newest first; `q` is part of an address."""
    query = QueryField().clean(request.GET.get("q"))
    page_obj = Paginator(Letter.objects.addressed_to(query), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "home/letters.html", {"query": query, "page_obj": page_obj, "total": page_obj.paginator.count})


@sample_city_only
@never_cache
@require_safe
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One letter with its words."""
    return render(request, "home/letter.html", {"letter": get_object_or_404(Letter, public_id=public_id)})
