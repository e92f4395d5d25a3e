"""One section of the form per page; each field is saved by itself, and the whole page by a button."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certifications import applying_forms, former_answers, prefills, problems, progress
from certifications.actions import answering, uploads
from certifications.answers import problem_of
from certifications.applying_forms import AnswersForm
from certifications.colleagues import are_several_writing
from certifications.filled_forms import FilledForm, FilledSection
from certifications.models import Answer, Application, Attachment, Question, UploadTicket
from certifications.refusals import AnswerChanged, AnswerWrong, NotOpenForChange, Refusal, TermsChanged
from certifications.states import ApplicationState, VersionKind
from certifications.views.applying.access import applicant_page, own_application, stopped
from certifications.views.applying.applications import frame
from certifications.views.applying.presence import theirs
from certifications.views.applying.question_rows import question_row
from home.addresses import language_path
from home.dates import local, moment
from home.uploads.refusals import UploadRefused

MOST_COUNTED = 2**31 - 1


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, public_id: UUID, code: str) -> HttpResponseBase:
    """Shows a section to fill in (or to read, when it is not open), and saves it as a whole."""
    application = own_application(request, public_id)
    context = frame(request, application, here="section", section=code)
    filled = context["form"].section(code)
    if filled is None:
        raise Http404
    writes = context["may_write"] and any(row.is_open for row in filled.questions)
    if request.method == "POST":
        try:
            return _save(request, application, context, filled)
        except NotOpenForChange:
            return _too_late(request, application)
    form = AnswersForm(filled.questions if writes else [], show_missing="check" in request.GET)
    return _page(request, context, filled, form)


def _save(request: HttpRequest, application: Application, context: dict[str, Any], filled: FilledSection) -> HttpResponseBase:
    """Saves everything that was sent. What cannot be saved stays in its field, with the reason."""
    form = AnswersForm(filled.questions, request.POST, taken=request.POST.get("take", ""))
    _refuse_what_is_closed(request, filled)
    form.is_valid()
    removals = [each for row in filled.questions for each in row.files if str(each.public_id) == request.POST.get("remove")]
    returns = [each for row in filled.questions for each in row.removed if str(each.public_id) == request.POST.get("put_back")]
    refused = answering.save_section(
        application,
        form.changes() | _from_record(request, application, filled),
        uploads={row.key: request.FILES.getlist(f"f-{row.key}") for row in filled.questions if f"f-{row.key}" in request.FILES},
        removals=removals,
        returns=returns,
        by=request.user,
    )
    stopped = [each for row in filled.questions for each in row.arriving if str(each.public_id) == request.POST.get("stop")]
    for ticket in stopped:
        uploads.give_up(ticket, by=request.user)
    if not refused and not form.errors:
        if ("remove" in request.POST and not removals) or ("put_back" in request.POST and not returns):
            messages.warning(request, _("Saved. But the file that was meant is not among the files of this page."))
        else:
            messages.success(request, _words_for(removals, returns, stopped))
        touched: list[Attachment | UploadTicket] = [*removals, *returns, *stopped]
        at = "".join(f"#q-{each.key}" for each in touched[:1])
        return redirect(_onward(request, application, context["form"], filled) + at)
    for key, refusal in refused.items():
        if f"a-{key}" in form.fields:
            form.note(key, _words_of(refusal, filled, key))
        if isinstance(refusal, TermsChanged):
            form.untick(key)
    context |= frame(request, application, here="section", section=filled.section.code)
    again = context["form"].section(filled.section.code)
    changed = any(isinstance(refusal, AnswerChanged) for refusal in refused.values())
    return _page(request, context, again, form, refused=refused, status=409 if changed else 400)


def _too_late(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Another window has submitted it meanwhile: who, when, what was not added, and how it can still come. Else the refusal."""
    now = Application.objects.get(pk=application.pk)
    version = now.versions.filter(kind__in=[VersionKind.SUBMITTED, VersionKind.CORRECTED]).select_related("submitted_by").last()
    # How far the office has come with it is not told by the answer: accepted cases are answered like those that wait.
    if now.state not in {ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW} or version is None:
        raise NotOpenForChange
    facts = {"at": moment(version.submitted_at, get_language() or "ja"), "name": version.submitted_by or _("the system")}
    if names := [str(upload.name) for _place, received in request.FILES.lists() for upload in received]:
        facts["files"] = _(", ").join(names)
        text = _(
            "%(name)s submitted the application at %(at)s, before this page was sent. "
            "Not added: %(files)s. You can send it to the office under “Messages”; if it "
            "has to stand in the application, the office can ask you for a correction."
        )
    else:
        text = _(
            "%(name)s submitted the application at %(at)s, before this page was sent. "
            "What it sent was not added and stands below. If it has to stand in the application, "
            "please write to the office under “Messages”: it can ask you for a correction."
        )
    back = progress.address("application", now)
    return stopped(request, title=_("The application has already been submitted"), text=text % facts, status=409, back=back)


