"""The site's addresses, and two bare views that its pages are measured against: one indexed query, one indexed row written."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from certifications.models import Program
from home import clock
from home.models import PeriodicJob
from urls import urlpatterns as site_urlpatterns


def bare(request: HttpRequest) -> HttpResponse:
    """One row by its key, and its name."""
    name = Program.objects.order_by("pk").values_list("name_ja", flat=True)[:1].get()
    return HttpResponse(f"<!doctype html><title>{name}</title><h1>{name}</h1>")


@csrf_exempt
def bare_post(request: HttpRequest) -> HttpResponse:
    """Writes one row with one index; no worker knows a task of this name."""
    PeriodicJob.objects.create(path=f"bench.{uuid.uuid4()}", due_at=clock.now())
    return HttpResponse("ok")


class CountQueries:
    """Says how many queries an answer took, when asked by a header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Count-Queries" not in request.headers:
            return self.get_response(request)
        count = 0

        def counting(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response.headers["X-Queries"] = str(count)
        return response


urlpatterns = [path("bench/bare", bare), path("bench/bare-post", bare_post), *site_urlpatterns]
