"""First scores are kept, rules say which count, and results name what they were reckoned from."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from certifications import result_outputs, scoring
from certifications.actions import conflicts, judging, results, score_rules
from certifications.models import Assignment, ResultRun, ScoreRevision
from certifications.refusals import AdjustmentRefused, TakenBackWithoutReason, WrongStage
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, locked, score_everything

pytestmark = pytest.mark.django_db


def sheet_of(judge):
    return Assignment.objects.select_related("application__round").get(judge=judge)


def rescored(round_, judge, value, reason="数え間違い"):
    """The judge takes her sheet back and hands it in with another value."""
    with clock.at(making.JUDGING):
        judging.reopen(sheet_of(judge), by=judge, reason=reason)
        for criterion in round_.rubric_version.criteria.all():
            judging.score(sheet_of(judge), criterion, value, by=judge)
        judging.submit(sheet_of(judge), by=judge)


def test_first_scores_are_kept_when_a_sheet_is_handed_in_again(in_judging, open_round, judges):
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})

    rescored(open_round, judges[1], 4)

    kept = ScoreRevision.objects.filter(review__assignment__judge=judges[1])
    assert set(kept.values_list("number", "value", "reason")) == {(1, 2, ""), (2, 4, "数え間違い")}


@pytest.mark.parametrize(("used", "score"), [("first", Decimal("3.5000")), ("last", Decimal("4.5000"))])
def test_the_result_uses_the_scores_that_the_rules_name(in_judging, open_round, secretary, judges, used, score):
    score_rules.say(open_round, scores_used=used, by=secretary)
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
    rescored(open_round, judges[1], 4)

    with clock.at(making.JUDGING):
        run = results.lock_and_rank(again(open_round), by=secretary)

    assert (run.parameters["scores_used"], run.rows.get().score) == (used, score)


def test_a_sheet_that_was_handed_in_before_first_scores_were_kept_keeps_them(in_judging, open_round, judges):
    score_everything(open_round, {judges[1].email: 2})
    ScoreRevision.objects.all().delete()

    rescored(open_round, judges[1], 3)

    kept = ScoreRevision.objects.filter(review__assignment__judge=judges[1])
    assert set(kept.values_list("number", "value")) == {(1, 2), (2, 3)}


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_sheet_is_taken_back_with_a_reason(in_judging, open_round, judges, reason):
    score_everything(open_round)

    with clock.at(making.JUDGING), pytest.raises(TakenBackWithoutReason):
        judging.reopen(sheet_of(judges[0]), by=judges[0], reason=reason)

    assert sheet_of(judges[0]).state == "submitted"


def test_rules_are_said_by_the_secretariat_until_scores_are_locked(in_judging, open_round, secretary, approver):
    with pytest.raises(PermissionDenied):
        score_rules.say(open_round, ranked_by="adjusted", by=approver)
    score_rules.say(open_round, threshold=Decimal("2.0"), by=secretary)
    locked(open_round, secretary)

    with pytest.raises(WrongStage):
        score_rules.say(open_round, threshold=Decimal("1.0"), by=secretary)

    assert again(open_round).history.filter(action="round.score_rules").get().facts == {"threshold": "2.0"}
    assert ResultRun.objects.get().parameters["threshold"] == "2.0"


def test_a_ranking_by_adjusted_scores_is_refused_where_nobody_can_be_compared(in_judging, open_round, secretary):
    score_rules.say(open_round, ranked_by="adjusted", by=secretary)
    score_everything(open_round)

    with clock.at(making.JUDGING), pytest.raises(AdjustmentRefused) as refused:
        results.lock_and_rank(again(open_round), by=secretary)

    assert (refused.value.code, again(open_round).state, ResultRun.objects.count()) == ("few", "judging", 0)


def test_a_result_names_all_that_it_rests_on(in_judging, open_round, secretary, judges):
    other = making.person("judge-c")
    with clock.at(making.JUDGING):
        making.rounds.seat(again(open_round), other, by=secretary)
        judging.assign(again(in_judging), other, by=secretary)
        conflicts.record(other, program=open_round.program, application=in_judging, reason="取引", by=secretary)
    run = locked(open_round, secretary).result_runs.get()

    outputs = result_outputs.outputs(run.inputs)

    assert run.exclusions == [[str(in_judging.public_id), str(other.public_id), "recused"]]
    assert (run.rubric_version, run.algorithm) == (open_round.rubric_version, result_outputs.ALGORITHM)
    assert run.inputs["parameters"] == run.parameters
    assert scoring.digest(outputs) == run.output_hash
    assert run.outputs == {name: found for name, found in outputs.items() if name != "rows"}
    row = run.rows.get()
    assert [str(row.score), row.sheets, row.rank, row.raw_rank] == [
        outputs["rows"][0]["raw"],
        outputs["rows"][0]["sheets"],
        outputs["rows"][0]["rank"],
        outputs["rows"][0]["raw_rank"],
    ]


def test_a_result_is_reckoned_again_without_writing(in_judging, open_round, secretary):
    run = locked(open_round, secretary).result_runs.get()

    found = results.rerun(again(run))

    assert found == (run.input_hash, run.output_hash)
    assert ResultRun.objects.count() == 1


def test_results_of_the_first_algorithm_are_still_reckoned_the_same(in_judging, open_round, secretary):
    inputs = {
        "algorithm": scoring.ALGORITHM,
        "rubric": 1,
        "weights": {"need": "2.00", "use": "1.00"},
        "sheets": {"b": [["j", {"need": 3, "use": None}]], "a": [["j", {"need": 4, "use": 1}], ["k", {"need": 5, "use": 5}]]},
    }

    assert result_outputs.outputs(inputs) == [["a", "4.0000", "1.4142", 2, 1], ["b", "3.0000", "None", 1, 2]]
    assert scoring.digest(result_outputs.outputs(inputs)) == "f4b8d5c093f5ce8302d6b36993c71c5f62342bedfb4c4ae883b24362c01c7be2"
