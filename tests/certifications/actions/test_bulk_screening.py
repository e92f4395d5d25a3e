"""Many cases in one go: one verb each; a failure stays its own."""

import pytest

from certifications.actions import bulk_screening, corrections, screening
from certifications.actions.bulk_screening import ACCEPT, LEAVE, NOT_MET, ScreeningChoice
from certifications.models import Decision
from certifications.refusals import ChecklistOpen, ReasonsMissing
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def check(case, by, *, failing=""):
    for row in case.round.rules["checklist"]:
        screening.check(case, row["code"], passed=row["code"] != failing, by=by)


@pytest.fixture
def cases(open_round, owner, company, secretary):
    """Ready; not met; not looked at."""
    ready, failing, untouched = (
        making.submitted(open_round, owner, organization=company, name=name) for name in ("甲", "乙", "丙")
    )
    check(ready, secretary)
    check(failing, secretary, failing=open_round.rules["checklist"][0]["code"])
    return ready, failing, untouched


def test_readiness_says_what_each_case_can_get(cases, secretary, approver):
    found = [bulk_screening.readiness(again(case), secretary) for case in cases]

    assert [each.verbs for each in found] == [[ACCEPT, LEAVE], [NOT_MET, LEAVE], [LEAVE]]
    assert [each.complete for each in found] == [True, True, False]
    assert bulk_screening.readiness(again(cases[0]), approver).verbs == [LEAVE]


def test_each_case_gets_its_own_verb_and_word(cases, secretary):
    ready, failing, _untouched = cases
    choices = [ScreeningChoice(ready, ACCEPT, "電話で確認済み"), ScreeningChoice(failing, NOT_MET, "市内に事業所がありません。")]

    results = bulk_screening.settle(choices, by=secretary)

    assert [each.done for each in results] == [True, True]
    assert (again(ready).state, ready.history.last().note) == ("in_review", "電話で確認済み")
    assert Decision.objects.values_list("application", "outcome", "reasons").get() == (
        failing.pk,
        "ineligible",
        "市内に事業所がありません。",
    )


def test_one_failure_does_not_stop_the_others(cases, secretary):
    ready, failing, untouched = cases
    choices = [ScreeningChoice(untouched, ACCEPT), ScreeningChoice(failing, NOT_MET, " "), ScreeningChoice(ready, ACCEPT)]

    results = bulk_screening.settle(choices, by=secretary)

    assert [(each.done, each.why) for each in results] == [
        (False, str(ChecklistOpen())),
        (False, str(ReasonsMissing())),
        (True, ""),
    ]
    assert [again(case).state for case in cases] == ["in_review", "submitted", "submitted"]


def test_who_may_not_screen_changes_nothing(cases, owner, approver):
    for user in (owner, approver):
        assert not bulk_screening.settle([ScreeningChoice(cases[0], ACCEPT)], by=user)[0].done

    assert again(cases[0]).state == "submitted"


def test_a_case_that_has_moved_on_is_told(cases, secretary):
    seen = again(cases[0])
    key = str(seen.form_version.questions.filter(kind="long_text").first().key)
    corrections.request(cases[0], {key: "x"}, due_on=making.CLOSES.date(), by=secretary)

    result = bulk_screening.settle([ScreeningChoice(seen, ACCEPT)], by=secretary)[0]

    assert (result.done, again(cases[0]).state) == (False, "correction")
