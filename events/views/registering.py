"""The public side: the form of an event, and the page to which the private link leads. No account is needed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events import calendars, emails
from events.actions import fees, registrations
from events.models import Event, EventIndexPage, Registration, RegistrationTerms
from events.refusals import Refusal
from events.registration_forms import ChangeForm, RegisterForm
from events.registration_states import CHANGEABLE
from events.registration_words import facts_of, fee_of, seats_of
from home import clock
from home.senders import may_send
from home.states import IllegalTransition, StaleState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, event_id: UUID) -> HttpResponseBase:
    """The form (GET); what it sends is registered at once, and answered by a letter (POST)."""
    event = get_object_or_404(Event.objects.announced(clock.now()).select_related("venue"), public_id=event_id)
    terms = get_object_or_404(RegistrationTerms.objects.filter(opened_at__isnull=False), event=event)
    terms.event = event
    quotas = list(event.quotas.counted())
    form = RegisterForm(request.POST or None, about=str(event.public_id), terms=terms, quotas=quotas)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                if not may_send(request, "register"):
                    form.add_error(None, _("From where you are, much has been sent just now. Please try again in an hour."))
                else:
                    facts = form.facts() | {"email": form.cleaned_data["email"]}
                    registrations.register(event, language=get_language() or "ja", **facts)
                    return redirect("registration:sent")
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        status = 400
    seats = [{"label": quota.name, "value": seats_of(quota, terms)} for quota in quotas]
    fee = {}
    if event.fee_yen:
        seats.append({"label": _("Fee"), "value": fee_of(event)})
        fee = {"refunds": fees.refund_words(terms, get_language() or "ja")}
    context = {"event": event, "terms": terms, "form": form, "seats": seats, "back": page_of(event)} | fee
    return render(request, "events/registration/register.html", context | {"open": terms.is_open(clock.now())}, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """What happens next. It names nobody: whoever sees it learns nothing."""
    return render(request, "events/registration/sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, mark: str) -> HttpResponseBase:
    """The person's own registration (GET); she takes an offered place, or cancels (POST)."""
    registration, terms = by_mark(mark)
    if request.method == "POST":
        try:
            if said := _do(registration, request.POST.get("do", "")):
                messages.success(request, said)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        except (IllegalTransition, StaleState):
            messages.warning(request, _("This has moved on in the meantime. Here you see where it stands."))
        return redirect(request.path)
    return render(request, "events/registration/mine.html", _context(registration, terms, mark))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, mark: str) -> HttpResponseBase:
    """The form filled with what was said (GET); what is changed (POST)."""
    registration, terms = by_mark(mark)
    context = _context(registration, terms, mark)
    if not context["changeable"]:
        return redirect("registration:mine", mark)
    quotas = list(registration.event.quotas.all())
    form = ChangeForm(request.POST or None, registration=registration, terms=terms, quotas=quotas)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["row_version"]
            registrations.change(registration, row_version=version, **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        except (IllegalTransition, StaleState):
            messages.warning(request, _("This has moved on in the meantime. Here you see where it stands."))
            return redirect("registration:mine", mark)
        else:
            messages.success(request, _("Your changes have been saved."))
            return redirect("registration:mine", mark)
    return render(request, "events/registration/change.html", context | {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_safe
def calendar(request: HttpRequest, mark: str) -> HttpResponse:
    """The event as a file for the person's calendar; for those who have a place."""
    registration, _terms = by_mark(mark)
    if registration.state != "confirmed":
        raise Http404
    body = calendars.invitation(registration)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
    return response


def by_mark(mark: str) -> tuple[Registration, RegistrationTerms]:
    """The registration of a private link; 404 for a link that we did not write, and for one that is forgotten."""
    try:
        public_id = Signer(salt=emails.SALT, sep="~").unsign(mark)
    except BadSignature as forged:
        raise Http404 from forged
    rows = Registration.objects.with_names().select_related("event__terms", "event__payee").filter(forgotten_at=None)
    found: Registration = get_object_or_404(rows, public_id=public_id)
    return found, found.event.terms


def page_of(event: Event) -> str:
    """The event's public page in the active language; empty when there is no calendar."""
    base = EventIndexPage.paths().get(get_language() or "ja")
    return f"{base}{event.slug}/" if base else ""


def _do(registration: Registration, do: str) -> str:
    """Calls the one action that the button names, and says what has happened."""
    if do == "take":
        registrations.take(registration)
        if registration.event.fee_yen:
            return _("Your place is held for you. It is yours when the fee has come in.")
        return _("Your place is reserved. We look forward to seeing you.")
    if do == "cancel":
        registrations.cancel(registration)
        return _("Your registration has been cancelled.")
    return ""


def _context(registration: Registration, terms: RegistrationTerms, mark: str) -> dict[str, Any]:
    now = clock.now()
    changeable = registration.state in CHANGEABLE and terms.can_be_changed(now)
    takeable = registration.state == "offered" and registration.offer_until is not None and registration.offer_until > now
    return {
        "registration": registration,
        "event": registration.event,
        "terms": terms,
        "mark": mark,
        "facts": facts_of(registration, terms),
        "order": registration.order,
        "refunds": fees.refunds_now(terms),
        "changeable": changeable,
        "takeable": takeable and not registration.event.is_cancelled,
        "back": page_of(registration.event),
    }
