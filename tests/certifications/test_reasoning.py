"""A refusal says why, for each criterion in which the case fell short."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from certifications import reasoning
from certifications.actions import bulk_decisions, decisions, releases
from certifications.models import Decision, Review
from certifications.papers import bundle_hash
from certifications.refusals import BundleChanged, ReasonsMissing
from home import clock
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, locked

pytestmark = pytest.mark.django_db

SECRET, FOR_APPLICANT, REASON = "自分だけの覚え書き", "転倒への対策を見たいと思いました。", "対策の資料がありませんでした。"


@pytest.fixture
def short(in_judging, open_round, secretary, judges):
    """A case of which both judges thought little, with a note to oneself and a word to the applicant."""
    locked(open_round, secretary, {judge.email: 2 for judge in judges})
    Review.objects.filter(assignment__judge=judges[0]).update(private_note=SECRET, applicant_comment=FOR_APPLICANT)
    return again(in_judging)


@pytest.fixture
def desk(client, secretary):
    making.all_roles()
    client.force_login(secretary)
    return client


def codes(application):
    return list(application.round.rubric_version.criteria.values_list("code", flat=True))


def said(application):
    return dict.fromkeys(codes(application), REASON)


def refused(application, secretary):
    """Drafted and handed on with a reason for each criterion."""
    decision = decisions.draft(application, outcome="not_certified", criterion_reasons=said(application), by=secretary)
    decisions.propose(decision, by=secretary)
    return decision


def test_every_criterion_that_fell_short_needs_a_reason(short, secretary):
    texts = said(short)
    texts.pop("safety")
    decision = decisions.draft(short, outcome="not_certified", reasons="総評", criterion_reasons=texts, by=secretary)

    with pytest.raises(ReasonsMissing) as missing:
        decisions.propose(decision, by=secretary)

    assert list(missing.value.lacking) == ["安全・安心"]
    assert again(decision).state == "drafted"


def test_an_approver_cannot_sign_what_lost_a_reason_on_the_way(short, secretary, approver):
    decision = refused(short, secretary)
    Decision.objects.filter(pk=decision.pk).update(criterion_reasons=decision.criterion_reasons[1:])

    with pytest.raises(ReasonsMissing):
        decisions.approve(again(decision), by=approver)


def test_a_case_that_fell_short_nowhere_needs_a_general_reason(in_judging, open_round, secretary):
    locked(open_round, secretary)
    silent = decisions.draft(again(in_judging), outcome="not_certified", by=secretary)
    worded = decisions.draft(again(in_judging), outcome="not_certified", reasons="枠外", by=secretary)

    assert (len(reasoning.missing(silent)), reasoning.missing(worded)) == (1, [])


def test_a_case_that_failed_at_screening_needs_only_a_formal_reason(submitted, secretary):
    decision = decisions.draft(submitted, outcome="ineligible", reasons="対象外です。", by=secretary)

    decisions.propose(decision, by=secretary)

    assert (decision.state, decision.result_run, decision.criterion_reasons) == ("proposed", None, [])


def test_the_bar_is_the_programs(short, secretary):
    type(short.round).objects.update(rules=short.round.rules | {"feedback": {"bar": 2}})
    decision = decisions.draft(again(short), outcome="not_certified", reasons="枠外", by=secretary)

    assert reasoning.missing(again(decision)) == []


def test_the_database_refuses_a_refusal_without_any_reason(short, secretary):
    decision = decisions.draft(short, outcome="not_certified", by=secretary)
    rows = Decision.objects.filter(pk=decision.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="proposed")
    assert rows.update(state="proposed", criterion_reasons=[{"code": "safety", "label": {"ja": "安全"}, "text": "x"}]) == 1


def test_the_reasons_are_locked_with_the_papers(short, secretary, approver):
    decision = refused(short, secretary)
    before = bundle_hash(decision)
    changed = [row | {"text": "別の理由"} for row in decision.criterion_reasons]
    Decision.objects.filter(pk=decision.pk).update(criterion_reasons=changed)

    assert bundle_hash(again(decision)) != before
    with pytest.raises(BundleChanged):
        decisions.approve(again(decision), by=approver)


def test_the_applicant_reads_them_after_the_release_and_nothing_of_notes(short, secretary, approver, owner, client):
    decisions.approve(refused(short, secretary), by=approver)
    client.force_login(owner)
    page = reverse("certifications:application", args=[short.public_id])
    before = client.get(page).content.decode()
    with clock.at(RELEASE):
        releases.release(again(short.round), by=approver)
        after = client.get(page).content.decode()

    assert (REASON in before, REASON in after) == (False, True)
    assert ("安全・安心" in after, FOR_APPLICANT in after, SECRET in after) == (True, True, False)


def test_the_letter_on_paper_names_each_criterion(short, secretary):
    type(short).objects.filter(pk=short.pk).update(channel="paper", received_on=clock.today(), post_to="川崎市 1-1")
    decision = refused(again(short), secretary)

    texts = [written.text for written in map(releases.Written.of, releases.emails.results(decision)) if written.by_post]

    assert [text.count(REASON) for text in texts] == [len(codes(short))]
    assert "安全・安心" in texts[0]


def test_drafting_by_rank_words_each_criterion_from_the_rubric(short, secretary):
    bulk_decisions.draft_by_rank(short.round, {}, refusal_reasons="枠外", by=secretary)

    decision = again(short).decision
    assert [row["code"] for row in decision.criterion_reasons] == codes(short)
    assert decision.criterion_reasons[0]["text"] == "「配慮があり、気兼ねなく使える」という水準に達していないと評価しました。"
    decisions.propose(decision, by=secretary)
    assert decision.state == "proposed"


def test_the_page_begins_with_the_judges_words_for_the_applicant(short, desk):
    page = desk.get(reverse("cases:decide", args=[short.public_id]))

    form, words = page.context["form"], page.content.decode()
    assert form["reasons"].value() == FOR_APPLICANT
    assert [name for name in form.fields if name.startswith("reason-")] == [f"reason-{code}" for code in codes(short)]
    assert SECRET not in words


def test_the_page_refuses_a_criterion_without_a_word(short, desk):
    address = reverse("cases:decide", args=[short.public_id])
    data = {"outcome": "not_certified", "reasons": "総評"} | {f"reason-{code}": "足りません。" for code in codes(short)}

    refusal = desk.post(address, data | {"reason-safety": " "})
    desk.post(address, data)

    assert list(refusal.context["form"].errors) == ["reason-safety"]
    assert [row["text"] for row in again(short).decision.criterion_reasons] == ["足りません。"] * len(codes(short))


def test_before_the_lock_the_page_shows_no_judges_word(submitted, desk):
    form = desk.get(reverse("cases:decide", args=[submitted.public_id])).context["form"]

    assert (form["reasons"].value() or "", form.short) == ("", [])
