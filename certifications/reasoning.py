"""Why a case is refused, criterion by criterion: which fell short in the result, and what a draft still has to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from certifications import criterion_marks
from certifications.models import Application, Criterion, Decision, ResultRun, Review
from certifications.refusals import NotRanked
from certifications.stage_states import EntryState
from certifications.states import Outcome


def run_of(application: Application) -> ResultRun | None:
    """The result that speaks of the case: the round's newest; of a case that ended at an earlier stage, that stage's, if any.

    Raises NotRanked.
    """
    run: ResultRun | None = application.round.result_runs.first()
    if run is None or run.rows.filter(application=application).exists():
        return run
    stopped = application.stage_entries.filter(state=EntryState.STOPPED).select_related("stage").first()
    if stopped is None:
        raise NotRanked
    earlier: ResultRun | None = stopped.stage.result_runs.first()
    return earlier


@dataclass(frozen=True)
class Judged:
    """A criterion with the case's mark."""

    criterion: Criterion
    mark: criterion_marks.Mark


def judged(application: Application, run: ResultRun | None) -> list[Judged]:
    """Every criterion of the result with how the case stands in it, from the frozen sheets; nothing without a result."""
    if run is None:
        return []
    rubric = run.stage.rubric if run.stage else run.round.rubric_version
    criteria = {criterion.code: criterion for criterion in Criterion.objects.filter(version=rubric)}
    sheets = [values for _judge, values in run.inputs["sheets"].get(str(application.public_id), [])]
    bar = criterion_marks.bar_of(rubric.low, rubric.high, run.round.rules.get("feedback", {}).get("bar"))
    found = criterion_marks.marks(sheets, criteria, rubric.low, rubric.high, bar)
    return [Judged(criteria[mark.code], mark) for mark in found]


def short_of(application: Application, run: ResultRun | None) -> list[Judged]:
    """The criteria in which the case fell short."""
    return [each for each in judged(application, run) if each.mark.falls_short]


def standard(each: Judged) -> str:
    """A first wording of the reason, in the language of notices: the level that was not reached, as the rubric says it."""
    levels = sorted(int(level) for level in each.criterion.anchors)
    level = next((level for level in levels if level >= each.mark.bar), None)
    with translation.override("ja"):
        if level is None:
            return gettext("The level that is asked for was judged not to be reached.")
        return gettext("The level “%(level)s” was judged not to be reached.") % {"level": each.criterion.anchor(level)}


def standards(application: Application, run: ResultRun | None) -> dict[str, str]:
    """The first wordings by criterion, for a draft that nobody has worded yet."""
    return {each.criterion.code: standard(each) for each in short_of(application, run)}


def from_comments(application: Application) -> str:
    """What the judges wrote for the applicant, as the beginning of the reasons. Notes to themselves are never read here."""
    return "\n\n".join(Review.objects.with_comment_for(application).values_list("applicant_comment", flat=True))


def as_rows(application: Application, run: ResultRun | None, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The reasons as a decision keeps them: in the order of the criteria, with their names as they are today."""
    found = []
    for each in judged(application, run):
        if text := texts.get(each.criterion.code, "").strip():
            criterion = each.criterion
            label = {"ja": criterion.label_ja, "en": criterion.label_en, "zh": criterion.label_zh}
            found.append({"code": criterion.code, "label": label, "text": text})
    return found


def missing(decision: Decision) -> list[str]:
    """What a refusal still lacks, as names: a reason for each criterion that fell short; without such ones, any at all."""
    if decision.ruling:
        return [] if decision.reasons else [gettext("reasons")]
    if decision.outcome == Outcome.CERTIFIED:
        return []
    said = {row["code"] for row in decision.criterion_reasons}
    short = short_of(decision.application, decision.result_run) if decision.outcome == Outcome.NOT_CERTIFIED else []
    if lacking := [str(each.criterion.label) for each in short if each.criterion.code not in said]:
        return lacking
    return [] if short or decision.reasons else [gettext("reasons")]
