"""The desk of cases: what is with the office, and everything about one case on one page."""

from typing import Any

import django_filters
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import basics, clocks, declarations, next_steps, renewal_deltas, versions
from certifications.actions import messages
from certifications.models import (
    Appeal,
    Application,
    ApplicationVersion,
    Attachment,
    ChangeNotice,
    Decision,
    Review,
    Round,
    WaitingFile,
)
from certifications.permissions import can_see_scores, reads_certifications
from certifications.refusals import ResultOutdated
from certifications.viewsets import appeals, case_verbs, decision_verbs, discussions, disposals, dossiers, next_verbs
from certifications.viewsets.blinding import BlindPageView, LookThroughView, ReopenCopyView
from certifications.viewsets.evidence import AddEvidenceView, EvidenceFileView, lines_of
from certifications.viewsets.message_verbs import MessageFileView
from certifications.viewsets.screening import BulkView, QueueView
from home import business_days, clock
from home.desk import DeskDetailView, DeskFilterSet, DeskIndexView, DeskObjectView, DeskViewSet
from home.desk.verbs import verbs_for
from home.models import Letter
from home.public_ids import read_public_id
from home.views.files import preview, serve

VERBS: dict[str, Any] = {
    **case_verbs.VERBS,
    **discussions.VERBS,
    **disposals.CASE_VERBS,
    **appeals.CASE_VERBS,
    **dossiers.CASE_VERBS,
    "add_evidence": AddEvidenceView,
    "look_through": LookThroughView,
    "reopen_copy": ReopenCopyView,
}


TURNS = {
    "submitted": _("the office"),
    "correction": _("the applicant"),
    "in_review": _("the office"),
    "judging": _("judges"),
}


def whose_turn(application: Application) -> str:
    """In a listing: whom the case waits for, in a word, without one query per row."""
    if application.round.state == "cancelled":
        return ""
    judged = application.state == "in_review" and application.round.state == "judging"
    return str(TURNS["judging" if judged else application.state]) if application.state in TURNS else ""


class CaseFileView(DeskObjectView):
    """A file of a case, or its preview, for those who may read the case."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = Attachment.objects.filter(application=self.record).select_related("file__preview")
        attachment = get_object_or_404(held, public_id=read_public_id(request.GET.get("id", "")))
        if attachment.file is None:
            words = gettext("This file is no longer kept: the time for which it had to be kept is over.")
            return HttpResponse(words, status=410, content_type="text/plain; charset=utf-8")
        if "preview" in request.GET:
            return preview(attachment.file, name=attachment.name)
        return serve(attachment.file, name=attachment.name, inline=attachment.file.media_type.startswith("image/"))


class CaseView(DeskDetailView):
    """Everything about one case. To whoever of the secretariat opens it, its messages are shown, and so they are read."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET":
            messages.mark_read(self.record, by=request.user)
        return super().get(request, *args, **kwargs)


