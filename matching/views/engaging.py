"""Who asks for a master, a class or a tour, and the host who is asked: both by private links, without an account."""

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certifications.refusals import Refusal
from certifications.views.applying.access import applicant_page
from home.public_ids import read_public_id
from home.senders import may_send
from home.states import IllegalTransition, StaleState
from matching import engagement_emails, shown
from matching.actions import engagements, inquiry_terms
from matching.engagement_forms import CallOffForm, EngagementForm, ReportForm
from matching.engagement_states import UNDER_WAY
from matching.models import Engagement, EngagementOffer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    """The form (GET; ?host= names who is wished for); what it sends waits for the address to be confirmed (POST)."""
    masters = shown.hosts("class")
    wanted = read_public_id(request.GET.get("host", ""))
    wished = masters.filter(public_id=wanted).first() if wanted else None
    first = {"kind": "class", "category": wished.category_id} if wished else {}
    form = EngagementForm(request.POST or None, about="engagement", hosts=masters, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            if not may_send(request, "engage"):
                form.add_error(None, _("From where you are, much has been sent just now. Please try again in an hour."))
            else:
                engagements.send(language=get_language() or "ja", wished=wished, **form.facts())
                return redirect("matching:inquiry_sent")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "wished": wished, "kept": inquiry_terms.KEPT.days}
    return render(request, "matching/engagements/ask.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def engagement(request: HttpRequest, mark: str) -> HttpResponseBase:
    """Where the request stands (GET); who asks confirms the address, or calls it off (POST)."""
    rows = Engagement.objects.with_names().filter(emptied_at__isnull=True).exclude(state="lapsed")
    record: Engagement = get_object_or_404(rows, public_id=_unsigned(mark, engagement_emails.ASKER))
    do = request.POST.get("do", "")
    form = CallOffForm(request.POST if do == "call_off" else None)

    def act() -> str:
        if do == "confirm":
            engagements.receive(record)
            return _("Thank you. The office has your request and will write to you.")
        if do == "call_off" and form.is_valid():
            engagements.call_off(record, reason=form.cleaned_data["reason"], asker=True)
            return _("You have called it off. Everybody concerned gets a letter.")
        return ""

    if answer := _acted(request, form, act):
        return answer
    context = {"engagement": record, "form": form, "under_way": record.state in UNDER_WAY, "kept": inquiry_terms.KEPT.days}
    return render(request, "matching/engagements/engagement.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, mark: str) -> HttpResponseBase:
    """What the host is asked for (GET); she says yes or no, and afterwards how it was (POST)."""
    rows = EngagementOffer.objects.with_names().exclude(state="taken_back")
    record: EngagementOffer = get_object_or_404(rows, public_id=_unsigned(mark, engagement_emails.HOST))
    asked = record.engagement
    do = request.POST.get("do", "")
    form = ReportForm(request.POST if do == "report" else None)
    by: Any = request.user if request.user.is_authenticated else None

    def act() -> str:
        if do in {"accept", "decline"}:
            engagements.answer(record, accepts=do == "accept", by=by)
            return _("Thank you. The office has got your answer.")
        if do == "report" and form.is_valid():
            engagements.report_as_host(record, attended=form.cleaned_data["attended"], words=form.cleaned_data["words"], by=by)
            return _("Thank you for the report.")
        return ""

    if answer := _acted(request, form, act):
        return answer
    context = {"offer": record, "engagement": asked, "form": form, "may_report": record.is_to_report}
    return render(request, "matching/engagements/offer.html", context, status=400 if form.errors else 200)


@applicant_page
@require_safe
def offers(request: HttpRequest) -> HttpResponseBase:
    """What the person, or her organization, has been asked for."""
    rows = list(EngagementOffer.objects.held_by(request.user).with_names()[:100])
    listed = [{"offer": row, "engagement": row.engagement, "mark": engagement_emails.private_mark(row)} for row in rows]
    return render(request, "matching/engagements/offers.html", {"listed": listed})


def _acted(request: HttpRequest, form: Any, act: Any) -> HttpResponseBase | None:
    """Does what the button says, and leads back to the page; None when there is something to show instead."""
    if request.method != "POST":
        return None
    try:
        if said := act():
            messages.success(request, said)
            return redirect(request.path)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except (IllegalTransition, StaleState):
        messages.warning(request, _("This has moved on in the meantime. Here you see where it stands."))
        return redirect(request.path)
    return None


def _unsigned(mark: str, salt: str) -> str:
    try:
        return Signer(salt=salt, sep="~").unsign(mark)
    except BadSignature as forged:
        raise Http404 from forged
