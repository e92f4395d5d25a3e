"""Staff and judges do nothing here before they have set up a second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from organizations import second_factor

OPEN_PREFIXES = ("account_", "mfa_")
OPEN_NAMES = frozenset({"organizations:second_factor", "desk_login", "desk_logout", "healthz", "readyz"})


class SecondFactorMiddleware:
    """Leads them to the page that explains how, whatever they ask for, except signing in and out and setting it up.

    Visitors without a session are not looked at: public pages stay cacheable.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in OPEN_NAMES or name.startswith(OPEN_PREFIXES) or request.path_info.startswith(settings.STATIC_URL):
            return None
        if not second_factor.is_needed(request.user) or second_factor.is_set_up(request.user):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return redirect(f"{reverse('organizations:second_factor')}?{urlencode({'next': request.get_full_path()})}")
