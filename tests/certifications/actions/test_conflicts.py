"""Conflicts are suspected, asked about, confirmed, dismissed and ended; each takes effect at once and stays on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import blocking, conflicts, judging, rounds
from certifications.models import Application, Assignment, BlockedPair, Conflict
from certifications.permissions import can_judge, in_conflict
from certifications.refusals import (
    ConflictWithoutObject,
    InConflict,
    ListHidden,
    NotOfThisPanel,
    NotOnPanel,
    PledgeMissing,
    ReasonMissing,
    WouldTellWhoApplies,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from organizations.actions import links
from organizations.models import OrganizationLink
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
LONG_AGO = making.DUE - timedelta(days=900)


@pytest.fixture
def suspected(in_judging, judges):
    """The finder has suspected the first judge."""
    return Conflict.objects.create(
        person=judges[0], organization=in_judging.organization, state="suspected", source="email", recorded_at=clock.now()
    )


def kept(judge, application):
    """What the one predicate says, for one case and for the list; both must say the same."""
    alone = in_conflict(judge, again(application))
    assert alone == (not Application.objects.filter(pk=application.pk).without_conflict(judge).exists())
    return alone


def actions_of(conflict):
    return list(conflict.history.order_by("seq").values_list("action", "note"))


def test_confirming_takes_the_case_at_once_and_tells_the_office(in_judging, open_round, secretary, judges, suspected):
    deputy = making.office(open_round.program, "deputy")
    assignment = in_judging.assignments.get(judge=judges[0])
    before = can_judge(judges[0], again(assignment))

    conflicts.confirm(suspected, again(open_round), reason="勤務先", by=secretary)

    assert (before, can_judge(judges[0], again(assignment)), kept(judges[0], in_judging)) == (True, False, True)
    assert again(assignment).state == "recused"
    assert actions_of(suspected) == [("conflict.confirm", "勤務先")]
    assert {letter.recipient for letter in Letter.objects.filter(kind="certifications/judge_recused")} == {deputy}


def test_dismissing_needs_a_reason_and_gives_nothing_back(in_judging, open_round, secretary, judges, suspected):
    with pytest.raises(ReasonMissing):
        conflicts.dismiss(suspected, again(open_round), reason=" ", by=secretary)
    conflicts.dismiss(suspected, again(open_round), reason="同名の別会社", by=secretary)

    assert (again(suspected).state, kept(judges[0], in_judging)) == ("dismissed", False)
    assert in_judging.assignments.get(judge=judges[0]).state == "assigned"
    with pytest.raises(IllegalTransition):
        conflicts.ask(again(suspected), again(open_round), by=secretary)


@pytest.mark.parametrize(("connected", "state", "keeps"), [(True, "confirmed", True), (False, "suspected", False)])
def test_a_judge_answers_what_she_is_asked(in_judging, open_round, secretary, judges, suspected, connected, state, keeps):
    conflicts.ask(suspected, again(open_round), by=secretary)
    asked = Letter.objects.get(kind="certifications/conflict_asked")
    conflicts.answer(again(suspected), connected=connected, text="昨年まで顧問でした", by=judges[0])

    assert (asked.recipient, str(in_judging.organization) in asked.text) == (judges[0], False)
    assert (again(suspected).state, again(suspected).answer, kept(judges[0], in_judging)) == (state, "昨年まで顧問でした", keeps)
    assert Letter.objects.get(kind="certifications/conflict_answered").recipient == secretary
    told = Letter.objects.filter(kind__startswith="certifications/conflict")
    assert (asked.about, told.about_accounts().exists()) == (f"round:{open_round.public_id}", False)


def test_nobody_else_answers_and_not_without_a_word(in_judging, open_round, secretary, judges, suspected):
    conflicts.ask(suspected, again(open_round), by=secretary)

    with pytest.raises(PermissionDenied):
        conflicts.answer(suspected, connected=False, text="x", by=judges[1])
    with pytest.raises(ReasonMissing):
        conflicts.answer(suspected, connected=False, text=" ", by=judges[0])


def test_in_a_blind_round_asking_would_tell_who_applies(in_judging, open_round, secretary, suspected):
    open_round.stages.update(hides=["identity"])

    with pytest.raises(WouldTellWhoApplies):
        conflicts.ask(suspected, again(open_round), by=secretary)

    assert again(suspected).state == "suspected"


@pytest.mark.parametrize("verb", ["confirm", "dismiss", "ask"])
def test_only_who_runs_the_whole_round_settles(in_judging, open_round, approver, secretary, judges, suspected, verb):
    elsewhere = making.office(making.program("meister"), "elsewhere")
    for person in (judges[0], judges[1], approver, elsewhere):
        with pytest.raises(PermissionDenied):
            getattr(conflicts, verb)(suspected, again(open_round), reason="x", by=person)
    conflicts.record(secretary, program=open_round.program, organization=in_judging.organization, reason="親族", by=secretary)
    with pytest.raises(PermissionDenied):
        getattr(conflicts, verb)(suspected, again(open_round), reason="x", by=secretary)

    assert again(suspected).state == "suspected"


def test_a_conflict_of_another_panel_is_not_settled_here(in_judging, open_round, secretary, other_company, judges):
    other = Conflict.objects.create(
        person=judges[0], organization=other_company, state="suspected", source="email", recorded_at=clock.now()
    )

    with pytest.raises(NotOfThisPanel):
        conflicts.confirm(other, again(open_round), reason="x", by=secretary)


# How far a conflict reaches


def test_a_product_is_kept_from_her_whoever_applies_with_it(in_judging, program, secretary, judges):
    conflicts.record(judges[0], program=program, subject=in_judging.subject, reason="共同開発", by=secretary)

    assert (kept(judges[0], in_judging), kept(judges[1], in_judging)) == (True, False)
    assert in_judging.assignments.get(judge=judges[0]).state == "recused"


def test_a_group_is_kept_from_her_as_far_as_it_reaches_today(in_judging, program, secretary, other_company, judges):
    company = in_judging.organization
    holding = making.organization("川辺ホールディングス株式会社")
    conflicts.record(judges[0], program=program, organization=other_company, with_group=True, reason="雇用", by=secretary)
    conflicts.record(judges[1], program=program, organization=other_company, reason="雇用", by=secretary)
    before = kept(judges[0], in_judging)

    links.link(holding, other_company, since=LONG_AGO, source="有価証券報告書", by=None)
    row = links.link(holding, company, since=LONG_AGO, source="有価証券報告書", by=None)

    assert (before, kept(judges[0], in_judging), kept(judges[1], in_judging)) == (False, True, False)
    assert in_judging.assignments.get(judge=judges[0]).state == "recused"
    OrganizationLink.objects.filter(pk=row.pk).update(until=clock.today() - timedelta(days=1))
    blocking.renew_groups()
    assert kept(judges[0], in_judging) is False
    assert not BlockedPair.objects.filter(judge=judges[0]).exists()


def test_a_sheet_counts_no_more_when_a_group_reaches_it(in_judging, program, secretary, other_company, judges):
    Assignment.objects.filter(judge=judges[0]).update(state="submitted")
    conflicts.record(judges[0], program=program, organization=other_company, with_group=True, reason="雇用", by=secretary)
    before = list(Assignment.objects.counting())

    links.link(other_company, in_judging.organization, since=LONG_AGO, source="登記", by=None)

    assert ([row.judge for row in before], list(Assignment.objects.counting())) == ([judges[0]], [])


def test_a_conflict_until_a_day_ends_after_it(in_judging, open_round, secretary, judges, suspected):
    conflicts.confirm(suspected, again(open_round), reason="雇用", until=clock.today() + timedelta(days=1), by=secretary)

    ended = []
    for days in (1, 2):
        with clock.at(clock.now() + timedelta(days=days)):
            ended.append((conflicts.end_past(), kept(judges[0], in_judging)))

    assert ended == [(0, True), (1, False)]
    assert again(suspected).state == "ended"


def test_a_confirmed_conflict_counts_in_the_next_round(in_judging, open_round, program, secretary, owner, judges, suspected):
    conflicts.confirm(suspected, again(open_round), reason="雇用", by=secretary)
    later = making.published_round(program, secretary, number=2)
    case = making.accepted(making.submitted(later, owner, organization=in_judging.organization), secretary)
    rounds.seat(later, judges[0], by=secretary)

    with pytest.raises(InConflict):
        judging.assign(again(case), judges[0], by=secretary)


def test_record_wants_exactly_one_object(in_judging, program, secretary, judges):
    about = {"application": in_judging, "subject": in_judging.subject}
    with pytest.raises(ConflictWithoutObject):
        conflicts.record(judges[0], program=program, reason="x", by=secretary, **about)
    with pytest.raises(ConflictWithoutObject):
        conflicts.record(judges[0], program=program, reason="x", by=secretary)


# Declared from the list of who applies


def test_a_judge_declares_before_she_reads(in_judging, open_round, judges):
    with pytest.raises(PledgeMissing):
        conflicts.declare_on(again(in_judging), kind="trade", reason="取引先", by=judges[0])
    judging.pledge(open_round, by=judges[0])

    conflict = conflicts.declare_on(again(in_judging), kind="trade", reason="取引先", by=judges[0])

    assert (conflict.organization, conflict.kind, conflict.source) == (in_judging.organization, "trade", "judge")
    assert in_judging.assignments.get(judge=judges[0]).state == "recused"


def test_declaring_is_for_the_panel_and_not_in_a_blind_round(in_judging, open_round, judges, stranger):
    judging.pledge(open_round, by=judges[0])

    with pytest.raises(NotOnPanel):
        conflicts.declare_on(again(in_judging), kind="trade", reason="x", by=stranger)
    with pytest.raises(ReasonMissing):
        conflicts.declare_on(again(in_judging), kind="trade", reason=" ", by=judges[0])
    open_round.stages.update(hides=["identity"])
    with pytest.raises(ListHidden):
        conflicts.declare_on(again(in_judging), kind="trade", reason="x", by=judges[0])
