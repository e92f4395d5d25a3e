"""The company's side of an expo: begins an application, writes it, sees the price before sending, follows it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events import fees
from events.actions import exhibitors
from events.exhibitor_forms import BeginForm, ExhibitorForm
from events.exhibitor_words import facts_of, frozen_or_now, rule_rows, step_rows, tasks_of
from events.expo_refusals import Incomplete, NoPrice
from events.models import Exhibitor, Expo
from events.refusals import Refusal
from events.views.registering import page_of
from home import clock
from home.states import IllegalTransition, StaleState
from home.versions import StaleRecord
from organizations.models import Organization

MOVED_ON = (IllegalTransition, StaleState, StaleRecord)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, event_id: UUID) -> HttpResponseBase:
    """What it costs and what the terms are (GET); begins a draft for one of the person's organizations (POST)."""
    now = clock.now()
    known = Expo.objects.with_rules().filter(event__announced_at__lte=now)
    expo = get_object_or_404(known, event__public_id=event_id)
    own = Organization.objects.editable_by(request.user).order_by("name_ja", "pk")
    begun = list(Exhibitor.objects.of_member(request.user).live().filter(expo=expo).select_related("organization"))
    free = own.exclude(pk__in=[each.organization_id for each in begun])
    open_now = Expo.objects.calling(now).filter(pk=expo.pk).exists()
    form = BeginForm(request.POST or None, organizations=free)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data | {"language": get_language() or "ja", "by": request.user}
            exhibitor = exhibitors.begin(expo, **facts)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("exhibiting:write", exhibitor.public_id)
    context = {
        "expo": expo,
        "event": expo.event,
        "form": form,
        "open": open_now,
        "ahead": now < expo.applications_open_at,
        "begun": begun,
        "may_begin": free.exists(),
        "rules": rule_rows(expo),
        "steps": step_rows(expo),
        "back": page_of(expo.event),
    }
    return render(request, "events/exhibiting/begin.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponseBase:
    """All applications of the person's organizations, the newest first; and where one can apply now."""
    rows = Exhibitor.objects.of_member(request.user).select_related("expo__event__venue", "organization", "order")
    calling = Expo.objects.calling(clock.now()).select_related("event")
    return render(request, "events/exhibiting/applications.html", {"exhibitors": rows[:200], "calling": calling})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Where it stands, what it says and costs, what is to be done (GET); sends it or takes it back (POST)."""
    exhibitor = _own(request, public_id)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            if said := _do(request, exhibitor):
                messages.success(request, said)
        except Incomplete as refusal:
            errors = _missing(exhibitor, refusal)
        except Refusal as refusal:
            errors = [{"text": str(refusal), "id": ""}]
        except MOVED_ON:
            messages.warning(request, _("This has moved on in the meantime. Here you see where it stands."))
        if not errors:
            return redirect(request.path)
        exhibitor = _own(request, public_id)
    context = _context(exhibitor) | {"errors": errors}
    return render(request, "events/exhibiting/application.html", context, status=400 if errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The form (GET); keeps it, complete or not (POST)."""
    exhibitor = _own(request, public_id)
    if not _is_writable(exhibitor):
        return redirect("exhibiting:application", public_id)
    form = ExhibitorForm(request.POST or None, exhibitor=exhibitor)
    if request.method == "POST" and form.is_valid():
        try:
            exhibitors.save(exhibitor, by=request.user, **form.facts())
        except Refusal as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        except StaleRecord:
            form.add_error(None, _("Somebody else of your organization has changed it in the meantime. Please open it again."))
        except IllegalTransition:
            return redirect("exhibiting:application", public_id)
        else:
            return redirect("exhibiting:application", public_id)
    context = {"exhibitor": exhibitor, "event": exhibitor.expo.event, "form": form, "parts": form.parts()}
    return render(request, "events/exhibiting/write.html", context, status=400 if form.errors else 200)


def _own(request: HttpRequest, public_id: UUID) -> Exhibitor:
    """One of the person's organizations'; 404 for everybody else, as if it did not exist."""
    rows = Exhibitor.objects.of_member(request.user).select_related("organization", "zone", "order", "expo__event__venue")
    found: Exhibitor = get_object_or_404(rows.prefetch_related("co_exhibitors", "expo__fee_rules", "booths"), public_id=public_id)
    return found


def _do(request: HttpRequest, exhibitor: Exhibitor) -> str:
    """Calls the one action that the button names, and says what has happened."""
    do = request.POST.get("do", "")
    if do == "send":
        version = int(request.POST.get("row_version", "")) if request.POST.get("row_version", "").isdecimal() else 0
        agreed = request.POST.get("terms", "") if request.POST.get("agreed") or not exhibitor.expo.terms_ja else ""
        exhibitors.submit(exhibitor, row_version=version, agreed=agreed, by=request.user)
        return _("Your application has been sent. You will get a letter.")
    if do == "withdraw":
        exhibitors.withdraw(exhibitor, by=request.user)
        return _("Your application has been withdrawn.")
    return ""


def _missing(exhibitor: Exhibitor, refusal: Incomplete) -> list[dict[str, str]]:
    labels = ExhibitorForm.base_fields
    return [{"text": _("Still empty: %(field)s") % {"field": labels[name].label}, "id": ""} for name in refusal.fields]


def _is_writable(exhibitor: Exhibitor) -> bool:
    if exhibitor.state == "draft":
        return bool(Expo.objects.calling(clock.now()).filter(pk=exhibitor.expo_id).exists())
    return exhibitor.state == "returned"


def _price(exhibitor: Exhibitor) -> fees.Price | None:
    """By the rules of the day that counts for it; None where the rules have none."""
    sent = exhibitor.submitted_at
    day = sent.astimezone(clock.TOKYO).date() if sent else clock.today()
    try:
        return exhibitors.price_of(exhibitor, on=day)
    except NoPrice:
        return None


def _context(exhibitor: Exhibitor) -> dict[str, Any]:
    writable = _is_writable(exhibitor)
    order = exhibitor.order
    return {
        "exhibitor": exhibitor,
        "expo": exhibitor.expo,
        "event": exhibitor.expo.event,
        "facts": facts_of(exhibitor),
        "price": frozen_or_now(exhibitor, _price(exhibitor)),
        "tasks": tasks_of(exhibitor),
        "booths": sorted(exhibitor.booths.all(), key=lambda booth: booth.code),
        "order_url": reverse("payments:order", args=[order.public_id]) if order else "",
        "writable": writable,
        "withdrawable": "withdrawn" in exhibitor.MOVES[exhibitor.state],
        "mark": exhibitors.mark_of(exhibitor.expo),
        "back": page_of(exhibitor.expo.event),
    }
