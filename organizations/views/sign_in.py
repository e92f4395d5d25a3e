"""Signing in at the desk: by the same door as everybody, because Wagtail's own knows no second factor."""

from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from organizations import second_factor


def next_page(request: HttpRequest, default: str) -> str:
    """Where the visitor wanted to go, if that is on this site."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else default


@never_cache
def desk_login(request: HttpRequest) -> HttpResponse:
    """Instead of Wagtail's: a visitor signs in as everybody does; whoever has no desk is told so (403).

    A POST is answered alike: no password is looked at here.
    """
    desk = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': next_page(request, desk)})}")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(next_page(request, desk))
    return render(request, "organizations/no_desk.html", status=403)


@never_cache
@require_POST
def desk_logout(request: HttpRequest) -> HttpResponse:
    """Signs out and goes to the front door, as elsewhere."""
    logout(request)
    return redirect("/")


@never_cache
def page_login(request: HttpRequest) -> HttpResponse:
    """Instead of Wagtail's password form for private pages."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': next_page(request, '/')})}")


@never_cache
@login_required
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Explains why a second factor is needed and how to set one up; when it is there, the way on."""
    done = second_factor.is_set_up(request.user)
    context = {"done": done, "next": next_page(request, resolve_url("/my/"))}
    return render(request, "organizations/second_factor.html", context)
