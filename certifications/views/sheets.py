"""The judge's pane: the papers at the left, the sheet at the right; each value is saved as it is given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certifications import blind_reading, device_keys, reading, renewal_deltas, scoring
from certifications.actions import judging
from certifications.judging_forms import DeclineForm, SheetForm, TakeBackForm, read_expected, read_mark
from certifications.models import ApplicationVersion, Assignment, Discussion, FieldReport, Review, Score
from certifications.permissions import can_score
from certifications.refusals import Refusal, ScoreChangedElsewhere, ScoreOutOfRange, SheetIncomplete
from certifications.states import AssignmentState
from certifications.views.dockets import Docket, own_assignment, own_case
from certifications.views.judging import onward, question
from home import clock
from home.states import IllegalTransition, StaleState
from home.versions import StaleRecord

STALE = gettext_lazy(
    "A comment was changed on another screen after this one was opened. Both texts are shown below. Please compare, "
    "change yours as needed, and save again."
)
MOVED_ON = gettext_lazy("This application has moved on in the meantime. Please return to the list.")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One case: the question about connections first, then the pane; the form saves the sheet or hands it in."""
    assignment, own = own_case(request, public_id)
    if not own.pledged:
        return redirect("certifications:judging")
    if assignment.state == AssignmentState.ASSIGNED:
        return question(request, assignment, own)
    if request.method == "POST":
        return _save(request, assignment, own)
    return pane(request, assignment, own)


def _review(assignment: Assignment) -> Review:
    reviews = Review.objects.select_related("rubric_version", "version__form_version").prefetch_related("scores__criterion")
    return get_object_or_404(reviews, assignment=assignment)


def _save(request: HttpRequest, assignment: Assignment, own: Docket) -> HttpResponse:
    """Saves everything that was typed, or shows it again with what stood in the way."""
    form = SheetForm(request.POST, review=_review(assignment))
    hand_in = request.POST.get("action") == "hand_in"
    if not form.is_valid():
        return pane(request, assignment, own, form)
    try:
        judging.record(
            assignment,
            form.cleaned_data["marks"],
            row_version=form.cleaned_data["row_version"] or 0,
            by=request.user,
            hand_in=hand_in,
            **form.texts(),
        )
    except StaleRecord as stale:
        return pane(request, assignment, own, form, refusal=str(STALE), theirs=stale.record)
    except SheetIncomplete as refusal:
        return pane(request, assignment, own, form, refusal=str(refusal), missing=True)
    except Refusal as refusal:
        return pane(request, assignment, own, form, refusal=str(refusal))
    except (IllegalTransition, StaleState, PermissionDenied) as moved:
        raise Http404 from moved
    if not hand_in:
        messages.success(request, _("Saved."))
        return redirect("certifications:judging_case", assignment.public_id)
    following = own.next_after(assignment)
    done = {"done": own.handed_in, "all": len(own.cases)}
    messages.success(request, _("Handed in. %(done)d of %(all)d applications are done.") % done)
    return onward(following)


def pane(
    request: HttpRequest,
    assignment: Assignment,
    own: Docket,
    form: SheetForm | None = None,
    *,
    refusal: str = "",
    theirs: Review | None = None,
    missing: bool = False,
) -> HttpResponse:
    """The pane, with what was typed; `theirs` holds the newer texts of another screen, `refusal` what stood in the way."""
    sheet = form or SheetForm(review=_review(assignment))
    here, before, after = own.place_of(assignment)
    rows = sheet.rows()
    newest = Review.objects.get(pk=sheet.review.pk) if theirs else sheet.review
    scorable = can_score(request.user, assignment)
    deltas = renewal_deltas.for_judges(assignment.application, sheet.review.version, assignment.stage)
    context: dict[str, Any] = {
        "judging": True,
        "take_back": TakeBackForm(),
        "papers_at": reverse("certifications:judging_case", args=[assignment.public_id]),
        "docket": own,
        "case": here,
        "before": before,
        "after": after,
        "chapters": chapters_for(assignment, sheet.review.version),
        "version": sheet.review.version,
        "deltas": deltas,
        "folded": renewal_deltas.folded(assignment.application, deltas),
        "field_reports": reports_for(request.user, assignment),
        "form": sheet,
        "rows": rows,
        "given": sum(bool(row.given) for row in rows),
        "mean": mean_of(sheet.review),
        "skippable": any(row.criterion.not_applicable for row in rows),
        "low": sheet.review.rubric_version.low,
        "high": sheet.review.rubric_version.high,
        "row_version": newest.row_version,
        "newest": newest if theirs else None,
        "writable": scorable and assignment.state == AssignmentState.WORKING,
        "locked": not scorable,
        "refusal": refusal,
        "missing": [row for row in rows if not row.given] if missing else [],
        "decline_form": DeclineForm(),
        "device_key": device_keys.key_for(request.user) if own.offline else "",
        "talking": assignment.state == AssignmentState.SUBMITTED and is_talked_about(assignment),
    }
    status = 422 if sheet.is_bound and sheet.errors else 409 if refusal else 200
    return render(request, "certifications/judging/case.html", context, status=status)


def is_talked_about(assignment: Assignment) -> bool:
    """Whether its judges talk about the case now, she among them."""
    open_ones = Discussion.objects.open().of_judge(assignment.judge)
    return bool(open_ones.filter(application=assignment.application_id, stage=assignment.stage_id).exists())


