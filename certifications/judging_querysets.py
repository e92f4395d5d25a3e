"""Questions about assignments and sheets."""

from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from certifications.stage_states import READABLE
from certifications.states import AssignmentState
from home import clock
from home.permissions import is_active_user

FINDINGS = ("leniency", "refusal", "links", "swaps", "disagreements")  # what a result's outputs hold besides its rows


class AssignmentQuerySet(models.QuerySet[Any]):
    def counted(self) -> "AssignmentQuerySet":
        """Assignments that are not recused."""
        return self.exclude(state="recused")

    def unfinished(self) -> "AssignmentQuerySet":
        """Sheets that a judge still owes, on cases under review."""
        return self.filter(state__in=["assigned", "working"], application__state="in_review")

    def counting(self) -> "AssignmentQuerySet":
        """Sheets that count for a result: handed in, on a case under review, by a judge without a confirmed conflict."""
        cases = self.model._meta.get_field("application").related_model
        conflicts = cases._meta.get_field("conflicts").related_model.objects.over_cases().filter(person=OuterRef("judge"))
        return self.filter(state="submitted", application__state="in_review").exclude(Exists(conflicts))

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """The judge's own, in stages that have begun of rounds under judgment, without cases in conflict."""
        if not is_active_user(user):
            return self.none()
        cases = self.model._meta.get_field("application").related_model.objects.filter(
            state="in_review", round__state__in=["judging", "deciding"]
        )
        begun = Q(stage__sees_from__isnull=True) | Q(stage__sees_from__lte=clock.now())
        mine = self.counted().filter(begun, judge=user, stage__state__in=READABLE)._readable(user)
        return mine.filter(application__in=cases.without_conflict(user).values("pk"))

    def handed_in_once(self) -> "AssignmentQuerySet":
        """Those whose sheet was handed in, also if it has been taken back since."""
        return self.filter(self._handed_in_once())

    def with_talks(self) -> "AssignmentQuerySet":
        """Annotates `talking`: whether the judges of the case talk now, and this one among them."""
        talks = self.model._meta.get_field("application").related_model._meta.get_field("discussions").related_model
        open_ones = talks.objects.open().filter(application=OuterRef("application"), stage=OuterRef("stage"))
        talking = Q(Exists(open_ones)) & self._handed_in_once()
        return self.annotate(talking=ExpressionWrapper(talking, output_field=BooleanField()))

    def _handed_in_once(self) -> Q:
        reviews = self.model._meta.get_field("review").related_model
        revisions = reviews._meta.get_field("score_revisions").related_model
        return Q(state=AssignmentState.SUBMITTED) | Q(Exists(revisions.objects.filter(review__assignment=OuterRef("pk"))))

    def _readable(self, judge: Any) -> "AssignmentQuerySet":
        """Of a judge's own without the cases of blind stages whose copy nobody of the office has looked through.

        Where there are blind stages, `copy_hidden` says what is hidden in the texts of the case.
        """
        stages = self.model._meta.get_field("stage").related_model.objects.filter(assignments__judge=judge)
        blind = [stage.pk for stage in stages.only("hides").distinct() if stage.blind]
        if not blind:
            return self
        versions = self.model._meta.get_field("application").related_model._meta.get_field("versions").related_model
        newest = versions.objects.filter(application=OuterRef("application")).order_by("-seq")
        copies = self.annotate(
            copy_state=Subquery(newest.values("blind_copy__state")[:1]),
            copy_hidden=Subquery(newest.values("blind_copy__hidden")[:1]),
        )
        return copies.filter(~Q(stage__in=blind) | Q(copy_state="checked"))


class ReviewQuerySet(models.QuerySet[Any]):
    def with_comment_for(self, application: Any) -> "ReviewQuerySet":
        """Sheets of the case that were handed in with a word to its applicant, in the order of the judges."""
        given = self.filter(assignment__application=application, assignment__state=AssignmentState.SUBMITTED)
        return given.exclude(applicant_comment="").order_by("assignment__order")


class SampleQuerySet(models.QuerySet[Any]):
    def standing(self) -> "SampleQuerySet":
        """Those by the criteria that their stage is scored by."""
        return self.filter(rubric_version=F("stage__rubric_version"))

    def visible_to(self, user: Any) -> "SampleQuerySet":
        """Of stages that have begun, of rounds under judgment, on whose panel the judge sits and has pledged."""
        if not is_active_user(user):
            return self.none()
        seats = user.seats.filter(pledged_at__isnull=False, round__state="judging")
        here = Q(stages__isnull=True) | Q(stages=OuterRef("stage"))
        begun = self.standing().filter(stage__state__in=READABLE)
        return begun.filter(Exists(seats.filter(here, round=OuterRef("stage__round"))))

    def waiting_for(self, judge: Any) -> "SampleQuerySet":
        """Those that the judge has not scored."""
        return self.standing().exclude(sheets__judge=judge)


class ResultRunQuerySet(models.QuerySet[Any]):
    def with_lost_sheets(self) -> "ResultRunQuerySet":
        """Annotates `lost`: whether a sheet that went in counts no longer (None for results that have not counted sheets).

        While scores are locked, sheets only become fewer. A case that was withdrawn takes nothing from the others.
        """
        rows = self.model._meta.get_field("rows").related_model.objects.filter(run=OuterRef("pk"), application__state="in_review")
        assignments = rows.model._meta.get_field("application").related_model._meta.get_field("assignments").related_model
        counting = assignments.objects.counting().filter(application__result_rows__run=OuterRef("pk"), stage=OuterRef("stage"))
        return self.annotate(
            uncounted=Exists(rows.filter(sheets__isnull=True)),
            then=_total(rows, Sum("sheets")),
            counted_now=_total(counting, Count("pk")),
            lost=Case(
                When(uncounted=True, then=None),
                default=Case(When(counted_now__lt=F("then"), then=True), default=False, output_field=BooleanField()),
                output_field=BooleanField(null=True),
            ),
        )

    def with_findings(self) -> "ResultRunQuerySet":
        """Annotates the parts of the outputs besides the rows, and the exclusions, as JSON text: `swaps_text` and so on.

        Thousands of rows stand in the outputs; text is decoded only where it is read.
        """
        parts = {f"{name}_text": KeyTextTransform(name, "outputs") for name in FINDINGS}
        return self.annotate(**parts, exclusions_text=Cast("exclusions", models.TextField()))


def _total(rows: Any, total: Any) -> Any:
    """One figure over all rows of a subquery; 0 for none."""
    return Coalesce(Subquery(rows.order_by().values(one=Value(1)).annotate(total=total).values("total")), 0)
