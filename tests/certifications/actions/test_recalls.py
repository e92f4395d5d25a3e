"""A release is previewed in full, and can be called back until its first letter leaves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from brands.models import Entry
from certifications.actions import decisions, releases
from certifications.models import Certificate, Decision, Round
from certifications.permissions import can_see_decision
from certifications.refusals import PreviewStale, RecallOver
from home import clock
from home.actions import letters
from home.models import Letter
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db
WINDOW = timedelta(minutes=15)
TOLD = "certifications/decided"


@pytest.fixture
def ready(in_judging, open_round, secretary, approver):
    """A round in which everything is approved."""
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)
    return again(open_round)


@pytest.fixture
def released(ready, approver):
    with clock.at(RELEASE):
        releases.release(ready, by=approver)
    return again(ready)


def test_the_preview_is_what_the_release_makes(ready, approver):
    with clock.at(RELEASE):
        foreseen = releases.preview(ready, by=approver)
        issued = releases.release(ready, by=approver)

    written = Letter.objects.filter(kind=TOLD).order_by("pk")
    assert [(letter.subject, letter.text) for letter in foreseen[0].letters] == [(each.subject, each.text) for each in written]
    assert foreseen[0].certificate["number"] == issued[0].number
    assert foreseen[0].certificate["name"] == issued[0].name_ja
    text = Entry.objects.get().texts.get(language="ja")
    said = {name: getattr(text, name) for name in foreseen[0].entry if name != "website"}
    assert said == {name: words for name, words in foreseen[0].entry.items() if name != "website"}


@pytest.mark.parametrize("change", ["person", "address", "words", "nothing"])
def test_a_preview_that_is_not_what_would_be_released_is_refused(ready, approver, company, owner, change):
    with clock.at(RELEASE):
        seen = releases.seen(releases.preview(ready, by=approver))
        if change == "person":
            making.member(company, "newcomer")
        elif change == "address":
            User.objects.filter(pk=owner.pk).update(email="other@people.example")
        elif change == "words":
            Round.objects.filter(pk=ready.pk).update(number=9)
            type(owner).objects.filter(pk=owner.pk).update(name="別の名前")
        if change == "nothing":
            assert len(releases.release(again(ready), by=approver, seen_as=seen)) == 1
        else:
            with pytest.raises(PreviewStale):
                releases.release(again(ready), by=approver, seen_as=seen)

    assert Certificate.objects.count() == (1 if change == "nothing" else 0)


def test_no_letter_leaves_before_the_window_is_over(released):
    with clock.at(RELEASE + WINDOW - timedelta(seconds=1)):
        letters.deliver_due()
        waiting = set(Letter.objects.filter(kind=TOLD).values_list("state", flat=True))
    with clock.at(RELEASE + WINDOW):
        letters.deliver_due()

    assert waiting == {"queued"}
    assert set(Letter.objects.filter(kind=TOLD).values_list("state", flat=True)) == {"sent"}


def test_a_recall_takes_everything_back(released, in_judging, approver, owner, client):
    certificate = Certificate.objects.get()

    with clock.at(RELEASE + timedelta(minutes=5)):
        releases.recall(released, reason="氏名の誤り", by=approver)

        case = again(in_judging)
        assert (again(released).state, case.state, case.decision.state) == ("deciding", "in_review", "approved")
        assert again(certificate).state == "void"
        assert again(certificate).status_on(clock.today()) == "void"
        assert Entry.objects.count() == 0
        assert set(Letter.objects.filter(kind=TOLD).values_list("state", flat=True)) == {"recalled"}
        assert not can_see_decision(owner, case)
        assert client.get(f"/verify/{certificate.code}/").status_code == 404
        assert list(Certificate.objects.held_by(owner)) == []
    assert again(released).history.get(action="round.recall").note == "氏名の誤り"
    assert case.history.filter(action="application.recall").count() == 1


def test_after_a_recall_the_round_is_released_anew_with_the_next_number(released, in_judging, secretary, approver):
    with clock.at(RELEASE + timedelta(minutes=5)):
        releases.recall(released, reason="誤り", by=approver)
        decision = again(in_judging).decision
        decisions.send_back(decision, comment="直す", by=approver)
        decisions.propose(decision, by=secretary)
        decisions.approve(again(decision), by=approver)
        issued = releases.release(again(released), by=approver)
    with clock.at(RELEASE + timedelta(hours=1)):
        letters.deliver_due()

    assert [certificate.number for certificate in issued] == ["KIS-2026-002"]
    states = Letter.objects.filter(kind=TOLD).order_by("pk").values_list("state", flat=True)
    assert sorted(states) == ["recalled"] * (len(states) // 2) + ["sent"] * (len(states) // 2)
    assert Entry.objects.get().certificate == issued[0]


def test_a_recall_after_the_window_or_the_first_letter_is_refused(released, approver):
    with clock.at(RELEASE + WINDOW), pytest.raises(RecallOver):
        releases.recall(released, reason="遅い", by=approver)
    Letter.objects.filter(pk=Letter.objects.filter(kind=TOLD).first().pk).update(state="sending")
    with clock.at(RELEASE + timedelta(minutes=1)), pytest.raises(RecallOver):
        releases.recall(released, reason="もう手元にない", by=approver)

    assert (again(released).state, Certificate.objects.get().state, Entry.objects.count()) == ("released", "active", 1)
    assert Letter.objects.filter(state="recalled").count() == 0


def test_only_who_releases_calls_back_and_only_a_release(ready, released, secretary, approver, in_judging):
    with clock.at(RELEASE + timedelta(minutes=1)):
        with pytest.raises(PermissionDenied):
            releases.recall(released, reason="試し", by=secretary)
        releases.recall(released, reason="誤り", by=approver)
        with pytest.raises(IllegalTransition):
            releases.recall(again(released), reason="もう一度", by=approver)

    assert Decision.objects.get().state == "approved"


def test_letters_on_paper_wait_for_the_window_too(ready, approver, owner, in_judging):
    type(in_judging).objects.filter(pk=in_judging.pk).update(channel="paper", received_on=clock.today(), post_to="川崎市 1-1")
    decision = again(in_judging).decision
    with clock.at(RELEASE):
        releases.release(again(ready), by=approver)
        letter = Letter.objects.get(kind=f"{TOLD}_by_post")
        letters.posted(letter, by=approver)
    before = again(letter).state
    with clock.at(RELEASE + WINDOW):
        letters.posted(letter, by=approver)

    assert (before, again(letter).state, decision.outcome) == ("to_post", "sent", "certified")
