"""A round that is called off: everybody hears of it, nothing more happens in it, and every page says so."""

from datetime import date

import pytest
from django.urls import reverse

from certifications import next_steps, progress, tasks
from certifications.actions import (
    answering,
    applications,
    bulk_decisions,
    corrections,
    decisions,
    judging,
    releases,
    results,
    rounds,
    screening,
)
from certifications.models import Application, Assignment, Round
from certifications.refusals import RoundCancelled
from certifications.viewsets import case_verbs
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again
from tests.certifications.jobs import work_off

pytestmark = pytest.mark.django_db
REASON = "応募が少なかったため"
CANCELLATION_QUERIES = 13

DAY = date(2026, 12, 20)


@pytest.fixture
def people(secretary, approver, owner, judges):
    return {"secretary": secretary, "approver": approver, "owner": owner, "judge": judges[0]}


@pytest.fixture
def cancelled(in_judging, open_round, secretary):
    rounds.cancel(again(open_round), by=secretary, reason=REASON)
    return again(in_judging)


def first_key(case):
    return case.form_version.questions.filter(kind="short_text").order_by("pk").first().key


def sheet_of(case, judge):
    return Assignment.objects.select_related("application__round__program").get(application=case, judge=judge)


# Each verb by somebody who might do it, on a case in the state in which it would be legal.
VERBS = {
    "start": ("draft", lambda c, p: applications.start(c.round, subject=c.subject, organization=c.organization, by=p["owner"])),
    "save": ("draft", lambda c, p: answering.save(c, first_key(c), "x", read_version=1, by=p["owner"])),
    "submit": ("draft", lambda c, p: applications.submit(c, by=p["owner"])),
    "withdraw": ("in_review", lambda c, p: applications.withdraw(c, by=p["owner"])),
    "check": ("submitted", lambda c, p: screening.check(c, "any", passed=True, by=p["secretary"])),
    "accept": ("submitted", lambda c, p: screening.accept(c, by=p["secretary"])),
    "ask": ("submitted", lambda c, p: corrections.request(c, {"x": "y"}, due_on=DAY, by=p["secretary"])),
    "extend": ("correction", lambda c, p: corrections.extend(c, due_on=DAY, reason="", by=p["secretary"])),
    "close": ("correction", lambda c, p: corrections.close(c, reason="", by=p["secretary"])),
    "resubmit": ("correction", lambda c, p: corrections.resubmit(c, by=p["owner"])),
    "assign": ("in_review", lambda c, p: judging.assign(c, p["judge"], by=p["secretary"])),
    "spread": ("in_review", lambda c, p: judging.spread(c.round, by=p["secretary"])),
    "pledge": ("in_review", lambda c, p: judging.pledge(c.round, by=p["judge"])),
    "open sheet": ("in_review", lambda c, p: judging.open_sheet(sheet_of(c, p["judge"]), by=p["judge"])),
    "hand in": ("in_review", lambda c, p: judging.submit(sheet_of(c, p["judge"]), by=p["judge"])),
    "draft": ("in_review", lambda c, p: decisions.draft(c, outcome="ineligible", reasons="x", by=p["secretary"])),
    "by rank": ("in_review", lambda c, p: bulk_decisions.draft_by_rank(c.round, {}, refusal_reasons="x", by=p["secretary"])),
    "propose all": ("in_review", lambda c, p: bulk_decisions.propose_all(c.round, by=p["secretary"])),
    "approve all": ("in_review", lambda c, p: bulk_decisions.approve_all(c.round, seen_as="", by=p["approver"])),
    "release": ("in_review", lambda c, p: releases.release(c.round, by=p["approver"])),
    "lock": ("in_review", lambda c, p: results.lock_and_rank(c.round, by=p["secretary"])),
    "publish": ("in_review", lambda c, p: rounds.publish(c.round, by=p["secretary"])),
    "open judging": ("in_review", lambda c, p: rounds.open_judging(c.round, by=p["secretary"])),
    "reopen": ("in_review", lambda c, p: rounds.reopen_judging(c.round, reason="x", by=p["secretary"])),
    "seat": ("in_review", lambda c, p: rounds.seat(c.round, p["judge"], by=p["secretary"])),
    "lapse": ("draft", lambda c, p: rounds.lapse_drafts(c.round, by=p["secretary"])),
    "cancel": ("in_review", lambda c, p: rounds.cancel(c.round, reason="x", by=p["secretary"])),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_refuses_in_a_cancelled_round(cancelled, people, verb):
    state, act = VERBS[verb]
    Application.objects.filter(pk=cancelled.pk).update(state=state)

    with pytest.raises(RoundCancelled):
        act(again(cancelled), people)


@pytest.mark.parametrize("verb", ["propose", "approve", "send_back", "discard"])
def test_verbs_on_a_decision_refuse_in_a_cancelled_round(submitted, open_round, people, verb):
    decision = decisions.draft(submitted, outcome="ineligible", reasons="対象外です。", by=people["secretary"])
    approving = verb in {"approve", "send_back"}
    if approving:
        decisions.propose(decision, by=people["secretary"])
    rounds.cancel(again(open_round), by=people["secretary"], reason=REASON)
    words = {"send_back": {"comment": "x"}, "discard": {"reason": "x"}}.get(verb, {})

    with pytest.raises(RoundCancelled):
        getattr(decisions, verb)(again(decision), by=people["approver" if approving else "secretary"], **words)


def test_a_copy_of_the_round_that_was_read_before_does_not_help(submitted, open_round, secretary):
    assert submitted.round.state == "published"
    rounds.cancel(again(open_round), by=secretary, reason=REASON)

    assert submitted.round.state == "published"
    with pytest.raises(RoundCancelled):
        screening.check(submitted, "any", passed=True, by=secretary)


def test_everybody_under_way_gets_one_letter(submitted, draft, open_round, secretary, owner, other_company, stranger):
    gone = making.submitted(open_round, stranger, organization=other_company)
    applications.withdraw(gone, by=stranger)

    rounds.cancel(again(open_round), by=secretary, reason=REASON)
    work_off("certifications.tasks.write_cancellation_letters")

    letters = Letter.objects.filter(kind="certifications/round_cancelled")
    assert sorted(letter.about for letter in letters) == sorted([submitted.reference, draft.reference])
    assert {letter.recipient for letter in letters} == {owner}
    letter = letters.first()
    assert letter.subject == f"{open_round.program.name} 令和8年度は中止となりました"
    assert f"理由: {REASON}" in letter.text


def test_judges_with_a_case_get_a_letter(cancelled, judges):
    letters = Letter.objects.filter(kind="certifications/judging_cancelled")

    assert {letter.recipient for letter in letters} == set(judges)
    assert all(REASON in letter.text and "守秘の誓約は引き続き有効" in letter.text for letter in letters)


def test_all_roles_read_that_the_round_was_cancelled(cancelled, people):
    round_ = Round.objects.get(pk=cancelled.round_id)
    steps = [next_steps.of_case(cancelled, user) for user in people.values()]
    steps += [next_steps.of_round(round_, user) for user in people.values()]

    assert {(step.label, step.verb) for step in steps} == {("この募集は中止となりました", "")}


@pytest.mark.parametrize("state", ["draft", "submitted", "correction", "in_review"])
def test_the_applicant_reads_it_on_every_page(cancelled, owner, client, state):
    Application.objects.filter(pk=cancelled.pk).update(state=state)
    client.force_login(owner)

    mine = client.get("/my/").content.decode()
    page = client.get(reverse("certifications:application", args=[cancelled.public_id]))

    words = page.content.decode()
    assert ("募集中止" in mine, "この募集は中止となりました" in words, "募集が中止されました" in words) == (True, True, True)
    assert (page.context["may_withdraw"], progress.shown_state(again(cancelled))) == (False, "called_off")


def test_the_applicant_who_sends_anyway_is_told_why(cancelled, owner, client):
    Application.objects.filter(pk=cancelled.pk).update(state="correction")
    client.force_login(owner)

    response = client.post(reverse("certifications:corrections", args=[cancelled.public_id]))

    assert (response.status_code, "この募集は中止となりました" in response.content.decode()) == (409, True)


def test_the_desk_offers_nothing_but_a_message(cancelled, secretary):
    offered = [name for name, view in case_verbs.VERBS.items() if view.may(secretary, cancelled)]

    assert offered == ["write_message"]


def test_the_letters_of_a_cancellation_are_written_once_however_often_the_job_runs(submitted, draft, open_round, secretary):
    rounds.cancel(again(open_round), by=secretary, reason=REASON)

    for _time in range(2):
        tasks.write_cancellation_letters.call(str(open_round.public_id))

    assert Letter.objects.filter(kind="certifications/round_cancelled").count() == 2


@pytest.mark.parametrize("drafts", [1, 3])
def test_calling_off_asks_the_same_however_many_drafts_there_are(open_round, secretary, drafts, django_assert_num_queries):
    for number in range(drafts):
        company = making.organization(f"試作{number}株式会社")
        making.draft(open_round, making.member(company, f"owner{number}"), organization=company)

    round_, officer = again(open_round), again(secretary)

    with django_assert_num_queries(CANCELLATION_QUERIES):
        rounds.cancel(round_, by=officer, reason=REASON)
