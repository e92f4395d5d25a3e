"""What the office can do about corrections: ask, look at what came, give more time, close."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications import basics, reading, versions
from certifications.actions import amendments, corrections, rechecks
from certifications.comparing import SAME
from certifications.models import Application, CorrectionItem, CorrectionRequest
from certifications.permissions import is_case_secretariat
from certifications.states import Reaction, RoundState
from certifications.viewsets.case_verb import CaseVerbView, may_be_screened, runs
from certifications.viewsets.correction_forms import AmendmentForm, CorrectionForm, RecheckForm
from certifications.viewsets.forms import CorrectionDayForm, ReasonForm
from home import clock


class AskCorrectionsView(CaseVerbView):
    """Of the answers that were marked on the case's page (`mark`), or of any."""

    label, verb_form = _("Ask for corrections"), CorrectionForm
    template_name = "certifications/desk/ask_corrections.html"
    explanation = _("Only the questions that you say something about will open for the applicant, until the day you name.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return may_be_screened(record) and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        marked = self.request.POST.getlist("mark") or self.request.GET.getlist("mark")
        return super().get_form_kwargs() | {"application": self.record, "marked": marked}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        corrections.request(self.record, form.items(), due_on=data["due_on"], note=data["note"], by=self.request.user)


def compared_items(application: Application, request: CorrectionRequest) -> list[dict[str, Any]]:
    """Each point of an answered request: what was asked, the answer before and after, and the reply."""
    before = application.versions.filter(submitted_at__lte=request.asked_at).last()
    after = application.versions.last()
    if before is None or after is None:
        return []
    rows = {row.difference.key: row for row in versions.compare(before, after)}
    facts = basics.by_key(application)
    questions = facts | {question.key: question for question in application.form_version.questions.all()}
    found = []
    for item in request.items.order_by("pk"):
        question = questions.get(item.key)
        nothing = versions.of_answer(question, *_noted(application, request, item)) if question else None
        proposed = reading.passage(question, item.proposed_value, []) if question and item.has_proposal else None
        found.append({"item": item, "question": question, "row": rows.get(str(item.key), nothing), "proposed": proposed})
    return found


def _noted(application: Application, request: CorrectionRequest, item: CorrectionItem) -> tuple[Any, Any]:
    """A basic fact before and after, out of the history: the version before may be older than the freezing of such facts."""
    field = basics.field_of(item.key)
    events = application.history.filter(action="application.basics", at__gte=request.asked_at).order_by("seq")
    noted = [event.facts for event in events if field in event.facts["to"]]
    return (noted[0]["from"][field], noted[-1]["to"][field]) if noted else (None, None)


def other_changes(application: Application, request: CorrectionRequest) -> list[versions.ComparedQuestion]:
    """The questions that differ from the version before the request though nobody asked about them."""
    before = application.versions.filter(submitted_at__lte=request.asked_at).last()
    after = application.versions.last()
    if before is None or after is None:
        return []
    asked = {str(key) for key in request.items.values_list("key", flat=True)}
    rows = versions.compare(before, after)
    return [row for row in rows if row.difference.state != SAME and row.difference.key not in asked]


class RecheckView(CaseVerbView):
    label, verb_form = _("Look at the corrected points"), RecheckForm
    template_name = "certifications/desk/recheck.html"
    explanation = _("What was asked for and what else has changed stands here. What you ask again goes out in a new request.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return may_be_screened(record) and is_case_secretariat(user, record) and rechecks.waiting(record) is not None

    @property
    def items(self) -> list[CorrectionItem]:
        row = rechecks.waiting(self.record)
        return list(row.items.order_by("pk")) if row else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.items}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row, form = rechecks.waiting(self.record), context["form"]
        points = compared_items(self.record, row) if row else []
        asked = {item.pk for item in form.items}
        context["points"] = [point | {"fields": form.bound(point["item"])} for point in points if point["item"].pk in asked]
        context["others"] = other_changes(self.record, row) if row else []
        context["confirmed"] = Reaction.CONFIRMED
        return context

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        rechecks.settle(
            self.record,
            accepted=form.accepted(),
            again=form.again(),
            due_on=data["due_on"],
            note=data["note"],
            by=self.request.user,
        )


def is_waiting(user: Any, record: Any) -> bool:
    """Whether the applicant corrects, and the person runs the case."""
    return runs(record) and record.state == "correction" and is_case_secretariat(user, record)


class ExtendCorrectionsView(CaseVerbView):
    label, verb_form = _("Give more time for corrections"), CorrectionDayForm
    explanation = _("The applicant gets a letter with the new day and the reason that you write.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_waiting(user, record)

    def act(self, form: Any) -> None:
        corrections.extend(self.record, by=self.request.user, **form.cleaned_data)


class AmendCorrectionsView(CaseVerbView):
    label, verb_form = _("Change the request for corrections"), AmendmentForm
    template_name = "certifications/desk/amend_corrections.html"
    explanation = _(
        "Points that the applicant has answered stay. An answer whose point you take out closes and goes back to what was "
        "submitted. The applicant gets a letter that the request has changed."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_waiting(user, record) and record.round.state == RoundState.PUBLISHED

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record, "request": self.record.correction_requests.open().get()}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        amendments.amend(self.record, add=form.added(), remove=data["remove"], due_on=data["due_on"], by=self.request.user)


class CancelCorrectionsView(CaseVerbView):
    label, verb_form = _("Take the request for corrections back"), ReasonForm
    explanation = _(
        "For a request that should not have gone out. The case stands where it stood before: answers that were changed since "
        "go back to what was submitted, and the clock of the case has not stood still. The applicant gets a letter with the "
        "reason that you write."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_waiting(user, record)

    def act(self, form: Any) -> None:
        amendments.cancel(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class CloseCorrectionsView(CaseVerbView):
    label, verb_form = _("Close the request for corrections"), ReasonForm
    explanation = _(
        "The case goes on with the version that was submitted last. Changes that were not handed in do not count. "
        "The applicant gets a letter with the reason that you write."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_waiting(user, record) and bool(record.correction_requests.overdue(clock.today()).exists())

    def act(self, form: Any) -> None:
        corrections.close(self.record, reason=form.cleaned_data["reason"], by=self.request.user)
