"""What the office has asked to be corrected: a list to work through, then the application goes back as a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certifications import basics, progress, reading, versions
from certifications.actions import corrections
from certifications.applying_forms import ReplyForm
from certifications.basics_forms import BasicReplyForm
from certifications.models import Application, CorrectionItem, Question
from certifications.refusals import AnswerChanged, CorrectionUnanswered, NotComplete, NotOpenForChange, Refusal, ReplyMissing
from certifications.states import ApplicationState, Reaction
from certifications.views.applying.access import applicant_page, own_application, stopped
from certifications.views.applying.applications import frame
from certifications.views.applying.awaited_files import awaited
from home.text import read_count


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The points with their replies; a POST submits the application again."""
    application = own_application(request, public_id)
    if request.method == "POST":
        try:
            corrections.resubmit(application, by=request.user)
        except (CorrectionUnanswered, NotComplete) as reason:
            return _page(request, application, refusal=reason)
        messages.success(request, _("The corrected application has been submitted. Thank you."))
        return redirect(progress.address("application", application))
    return _page(request, application)


@applicant_page
@require_POST
def reply(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponseBase:
    """Says what was done about one point, or says yes or no to what the office proposes (`go`: confirm, decline).

    A point is named by its question; asked about twice, the newest request is meant.
    """
    application = own_application(request, public_id)
    asked = CorrectionItem.objects.select_related("request__application").filter(request__application=application, key=key)
    found = asked.order_by("-request__asked_at", "-request__pk").first()
    if found is None and _was_taken_out(application, key):
        raise NotOpenForChange  # what was typed is shown to be copied
    if found is None:
        raise Http404
    form = _reply_form(application, found, request.POST)
    # Who takes the proposal over, or declines it, need not have typed anything that fits.
    if not form.is_valid() and not (request.POST.get("go") and set(form.errors) <= {"value"}):
        return _page(request, application, replying=(found, form))
    try:
        _react(request, found, form)
    except (ReplyMissing, AnswerChanged) as reason:
        form.add_error("text", str(reason))
        return _page(request, application, replying=(found, form))
    messages.success(request, _("Your reply has been kept."))
    return redirect(f"{progress.address('corrections', application)}#point-{found.key}")


def _was_taken_out(application: Application, key: UUID) -> bool:
    """Whether the office asked about it and then took the point out: on record in the history only."""
    amended = application.history.filter(action="correction.amend").values_list("facts", flat=True)
    return any(point["key"] == str(key) for facts in amended for point in facts["removed"])


def _react(request: HttpRequest, item: CorrectionItem, form: ReplyForm) -> None:
    text = form.cleaned_data["text"]
    match request.POST.get("go"):
        case "confirm":
            corrections.confirm(item, read_version=read_count(request.POST.get("read_version")), by=request.user)
        case "decline":
            corrections.decline(item, text=text, by=request.user)
        case _:
            value = form.value if isinstance(form, BasicReplyForm) else None
            corrections.reply(item, text=text, value=value, by=request.user)


def _reply_form(application: Application, item: CorrectionItem, data: Any = None) -> ReplyForm:
    """The reply to a point; where the point is a basic fact, with what is to stand there."""
    facts = {"data": data, "initial": {"text": item.reply}, "auto_id": f"id_{item.key}_%s"}
    field = basics.field_of(item.key)
    if field is None:
        return ReplyForm(**facts)
    return BasicReplyForm(application=application, field=field, value=_stands(application, item), **facts)


def _stands(application: Application, item: CorrectionItem) -> str:
    """What will stand in the place of a basic fact when the application is handed in as it is now."""
    if item.reaction == Reaction.CONFIRMED:
        return str(item.proposed_value)
    present = basics.facts_of(application)[basics.FIELD_OF[item.key]]
    return present if item.given_value is None else str(item.given_value)


def _page(
    request: HttpRequest,
    application: Application,
    *,
    refusal: Refusal | None = None,
    replying: tuple[CorrectionItem, ReplyForm] | None = None,
) -> HttpResponseBase:
    context = frame(request, application, here="corrections")
    form = context["form"]
    if form.request is None or application.state != ApplicationState.CORRECTION:
        return stopped(
            request,
            title=_("There is nothing to correct now"),
            text=_("The page of the application shows where it stands."),
            status=409,
            back=progress.address("application", application),
        )
    points = [_point(form, item, replying) for item in form.request.items.all()]
    context |= {
        "request_": form.request,
        "points": sorted(points, key=lambda point: point["order"]),
        "statements": form.request.statements.all(),
        "refusal": refusal,
        "left": sum(1 for point in points if not point["item"].answered_at),
        "wrong": replying is not None or refusal is not None,
        "replying": replying[1] if replying else None,
        "problems": [(row, form.section_of(row.key)) for row in form.problems] if refusal else [],
        **awaited(application, may_write=context["may_write"]),
    }
    status = 400 if replying else 409 if refusal else 200
    return render(request, "certifications/applying/corrections.html", context, status=status)


def _point(form: Any, item: CorrectionItem, replying: tuple[CorrectionItem, ReplyForm] | None) -> dict[str, Any]:
    application, typed = form.application, replying[1] if replying and replying[0] == item else None
    question, value, facts = _of_basics(application, item) or _of_form(form, item)
    confirmed = item.reaction == Reaction.CONFIRMED and value == item.proposed_value
    proposes = item.has_proposal and not confirmed
    return facts | {
        "item": item,
        "confirmed": confirmed,
        "proposal": versions.of_answer(question, value, item.proposed_value) if proposes else None,
        "proposed": reading.passage(question, item.proposed_value, []) if item.has_proposal else None,
        "question": question,
        "form": typed or _reply_form(application, item),
    }


def _of_basics(application: Application, item: CorrectionItem) -> tuple[Question, Any, dict[str, Any]] | None:
    """A point about a basic fact, which is corrected here; None for a point about the form."""
    field = basics.field_of(item.key)
    if field is None:
        return None
    question, value = basics.questions(application)[field], _stands(application, item)
    return question, value, {"order": basics.FIELDS.index(field), "passage": reading.passage(question, value, [])}


def _of_form(form: Any, item: CorrectionItem) -> tuple[Question, Any, dict[str, Any]]:
    section = form.section_of(item.key)
    row = next(row for row in section.questions if row.key == str(item.key))
    facts = {
        "row": row,
        "section": section.section,
        "order": len(basics.FIELDS) + [each.key for each in form.rows].index(row.key),
        "passage": reading.passage(row.question, row.value, reading.papers(row.files)),
    }
    return row.question, row.value, facts