def _words_for(removals: Sequence[Attachment], returns: Sequence[Attachment], stopped: Sequence[UploadTicket]) -> str:
    """What was done, for the top of the next page."""
    if removals:
        return _("%(name)s was taken away. It can be put back below.") % {"name": removals[0].name}
    if returns:
        return _("%(name)s was put back.") % {"name": returns[0].name}
    if stopped:
        return _("%(name)s is not sent.") % {"name": stopped[0].name}
    return _("Saved.")


def _refuse_what_is_closed(request: HttpRequest, filled: FilledSection) -> None:
    """A field of this section that is not open was sent all the same: nothing of the page is saved."""
    sent = {name[2:].partition(":")[0] for name in [*request.POST, *request.FILES] if name.startswith(("a-", "f-"))}
    if sent - {row.key for row in filled.questions if row.is_open}:
        raise NotOpenForChange


def _from_record(request: HttpRequest, application: Application, filled: FilledSection) -> dict[str, answering.Change]:
    """The fact that stands on record instead of what was typed, when its button was pressed."""
    row = next((row for row in filled.questions if row.is_open and row.key == request.POST.get("refill")), None)
    value = prefills.value_of(row.question, application) if row else None
    return {row.key: answering.Change(value, row.version)} if row and value is not None else {}


def _words_of(refusal: Exception, filled: FilledSection, key: str) -> str:
    if isinstance(refusal, AnswerWrong):
        row = next(row for row in filled.questions if row.key == key)
        return problems.words(refusal.problem, row.question, "")
    return str(getattr(refusal, "message", refusal))


def _onward(request: HttpRequest, application: Application, form: FilledForm, filled: FilledSection) -> str:
    """Where the pressed button leads: the same page, the next section, or the page that checks everything."""
    here = progress.address("section", application, filled.section.code)
    if request.POST.get("go") != "next":
        return here
    if application.state == "correction":
        return progress.address("corrections", application)
    codes = [each.section.code for each in form.sections]
    following = codes[codes.index(filled.section.code) + 1 :]
    return progress.address("section", application, following[0]) if following else progress.address("check", application)


