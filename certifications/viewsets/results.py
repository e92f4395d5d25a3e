"""The page of a round's result, its recomputation, and the rules by which scores are compared."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Window
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from certifications.actions import results, score_rules
from certifications.models import Application, Decision, ResultRun, Round, ScoreRules
from certifications.permissions import is_office, sees_all_of
from certifications.refusals import ResultOutdated
from certifications.states import RoundState
from certifications.viewsets.result_words import Findings, Line, Scale
from certifications.viewsets.round_verbs import WholeRoundView

WITH_RESULT = frozenset({RoundState.DECIDING, RoundState.RELEASED})
ROWS_PER_PAGE = 50


def may_read_result(user: Any, round_: Round) -> bool:
    """The office, once scores are locked; not where one of the cases is kept from her, before the release."""
    if round_.state not in WITH_RESULT or not is_office(user, round_.program):
        return False
    return round_.state == RoundState.RELEASED or sees_all_of(user, round_)


def chosen(runs: list[ResultRun], asked: str) -> ResultRun:
    """The newest result, or the one whose number is asked for."""
    found = next((run for run in runs if str(run.number) == asked), None) if asked else next(iter(runs), None)
    if found is None:
        raise Http404
    return found


class ResultView(View):
    """The ranking, page by page, each row with its interval; and what is doubtful about it.

    It is read by many at once, on large rounds: it stands outside Wagtail's furniture, and asks for everything in few queries.
    """

    viewset: Any = None

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        user = request.user
        rounds = Round.objects.run_by(user).filter(state__in=WITH_RESULT).select_related("program", "rubric_version")
        kept = Exists(Application.objects.filter(round=OuterRef("pk")).kept_from(user))
        round_ = get_object_or_404(rounds.annotate(keeps=kept), public_id=key)
        if round_.keeps and round_.state != RoundState.RELEASED:
            raise Http404
        runs = list(
            round_.result_runs.with_lost_sheets().defer("inputs").select_related("run_by", "rubric_version__program", "stage")
        )
        run = chosen(runs, request.GET.get("run", ""))
        run.round = round_
        rubric = run.rubric_version or round_.rubric_version
        page = Rows(run, request.GET.get("page", ""))
        scale = Scale(rubric.low, rubric.high)
        newest = next(other for other in runs if other.stage_id == run.stage_id)
        outdated = newest.output_hash != run.output_hash or newest.lost
        context = {
            "record": round_,
            "run": run,
            "others": [other for other in runs if other is not run],
            "page": page,
            "scale": scale,
            "lines": [Line(row, scale.drawing(row), row.equals > 1) for row in page.rows],
            "findings": Findings(run),
            "outdated": str(ResultOutdated()) if outdated else "",
            "recompute_url": self.viewset.url_of(round_, "recompute"),
            "round_url": self.viewset.url_of(round_),
        }
        return render(request, "certifications/desk/result.html", context)


class Rows:
    """One page of a result's rows, with how many there are and how many share each rank, in one query."""

    def __init__(self, run: ResultRun, asked: str) -> None:
        self.number = max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
        first_ones = Prefetch("application__decisions", Decision.objects.first_ones())
        every = run.rows.select_related("application__subject").prefetch_related(first_ones)
        every = every.annotate(every=Window(Count("pk")), equals=Window(Count("pk"), partition_by=[F("rank")]))
        first = (self.number - 1) * ROWS_PER_PAGE
        self.rows = list(every.order_by(F("rank").asc(nulls_last=True), "pk")[first : first + ROWS_PER_PAGE])
        if not self.rows and self.number > 1:
            raise Http404
        self.pages = -(-self.rows[0].every // ROWS_PER_PAGE) if self.rows else 1

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


class RecomputeView(WholeRoundView):
    """Reckons the stored inputs again and shows both digests; nothing is written."""

    label, states = _("Recompute and compare"), WITH_RESULT
    explanation = _(
        "The result is reckoned again from its stored inputs. Nothing is changed; you see whether both agree to the last digit."
    )
    template_name = "certifications/desk/recompute.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return may_read_result(user, record) and record.result_runs.exists()

    def form_valid(self, form: Any) -> HttpResponse:
        run = chosen(list(self.record.result_runs.all()), self.request.GET.get("run", ""))
        found = results.rerun(run)
        rows = [(_("inputs"), run.input_hash, found[0]), (_("outputs"), run.output_hash, found[1])]
        agrees = found == (run.input_hash, run.output_hash)
        return self.render_to_response(self.get_context_data(form=form, run=run, rows=rows, agrees=agrees))


class ScoreRulesForm(forms.ModelForm):
    """How scores are compared in one round."""

    class Meta:
        model = ScoreRules
        fields = ["scores_used", "ranked_by", "threshold", "places", "called_by", "names_shown"]


class ScoreRulesView(WholeRoundView):
    label, states, verb_form = _("Say how scores are compared"), score_rules.MAY_BE_RULED, ScoreRulesForm
    explanation = _("These rules are fixed with the result when scores are locked.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": score_rules.rules_of(self.record)}

    def act(self, form: Any) -> None:
        score_rules.say(self.record, by=self.request.user, **form.cleaned_data)


VERBS: dict[str, Any] = {"score_rules": ScoreRulesView, "recompute": RecomputeView}
