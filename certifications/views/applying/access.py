"""The door to the applicant's pages: who is not on the applicant's side finds nothing; who may not act is told why."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certifications.models import Application
from certifications.permissions import is_applicant, memberships_of
from certifications.refusals import Refusal
from home.addresses import language_path
from home.states import IllegalTransition, StaleState

View = Callable[..., HttpResponseBase]
LEAST_WORTH_KEEPING = 3


WHOLE = ("round__program", "form_version", "subject", "organization", "team", "person", "category", "theme", "consent")


def own_application(request: HttpRequest, public_id: UUID, related: Collection[str] = WHOLE) -> Application:
    """The application of the person's own side, or one that the office writes down for it; 404 for any other.

    Every answer that a page saves by itself comes this way: it asks for the row alone (`related` is empty).
    """
    rows = Application.objects.select_related(*related) if related else Application.objects.all()
    # One row first, looked at here: the same question put to the list is several times as dear.
    found = rows.filter(public_id=public_id).first()
    if found is None:
        memberships_of(request.user)  # another's would have asked it: the time of a 404 tells no more than its words
    if found is None or not is_applicant(request.user, found):
        own, proxy = Application.objects.of_side(request.user), Application.objects.of_proxy(request.user)
        either = Q(pk__in=own.values("pk")) | Q(pk__in=proxy.values("pk"))
        if not Application.objects.filter(either, public_id=public_id).exists() or found is None:
            raise Http404
    if related:
        prefetch_related_objects([found], "extensions")
    return found


def in_one_transaction(view: View) -> View:
    """The transaction of a POST begins before anything else is asked of the database, also who it is that sends it.

    Its beginning is the instant by which a deadline is judged (`clock.transaction_now`): nothing of ours shall delay it.
    """

    @wraps(view)
    def begun(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return begun


def applicant_page(view: View) -> View:
    """Asks to sign in, keeps the answer out of caches, and turns refusals into pages that say what to do next."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request)
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return stopped(
                request,
                title=_("You can read this, but not change it"),
                text=_("Please ask an owner or an editor of your organization, or have your role changed there."),
                status=403,
                back=_page_before(request),
            )
        except (IllegalTransition, StaleState):
            return stopped(
                request,
                title=_("This is no longer possible"),
                text=_("The application has moved on in the meantime. Its page shows where it stands and what to do next."),
                status=409,
                back=_page_of(kwargs),
            )
        except Refusal as refusal:
            title, at = _("This is not possible now"), getattr(refusal, "at", None)
            return stopped(request, title=title, text=str(refusal), status=409, back=_page_of(kwargs), at=at)

    return guarded


def stopped(
    request: HttpRequest, *, title: str, text: str, status: int, back: str, sign_in: str = "", at: datetime | None = None
) -> HttpResponse:
    """A page that says why nothing was done, with everything that had been typed, so that it can be copied.

    `at` is the instant by which a deadline was judged.
    """
    typed = [
        value
        for name, values in request.POST.lists()
        if name.startswith(("a-", "body", "text", "reason", "name_", "words", "new_"))
        for value in values
        if len(value) >= LEAST_WORTH_KEEPING
    ]
    context = {"title": title, "text": text, "typed": typed, "back": back, "sign_in": sign_in, "at": at}
    return render(request, "certifications/applying/stopped.html", context, status=status)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    before = _page_before(request)
    return stopped(
        request,
        title=_("You have been signed out"),
        text=_("What you typed has not been saved. It stands below: please copy it, sign in and save again."),
        status=403,
        back="",
        sign_in=f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': before})}",
    )


def _page_before(request: HttpRequest) -> str:
    """The page on which the form stood, if it is one of ours."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        path = f"/{parts.path.lstrip('/')}"  # "//other.example" would lead to another host
        return f"{path}?{parts.query}" if parts.query else path
    return language_path("my/")


def _page_of(kwargs: dict[str, Any]) -> str:
    """The application's own page, which names the next step; else the person's front page."""
    if "public_id" in kwargs:
        return language_path(f"applications/{kwargs['public_id']}/")
    return language_path("my/")