def _page(
    request: HttpRequest,
    context: dict[str, Any],
    filled: FilledSection,
    form: AnswersForm,
    *,
    refused: dict[str, Refusal | UploadRefused] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    here = {row.key for row in filled.questions}
    rows = [
        question_row(row, form, (refused or {}).get(row.key), here, may_write=context["may_write"]) for row in filled.questions
    ]
    codes = [each.section.code for each in context["form"].sections]
    context |= {
        "section": filled,
        "rows": rows,
        "errors": [
            {"text": f"{row['row'].question.label}: {words}", "id": row["error_id"]} for row in rows for words in row["errors"]
        ],
        "writes": any(row["field"] is not None or row["takes_files"] for row in rows),
        "number": codes.index(filled.section.code) + 1,
        "count": len(codes),
        "last": codes[-1] == filled.section.code,
        "together": context["may_write"] and are_several_writing(context["application"]),
        "sent": request.method == "POST",
        "former": former_answers.of(context["form"]),
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': language_path('my/')})}",
    }
    return render(request, "certifications/applying/section.html", context, status=status)


@never_cache
@require_POST
def answer(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponseBase:
    """Saves one field: {"value": what was typed, "read_version": n}. All answers are JSON, so that the page can react.

    Where two people's changes were joined, "value" and "text" say what stands there now. A page that had gone on typing
    meanwhile sends along what it had sent before ("read_value"). "sender" and "attempt" tell one person's windows and
    attempts apart, so that the server knows again what it saved without its being heard. "writer" says whose page it is:
    nobody's words are saved in the name of who has signed in since.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"state": "signed_out", "error": _("You have been signed out. Please sign in again.")}, status=401)
    application = own_application(request, public_id, related=())
    question = Question.objects.filter(version=application.form_version_id, key=key).first()
    if question is None:
        return _gone(application, key)
    try:
        typed, read_version, writer, before = _read_body(request)
        if writer not in (None, str(request.user.pk)):
            return JsonResponse({"state": "someone_else"}, status=401)
        value = applying_forms.read(question, typed)
        known = _known(question, **before) | {"terms": request.GET.get("terms", "")}
        kept = answering.save(application, key, value, read_version=read_version, by=request.user, **known)
    except ValidationError as error:
        return JsonResponse({"state": "wrong", "error": " ".join(error.messages)}, status=400)
    except AnswerWrong as refusal:
        return JsonResponse({"state": "wrong", "error": problems.words(refusal.problem, question, "")}, status=400)
    except TermsChanged as refusal:
        return JsonResponse({"state": "wrong", "error": str(refusal)}, status=409)
    except AnswerChanged as refusal:
        return JsonResponse({"state": "changed", "error": str(refusal), "theirs": theirs(question, refusal.answer)}, status=409)
    except Refusal as refusal:
        return JsonResponse({"state": "closed", "error": str(refusal)}, status=409)
    except PermissionDenied:
        return JsonResponse({"state": "refused", "error": _("You can read this, but not change it")}, status=403)
    joined = {} if kept.value == value else {"joined": _("joined with the changes of a colleague"), "value": kept.value}
    return JsonResponse({"state": "saved", **_saved(question, kept), **joined})


def _gone(application: Application, key: UUID) -> JsonResponse:
    """The draft has moved to an edition without this question: the page stops sending and shows what was typed.

    What had been saved before is set aside with the application. Raises Http404 for what no edition asks.
    """
    if not Question.objects.filter(version__program=application.form_version.program_id, key=key).exists():
        raise Http404
    return JsonResponse({"state": "gone", "error": _("The form no longer asks this question.")}, status=410)


def _known(question: Question, before: Any, sending: answering.Sending | None) -> dict[str, Any]:
    """What the page had sent before, as it would have been kept, and which page it is."""
    return {"sending": sending} | ({} if before is None else {"read_value": applying_forms.read(question, before)})


def _read_body(request: HttpRequest) -> tuple[Any, int, str | None, dict[str, Any]]:
    """What was typed (text, true or false, a list of texts), the version that was read, by whom, and what was sent before.

    Raises ValidationError.
    """
    try:
        body = json.loads(request.body)
        typed, read_version, before = body["value"], body["read_version"], body.get("read_value")
        sending = answering.Sending(UUID(body["sender"]), body["attempt"]) if "sender" in body else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationError(_("This answer does not fit the question.")) from error
    counts = [read_version, sending.attempt if sending else 1]
    if not all(map(_is_typed, [typed, before])) or not all(type(each) is int and abs(each) <= MOST_COUNTED for each in counts):
        raise ValidationError(_("This answer does not fit the question."))
    return typed, read_version, body.get("writer"), {"before": before, "sending": sending}


def _is_typed(value: Any) -> bool:
    return value is None or isinstance(value, str | bool) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _saved(question: Question, kept: Answer) -> dict[str, Any]:
    problem = problem_of(question.rule, kept.value)
    return {
        "version": kept.version,
        "fingerprint": applying_forms.fingerprint(kept.value),
        "time": f"{local(kept.changed_at):%H:%M}",
        "words": _("saved %(time)s") % {"time": f"{local(kept.changed_at):%H:%M}"},
        "note": problems.words(problem, question, kept.value) if problem else "",
    }
