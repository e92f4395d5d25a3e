"""The page of a round's result, its recomputation, and the rules by which scores are compared."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from certifications.actions import results, score_rules
from certifications.models import Application, ResultRun, Round, ScoreRules
from certifications.permissions import is_office, sees_all_of
from certifications.refusals import ResultOutdated
from certifications.states import RoundState
from certifications.viewsets.result_rows import Rows, place_of, read_number
from certifications.viewsets.result_words import Findings, Scale, method
from certifications.viewsets.round_verbs import WholeRoundView

WITH_RESULT = frozenset({RoundState.DECIDING, RoundState.RELEASED})
PROGRAM = [f"program__short_name_{language}" for language in ("ja", "en", "zh")]
OF_RUN = (  # what the page says of a result: inputs, outputs and the rules of the round are long
    "round", "stage", "number", "algorithm", "parameters", "input_hash", "output_hash", "run_at", "run_by__name", "run_by__email",
    "round__public_id", "round__state", "round__fiscal_year", *(f"round__{name}" for name in PROGRAM),
    *(f"{of}__{name}" for of in ("rubric_version", "round__rubric_version") for name in ("low", "high", "code", "number")),
    *(f"rubric_version__{name}" for name in PROGRAM), "stage__kind", "stage__name_ja", "stage__name_en", "stage__name_zh",
)  # fmt: skip


def may_read_result(user: Any, round_: Round) -> bool:
    """The office, once scores are locked; not where one of the cases is kept from her, for points and ranks name each of them."""
    return round_.state in WITH_RESULT and is_office(user, round_.program) and sees_all_of(user, round_)


def chosen(runs: list[ResultRun], asked: str) -> ResultRun:
    """The newest result, or the one whose number is asked for."""
    found = next((run for run in runs if str(run.number) == asked), None) if asked else next(iter(runs), None)
    if found is None:
        raise Http404
    return found


class ResultView(View):
    """The ranking, page by page, each row with its interval; and what is doubtful about it.

    A case is found by its number or a name (`q`), a rank by itself (`rank` leads to its page).
    It is read by many at once, on large rounds: it stands outside Wagtail's furniture, and asks for everything in few queries.
    """

    viewset: Any = None

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        runs = list(self.readable(request.user, key))
        run = chosen(runs, request.GET.get("run", ""))
        round_ = run.round
        asked = request.GET.get("rank", "").strip()
        place = place_of(run, read_number(asked)) if asked else None
        if place is not None:
            return HttpResponseRedirect(f"?run={run.number}&page={place.page}#rank-{place.rank}")
        rubric = run.rubric_version or round_.rubric_version
        page = Rows(run, request.GET.get("page", ""), Scale(rubric.low, rubric.high), request.GET.get("q", ""))
        newest: Any = next(other for other in runs if other.stage_id == run.stage_id)
        outdated = newest.output_hash != run.output_hash or newest.lost
        context = {
            "record": round_,
            "run": run,
            "method": method(run.algorithm),
            "others": [other for other in runs if other is not run],
            "page": page,
            "scale": page.scale,
            "lines": page.lines,
            "no_rank": asked,
            "findings": Findings.of(run),
            "outdated": str(ResultOutdated()) if outdated else "",
            "recompute_url": self.viewset.url_of(round_, "recompute"),
            "round_url": self.viewset.url_of(round_),
        }
        return render(request, "certifications/desk/result.html", context)

    @staticmethod
    def readable(user: Any, key: UUID) -> QuerySet[ResultRun]:
        """The round's results, the newest first, as `may_read_result` has it; each with its round, and what it found as text."""
        kept = Exists(Application.objects.filter(round=OuterRef("round")).kept_from(user))
        rounds = Round.objects.run_by(user).filter(public_id=key, state__in=WITH_RESULT)
        runs = ResultRun.objects.filter(~kept, round__in=rounds.values("pk"))
        related = ("round__program", "round__rubric_version", "rubric_version__program", "stage", "run_by")
        return runs.with_lost_sheets().with_findings().select_related(*related).only(*OF_RUN)


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
