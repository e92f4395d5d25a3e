"""The asker's side: the form on an entry, and the page to which her private link leads. No account is needed."""

from uuid import UUID

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
from home.senders import may_send
from home.states import IllegalTransition, StaleState
from matching import emails, shown
from matching.actions import inquiries, inquiry_terms
from matching.forms import InquiryForm, WordsForm
from matching.models import Inquiry
from matching.states import TALKING


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The form (GET); what it sends waits for the address to be confirmed (POST)."""
    rows = shown.open_to_inquiries().select_related("program", "subject")
    certificate = get_object_or_404(rows, public_id=certificate_id)
    form = InquiryForm(request.POST or None, about=str(certificate.public_id))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                if not may_send(request, "inquire"):
                    form.add_error(None, _("From where you are, much has been sent just now. Please try again in an hour."))
                else:
                    inquiries.send(certificate, language=get_language() or "ja", **form.facts())
                    return redirect("matching:inquiry_sent")
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        status = 400
    context = {"certificate": certificate, "form": form, "back": shown.path_of(certificate), "kept": inquiry_terms.KEPT.days}
    return render(request, "matching/inquiries/ask.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """What happens next. It names nobody: whoever sees it learns nothing."""
    return render(request, "matching/inquiries/sent.html", {"days": inquiry_terms.CONFIRM_WITHIN.days})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, mark: str) -> HttpResponseBase:
    """What was asked and answered (GET); the asker confirms her address, writes again, or ends it (POST)."""
    inquiry = by_mark(mark)
    do = request.POST.get("do", "")
    form = WordsForm(request.POST if do == "write" else None)
    if request.method == "POST":
        try:
            if said := _do(inquiry, do, form):
                messages.success(request, said)
                return redirect(request.path)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        except (IllegalTransition, StaleState):
            messages.warning(request, _("This has moved on in the meantime. Here you see where it stands."))
            return redirect(request.path)
    context = {
        "inquiry": inquiry,
        "certificate": inquiry.certificate,
        "thread": inquiry.messages.select_related("author"),
        "form": form,
        "talking": inquiry.state in TALKING,
        "back": shown.path_of(inquiry.certificate),
        "kept": inquiry_terms.KEPT.days,
    }
    return render(request, "matching/inquiries/thread.html", context, status=400 if form.errors else 200)


def _do(inquiry: Inquiry, do: str, form: WordsForm) -> str:
    """Calls the one action that the button names, and says what has happened; an empty text when the form is wrong."""
    if do == "confirm":
        inquiries.confirm(inquiry)
        return _("Thank you. Your question is on its way to the maker. You will get a letter when it is answered.")
    if do == "write" and form.is_valid():
        inquiries.write(inquiry, body=form.cleaned_data["body"])
        return _("Your message has been sent.")
    if do == "end":
        inquiries.end(inquiry)
        return _("You have ended this. Nobody needs to answer any more.")
    return ""


def by_mark(mark: str) -> Inquiry:
    """The inquiry of a private link; 404 for a link that we did not write, and for what is deleted."""
    try:
        public_id = Signer(salt=emails.SALT, sep="~").unsign(mark)
    except BadSignature as forged:
        raise Http404 from forged
    rows = Inquiry.objects.with_names().filter(emptied_at__isnull=True).exclude(state="lapsed")
    found: Inquiry = get_object_or_404(rows, public_id=public_id)
    return found
