"""A person's own facts."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.actions import people
from organizations.forms import ProfileForm
from organizations.views.requests import SignedInRequest


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Name, kana, and the language in which letters come."""
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        people.update(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("organizations:profile")
    return render(request, "organizations/profile.html", {"form": form}, status=422 if form.errors else 200)