class CompareView(DeskDetailView):
    """Any two submitted versions of a case, and the chain of their hashes, for whoever may read the case."""

    def get_template_names(self) -> list[str]:
        return ["certifications/desk/compare.html"]

    def get_page_title(self) -> str:
        return gettext("Compare versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(DeskDetailView, self).get_context_data(**kwargs)
        return context | {
            "versions": list(self.record.versions.select_related("submitted_by").prefetch_related("statements").order_by("-seq")),
            "pair": versions.pair(self.record, self.request.GET.dict()),
            "chain": versions.verify(self.record),
        }


def time_left(application: Any) -> str:
    """In a listing, of a case as `clocks.with_closing_days` gives it: how its clock stands, in a word."""
    found = clocks.clock_of(application, business_days.closing_days(application.closing_days))
    if found is None or found.ended:
        return ""
    if found.overdue:
        return ngettext("%(count)d day over", "%(count)d days over", found.over) % {"count": found.over}
    words = str(found.left)
    return f"{words} ({gettext('stands still')})" if found.paused else words


class CaseFilters(DeskFilterSet):
    round = django_filters.ModelChoiceFilter(label=_("round"), queryset=Round.objects.named())

    class Meta:
        model = Application
        fields = ("state", "round", "category")


class CaseIndexView(DeskIndexView):
    """The list reads what its columns and its export show, and each round once, not with every row."""

    def get_base_queryset(self) -> Any:
        return clocks.with_closing_days(self.visible.for_lists().prefetch_related(*clocks.NEEDED))


class CaseDesk(DeskViewSet):
    """Submitted cases of the programs in which one has a role."""

    model = Application
    name = "cases"
    url_prefix = "cases"
    icon = "clipboard-list"
    menu_label = _("Cases")
    menu_order = 100
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("receipt_number", label=_("receipt number"), sort_key="receipt_number"),
        Column("subject", label=_("subject"), sort_key="subject__name_ja"),
        Column("applicant", label=_("applicant")),
        Column("round", label=_("round")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("whose_turn", label=_("waits for"), accessor=whose_turn),
        Column("time_left", label=_("business days left"), accessor=time_left),
        Column("submitted_at", label=_("submitted at"), sort_key="submitted_at"),
    ]
    search_fields = ["receipt_number", "subject__name_ja", "subject__name_kana", "subject__name_en", "organization__name_ja"]
    filterset_class = CaseFilters
    list_export = [
        "receipt_number", "subject.name_ja", "applicant", "round", "get_state_display", "category.name_ja", "submitted_at",
    ]  # fmt: skip
    export_filename = "cases"
    ordering = "-submitted_at"
    index_view_class = CaseIndexView
    detail_template_name = "certifications/desk/case.html"
    detail_view_class = CaseView
    object_views = {
        **VERBS,
        "file": CaseFileView,
        "evidence": EvidenceFileView,
        "message_file": MessageFileView,
        "compare": CompareView,
        "blind_page": BlindPageView,
    }

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [
            path("screening/", QueueView.as_view(viewset=self), name="screening"),
            path("screening/several/", BulkView.as_view(viewset=self), name="bulk_screening"),
        ]
        return own + super().get_urlpatterns()

    def visible(self, user: Any) -> models.QuerySet[Application]:
        """The office's and the auditor's side of `visible_to`: one's own company's cases are not desk work."""
        return Application.objects.of_desk(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        related = (
            "round__program",
            "subject",
            "organization",
            "person",
            "team",
            "category",
            "theme",
            "handler",
        )
        return records.select_related(*related).prefetch_related(*clocks.NEEDED)

    def detail_context(self, request: HttpRequest, record: Application) -> dict[str, Any]:
        version = record.versions.last()
        verbs = verbs_for(self, request, record, VERBS)
        step = next_steps.of_case(record, request.user, closely=True)
        main = next_verbs.verb_of(step, verbs)
        reviews = Review.objects.filter(assignment__application=record).select_related("assignment__judge")
        reviews = reviews.prefetch_related("scores__criterion", "score_revisions__criterion")
        known = [each for each in Decision.objects.visible_to(request.user).of_case(record) if each.counts]
        decision, earlier = (known[0], known[1:]) if known else (None, [])
        return {
            "step": step,
            "clock": clocks.clock_of(record),
            "tickets": record.tickets.filter(awaited=True),
            "main_verb": main,
            "verbs": [verb for verb in verbs if verb is not main],
            "version": version,
            "deltas": renewal_deltas.of_version(record, version) if version else [],
            "theme": declarations.theme_of(record),
            "versions": record.versions.select_related("submitted_by").prefetch_related("statements").order_by("-seq"),
            "chapters": declarations.whole(version) if version else [],
            "fixed": fixed_keys(record, version),
            "changed": changed_keys(record),
            "chain": versions.verify(record),
            "may_mark": any(verb["name"] == "ask_corrections" for verb in verbs),
            "ask_url": self.url_of(record, "ask_corrections"),
            "checks": lines_of(record),
            "corrections": record.correction_requests.prefetch_related("items", "statements__entered_by", "statements__paper"),
            "thread": record.messages.visible_to(request.user)
            .select_related("author")
            .prefetch_related(
                "files__file",
                "readings__reader",
                models.Prefetch("waiting_files", WaitingFile.objects.shown(clock.now()), to_attr="waiting"),
            ),
            "assignments": record.assignments.select_related("judge"),
            "reviews": reviews if can_see_scores(request.user, record) else None,
            "result": record.result_rows.select_related("run").order_by("-run__number").first()
            if can_see_scores(request.user, record)
            else None,
            "decision": decision,
            "earlier": earlier,
            "appeals": Appeal.objects.of_desk(request.user).filter(decision__application=record),
            "changes": ChangeNotice.objects.visible_to(request.user).of_cases([record.pk]).select_related("certificate"),
            "steps": decision_verbs.stamps(decision) if decision else [],
            "decision_history": decision.history.select_related("by").order_by("-seq") if decision else [],
            "outdated": str(ResultOutdated()) if decision and decision.is_stale else "",
            "holds": disposals.standing_on(record).select_related("placed_by"),
            "disposed": record.disposed.select_related("disposal"),
            "history": record.history.select_related("by").order_by("-seq"),
            "letters": Letter.objects.about(record.reference),
            "file_url": self.url_of(record, "file"),
            "evidence_url": self.url_of(record, "evidence"),
        }


def fixed_keys(record: Application, version: ApplicationVersion | None) -> set[str]:
    """What was declared and is not asked to be corrected: the self-check, papers, team and candidate."""
    declared = {str(point.question.key) for point in declarations.points(version)} if version else set()
    return declared - {str(key) for key in basics.by_key(record)}


def changed_keys(record: Application) -> set[str]:
    """The questions whose answers or files differ between the last two submitted versions."""
    last_two = list(record.versions.order_by("-seq")[:2])
    if len(last_two) < 2:
        return set()
    new, old = last_two
    return _of_form(old, new) | versions.changed_declarations(old, new)


def _of_form(old: ApplicationVersion, new: ApplicationVersion) -> set[str]:
    keys = set(new.answers) | set(old.answers) | {row["key"] for row in [*new.files, *old.files]}
    return {
        key
        for key in keys
        if new.answers.get(key) != old.answers.get(key)
        or [row["sha256"] for row in new.files if row["key"] == key] != [row["sha256"] for row in old.files if row["key"] == key]
    }
