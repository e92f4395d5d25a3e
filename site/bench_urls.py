"""The site's addresses, and a bare view with one indexed query that its pages are measured against."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from certifications.models import Program
from urls import urlpatterns as site_urlpatterns


def bare(request: HttpRequest) -> HttpResponse:
    """One row by its key, and its name."""
    name = Program.objects.order_by("pk").values_list("name_ja", flat=True)[:1].get()
    return HttpResponse(f"<!doctype html><title>{name}</title><h1>{name}</h1>")


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


urlpatterns = [path("bench/bare", bare), *site_urlpatterns]
