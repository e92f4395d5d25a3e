"""The maker's side: the inquiries of her organization, answered, closed, and what came of them. Others' are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.refusals import Refusal
from certifications.views.applying.access import applicant_page, stopped
from home.states import IllegalTransition, StaleState
from matching import shown
from matching.actions import inquiries
from matching.forms import OutcomeForm, WordsForm
from matching.models import Inquiry
from matching.permissions import can_answer_inquiry, can_say_outcome, can_show_office

PER_PAGE = 50


def maker_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """As the applicant's pages; an inquiry that has moved on leads back to its page."""

    @applicant_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (IllegalTransition, StaleState):
            return stopped(
                request,
                title=_("This is no longer possible"),
                text=_("The inquiry has moved on in the meantime. Its page shows where it stands."),
                status=409,
                back=reverse("matching:inquiry", args=[kwargs["inquiry_id"]]),
            )

    return guarded


@maker_page
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All inquiries to what the person holds, those that wait on top."""
    rows = Inquiry.objects.held_by(request.user).with_names().in_turn()
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "matching/inquiries/index.html", {"page_obj": page_obj})


@maker_page
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: HttpRequest, inquiry_id: UUID) -> HttpResponseBase:
    """What was asked and answered (GET); an answer, the closing, what came of it, or a call for the office's help (POST)."""
    record: Inquiry = get_object_or_404(Inquiry.objects.held_by(request.user).with_names(), public_id=inquiry_id)
    do = request.POST.get("do", "")
    words = WordsForm(request.POST if do == "answer" else None)
    given = {"outcome": record.outcome, "amount": record.amount}
    outcome = OutcomeForm(request.POST if do in {"close", "outcome"} else None, initial=given)
    if request.method == "POST":
        form = words if do == "answer" else outcome
        try:
            if said := _do(request, record, do, words, outcome):
                messages.success(request, said)
                return redirect("matching:inquiry", inquiry_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    wrong = next((form for form in (words, outcome) if form.errors), None)
    context = {
        "inquiry": record,
        "certificate": record.certificate,
        "thread": record.messages.select_related("author"),
        "words": words,
        "outcome": outcome,
        "wrong": wrong,
        "may_answer": can_answer_inquiry(request.user, record),
        "may_say_outcome": can_say_outcome(request.user, record),
        "may_show_office": can_show_office(request.user, record),
        "entry": shown.path_of(record.certificate),
    }
    return render(request, "matching/inquiries/inquiry.html", context, status=400 if wrong else 200)


def _do(request: HttpRequest, record: Inquiry, do: str, words: WordsForm, outcome: OutcomeForm) -> str:
    """Calls the one action that the button names, and says what has happened; an empty text when the form is wrong."""
    if do == "answer" and words.is_valid():
        inquiries.answer(record, body=words.cleaned_data["body"], by=request.user)
        return _("Your answer has been sent.")
    if do == "close" and outcome.is_valid():
        inquiries.close(record, by=request.user, **outcome.cleaned_data)
        return _("The inquiry has been closed.")
    if do == "outcome" and outcome.is_valid():
        inquiries.say_outcome(record, by=request.user, **outcome.cleaned_data)
        return _("Thank you. What came of it has been noted.")
    if do == "show":
        inquiries.show_office(record, by=request.user)
        return _("The office can read this inquiry now, and has got a letter.")
    return ""
