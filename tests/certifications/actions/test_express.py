"""A tiny program: two clicks by two persons do everything, and every step of the long way is on record."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certifications import next_steps
from certifications.actions import decisions, express, releases
from certifications.approval_steps import faults_of
from certifications.models import ApprovalStep, Certificate, Decision, Round
from certifications.refusals import NotExpress, PreviewStale, ReviewsMissing, TooEarly
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, score_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def levels(program):
    return list(program.levels.order_by("rank"))


@pytest.fixture
def tiny(in_judging, open_round):
    """An express program's round whose sheets are all in."""
    rules = again(open_round).rules
    Round.objects.filter(pk=open_round.pk).update(rules=rules | {"approval": {"express": True}})
    score_everything(again(open_round))
    return again(open_round)


def first_click(round_, levels, secretary):
    with clock.at(making.JUDGING):
        express.propose(round_, {levels[-1]: 5}, refusal_reasons="枠外", by=secretary)
    return again(round_)


def shown(round_, approver):
    return releases.seen(releases.preview(round_, by=approver))


def actions(record):
    return list(record.history.order_by("seq").values_list("action", flat=True))


def test_two_clicks_take_every_step_of_the_long_way(tiny, levels, secretary, approver, in_judging):
    round_ = first_click(tiny, levels, secretary)
    decision = Decision.objects.get()
    assert (round_.state, decision.state, Certificate.objects.count()) == ("deciding", "proposed", 0)

    with clock.at(RELEASE):
        issued = express.approve_and_release(round_, by=approver, seen_as=shown(round_, approver))

    decision.refresh_from_db()
    assert (again(round_).state, decision.state, again(in_judging).state) == ("released", "released", "decided")
    assert list(Certificate.objects.all()) == issued
    assert actions(decision) == ["decision.draft", "decision.propose", "decision.approve", "decision.release"]
    assert [event.by for event in decision.history.order_by("seq")] == [secretary, secretary, approver, approver]
    assert ApprovalStep.objects.get(decision=decision).signed_by == approver
    assert {"round.lock_scores", "round.release"} <= set(actions(round_))
    assert Letter.objects.filter(kind="certifications/decided").exists()


def test_one_person_cannot_do_both(tiny, levels, secretary):
    making.office(tiny.program, "both")
    round_ = first_click(tiny, levels, secretary)

    with clock.at(RELEASE), pytest.raises(PermissionDenied):
        express.approve_and_release(round_, by=secretary, seen_as=shown(round_, secretary))

    assert (Decision.objects.get().state, Certificate.objects.count()) == ("proposed", 0)


def test_release_over_another_preview_is_refused_and_nothing_is_signed(tiny, levels, secretary, approver):
    round_ = first_click(tiny, levels, secretary)
    seen = shown(round_, approver)
    decision = Decision.objects.get()
    decisions.take_back(decision, by=secretary)
    decisions.draft(decision.application, outcome="certified", level=levels[0], by=secretary)
    decisions.propose(again(decision), by=secretary)

    with clock.at(RELEASE), pytest.raises(PreviewStale):
        express.approve_and_release(round_, by=approver, seen_as=seen)

    assert (again(decision).state, again(round_).state) == ("proposed", "deciding")


def test_before_the_announced_hour_nothing_is_signed(tiny, levels, secretary, approver):
    round_ = first_click(tiny, levels, secretary)

    with clock.at(making.JUDGING), pytest.raises(TooEarly):
        express.approve_and_release(round_, by=approver, seen_as=shown(round_, approver))

    assert Decision.objects.get().state == "proposed"


def test_missing_sheets_stop_the_first_click_whole(in_judging, open_round, levels, secretary):
    rules = again(open_round).rules
    Round.objects.filter(pk=open_round.pk).update(rules=rules | {"approval": {"express": True}})

    with pytest.raises(ReviewsMissing):
        first_click(again(open_round), levels, secretary)

    assert (again(open_round).state, Decision.objects.count()) == ("judging", 0)


def test_other_programs_go_step_by_step(in_judging, open_round, levels, secretary, approver):
    with pytest.raises(NotExpress):
        first_click(again(open_round), levels, secretary)
    with pytest.raises(NotExpress):
        express.approve_and_release(again(open_round), by=approver, seen_as="")


def test_express_needs_exactly_one_step():
    steps = [{"code": "head", "name": {"ja": "課長"}}, {"code": "mayor", "name": {"ja": "市長"}}]

    assert faults_of({"express": True, "steps": steps}) == ["express needs exactly one step"]
    assert faults_of({"express": True, "steps": steps[:1]}) == []


def test_two_clicks_at_the_desk(client, settings, tiny, levels, secretary, approver):
    settings.SECOND_FACTOR_REQUIRED = False
    places = {level.code: 0 for level in levels} | {levels[-1].code: 5}

    client.force_login(secretary)
    with clock.at(making.JUDGING):
        client.post(reverse("rounds:express_propose", args=[tiny.public_id]), places | {"refusal_reasons": "枠外"})
    client.force_login(approver)
    with clock.at(RELEASE):
        page = client.get(reverse("rounds:express_release", args=[tiny.public_id]))
        sent = {"seen_as": page.context["form"].initial["seen_as"], "seen": "on"}
        client.post(reverse("rounds:express_release", args=[tiny.public_id]), sent)

    assert (again(tiny).state, Certificate.objects.count()) == ("released", 1)


def test_next_steps_are_the_two_clicks(tiny, levels, secretary, approver):
    with clock.at(making.JUDGING):
        first = next_steps.of_round(tiny, secretary).verb
        round_ = first_click(tiny, levels, secretary)
        early = next_steps.of_round(round_, approver).verb
    with clock.at(RELEASE):
        second = next_steps.of_round(round_, approver).verb

    assert (first, early, second) == ("express_propose", "approve_all", "express_release")


def test_long_way_offers_no_short_one(client, settings, in_judging, open_round, secretary):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(secretary)

    page = client.get(reverse("rounds:detail", args=[open_round.public_id])).content.decode()

    assert "express-propose" not in page
    assert client.get(reverse("rounds:express_propose", args=[open_round.public_id])).status_code == 302