def chapters_for(assignment: Assignment, version: ApplicationVersion) -> list[reading.Chapter]:
    """What the judge reads of the case: in a blind stage the copy that the office has looked through."""
    sight = reading.of_stage(assignment.stage)
    if not assignment.stage.blind:
        return reading.chapters(version, sight=sight)
    copy = assignment.blind_copy
    if copy is None:
        raise Http404
    return blind_reading.chapters(copy, sight=sight)


def reports_for(user: Any, assignment: Assignment) -> list[FieldReport]:
    """What was handed in of trials and visits of the case. A report may name who applies: a blind stage shows none."""
    handed_in = FieldReport.objects.handed_in().filter(entry__application=assignment.application_id)
    if assignment.stage.blind or not handed_in.exists():  # most cases have none: who may read them need not be asked
        return []
    seen = FieldReport.objects.visible_to(user).handed_in().filter(entry__application=assignment.application_id)
    return list(seen.select_related("entry__stage").prefetch_related("photographs").order_by("happened_on"))


def mean_of(review: Review) -> str:
    """The weighted mean of what is given so far, by the rule of the ranking, with two digits; empty without any value."""
    scores = {score.criterion: score.value for score in review.scores.all()}
    weights = {criterion.code: criterion.weight for criterion in scores}
    mean = scoring.sheet_score({criterion.code: value for criterion, value in scores.items()}, weights)
    return f"{mean:.2f}" if mean is not None else ""


@never_cache
@login_required
@require_POST
def score(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Saves one value (autosave); an empty one takes it back."""
    assignment = own_assignment(request, public_id)
    review = _review_or_none(assignment)
    criteria = review.rubric_version.criteria if review else assignment.stage.rubric.criteria
    criterion = get_object_or_404(criteria, code=request.POST.get("criterion", ""))
    typed = request.POST.get("value", "")
    try:
        expected = read_expected(request.POST.get("expected", ""))
        if typed:
            value = read_mark(typed)
            judging.score(assignment, criterion, value, by=request.user, not_applicable=value is None, expected=expected)
        else:
            judging.clear_score(assignment, criterion, by=request.user, expected=expected)
    except ValueError:
        return _refused(str(ScoreOutOfRange()))
    except ScoreChangedElsewhere as changed:
        return _refused(str(changed), theirs=changed.theirs)
    except Refusal as refusal:
        return _refused(str(refusal))
    except (IllegalTransition, StaleState, PermissionDenied):
        return _refused(str(MOVED_ON))
    return _saved(assignment)


@never_cache
@login_required
@require_POST
def texts(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Saves the texts (autosave) over the version that was read."""
    assignment = own_assignment(request, public_id)
    form = SheetForm(request.POST, review=_review(assignment))
    if not form.is_valid():
        return _refused(" ".join(str(error) for errors in form.errors.values() for error in errors), status=422)
    try:
        judging.comment(assignment, row_version=form.cleaned_data["row_version"] or 0, by=request.user, **form.texts())
    except StaleRecord:
        return _refused(str(STALE), stale=True)
    except Refusal as refusal:
        return _refused(str(refusal))
    except (IllegalTransition, StaleState, PermissionDenied):
        return _refused(str(MOVED_ON))
    return _saved(assignment)


@never_cache
@login_required
@require_POST
def hand_in(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Hands in what has been saved, for a page that stays open; says where the next case is."""
    assignment, own = own_case(request, public_id)
    try:
        judging.submit(assignment, by=request.user)
    except Refusal as refusal:
        return _refused(str(refusal))
    except (IllegalTransition, StaleState, PermissionDenied):
        return _refused(str(MOVED_ON))
    done = {"done": own.handed_in, "all": len(own.cases)}
    messages.success(request, _("Handed in. %(done)d of %(all)d applications are done.") % done)
    following = own.next_after(assignment)
    onward_to = reverse("certifications:judging_case", args=[following.assignment.public_id]) if following else ""
    return JsonResponse({"next": onward_to or reverse("certifications:judging")})


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Opens a handed-in sheet again; the scores that were handed in are kept, with the reason for which it was opened."""
    assignment = own_assignment(request, public_id)
    form = TakeBackForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        judging.reopen(assignment, by=request.user, reason=reason)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except (IllegalTransition, StaleState, PermissionDenied) as moved:
        raise Http404 from moved
    return redirect("certifications:judging_case", public_id)


def _review_or_none(assignment: Assignment) -> Review | None:
    return Review.objects.select_related("rubric_version").filter(assignment=assignment).first()


def _refused(message: str, *, status: int = 409, stale: bool = False, **facts: str) -> JsonResponse:
    return JsonResponse({"message": message, "stale": stale, **facts}, status=status)


def _saved(assignment: Assignment) -> JsonResponse:
    """How the sheet stands now; the papers are not read again for that."""
    scores = Prefetch("scores", Score.objects.select_related("criterion"))
    review = Review.objects.prefetch_related(scores).get(assignment=assignment)
    at = review.changed_at.astimezone(clock.TOKYO)
    return JsonResponse(
        {
            "saved": f"{at:%H:%M}",
            "given": len(review.scores.all()),
            "mean": mean_of(review),
            "row_version": review.row_version,
        }
    )
