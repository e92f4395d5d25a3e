"""The release: everything at once, or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from brands.models import Entry
from certifications.actions import issuing, judging, releases, results, rounds
from certifications.models import Assignment, Certificate, Decision
from certifications.refusals import BundleChanged, DecisionsMissing, QuantityExceeded, ResultOutdated, TooEarly
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(in_judging, open_round, secretary, approver):
    """A round in which everything is approved."""
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)
    return again(open_round)


def test_a_release_makes_results_certificates_letters_and_entries(ready, in_judging, approver, owner):
    with clock.at(RELEASE):
        issued = releases.release(ready, by=approver)

    case = again(in_judging)
    certificate = Certificate.objects.get()
    assert issued == [certificate]
    assert (again(ready).state, case.state, case.decision.state) == ("released", "decided", "released")
    assert certificate.number == "KIS-2026-001"
    assert certificate.status_on(RELEASE.date()) == "valid"
    assert Entry.objects.get().certificate == certificate
    assert owner.email in Letter.objects.filter(kind="certifications/decided").values_list("address", flat=True)
    assert DBTaskResult.objects.filter(task_path="certifications.tasks.render_certificate").count() == 1


def test_letters_do_not_tell_the_result(ready, approver):
    with clock.at(RELEASE):
        releases.release(ready, by=approver)

    for letter in Letter.objects.filter(kind="certifications/decided"):
        assert "認証" not in letter.subject.replace("かわさき基準", "")
        assert not {"プレミアム", "KIS-2026-001", "見送り"} & set(letter.text.split())


def test_not_before_the_announced_hour(ready, approver):
    with pytest.raises(TooEarly), clock.at(making.ANNOUNCES - timedelta(seconds=1)):
        releases.release(ready, by=approver)

    assert (again(ready).state, Certificate.objects.count(), Entry.objects.count()) == ("deciding", 0, 0)


def test_not_while_a_case_is_undecided(in_judging, open_round, secretary, approver):
    locked(open_round, secretary)

    with pytest.raises(DecisionsMissing), clock.at(RELEASE):
        releases.release(again(open_round), by=approver)


def test_not_when_the_approved_words_have_changed(ready, approver):
    Decision.objects.update(reasons="あとから変えた")

    with pytest.raises(BundleChanged), clock.at(RELEASE):
        releases.release(ready, by=approver)

    assert Certificate.objects.count() == 0


def test_not_more_prizes_than_the_round_offers(ready, approver):
    level = Decision.objects.get().level
    ready.rules["levels"] = [{"code": level.code, "quantity": 0}]
    ready.save()

    with pytest.raises(QuantityExceeded), clock.at(RELEASE):
        releases.release(ready, by=approver)


def test_only_an_approver_releases_and_only_once(ready, secretary, approver):
    with pytest.raises(PermissionDenied), clock.at(RELEASE):
        releases.release(ready, by=secretary)
    with clock.at(RELEASE):
        releases.release(ready, by=approver)

    with pytest.raises(IllegalTransition), clock.at(RELEASE):
        releases.release(again(ready), by=approver)
    assert Certificate.objects.count() == 1


def test_all_or_nothing(ready, in_judging, approver, monkeypatch):
    def broken(certificate, **_facts):
        raise RuntimeError("the power went off")

    monkeypatch.setattr(issuing, "issue", broken)

    with pytest.raises(RuntimeError), clock.at(RELEASE):
        releases.release(ready, by=approver)

    assert (again(ready).state, again(in_judging).state) == ("deciding", "in_review")
    assert Letter.objects.filter(kind="certifications/decided").count() == 0


def test_a_refusal_is_released_without_a_certificate(in_judging, open_round, secretary, approver, owner):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver, outcome="not_certified")

    with clock.at(RELEASE):
        issued = releases.release(again(open_round), by=approver)

    assert issued == []
    assert again(in_judging).state == "decided"
    assert list(Decision.objects.visible_to(owner).values_list("outcome", flat=True)) == ["not_certified"]


def test_preview_names_everybody_who_will_get_a_letter(ready, owner, approver):
    rows = releases.preview(ready, by=approver)

    assert [[person.email for person in row.people] for row in rows] == [[owner.email]]
    assert Letter.objects.filter(kind="certifications/decided").count() == 0


def test_not_on_a_result_that_was_replaced(ready, in_judging, secretary, approver, judges):
    rounds.reopen_judging(ready, reason="採点表の取り違え", by=secretary)
    with clock.at(making.JUDGING):
        sheet = Assignment.objects.get(application=in_judging, judge=judges[0])
        judging.reopen(sheet, by=judges[0], reason="見落とし")
        judging.score(sheet, again(ready).rubric_version.criteria.first(), 1, by=judges[0])
        judging.submit(sheet, by=judges[0])
        results.lock_and_rank(again(ready), by=secretary)

    with clock.at(RELEASE), pytest.raises(ResultOutdated):
        releases.release(again(ready), by=approver)

    assert Certificate.objects.count() == 0
