"""A release that is called back: against the worker that sends, against a second release, and killed on the way."""

import os
import random
import threading

import pytest

from brands.models import Entry
from certifications.actions import decisions, releases
from certifications.models import ApprovalStep, Certificate, Decision, Round
from certifications.querysets import RoundQuerySet
from home import clock
from home.actions import letters
from home.models import Letter
from tests.certifications import making
from tests.put_back import rounds
from tests.races.cities import LATE, MANY, ROUNDS, again, decision_of
from tests.races.crowd import careless_change_state, dies_at_statement, meeting, refusals, statements_of, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TOLD = "certifications/decided"


def released(city):
    with clock.at(making.DURING):
        round_ = city.ready()
    releases.release(Round.objects.get(pk=round_.pk), by=city.approver)
    return Round.objects.get(pk=round_.pk)


def told(round_):
    """The states of the letters about the round's results."""
    about = [application.reference for application in round_.applications.all()]
    return sorted(Letter.objects.filter(kind=TOLD, about__in=about).values_list("state", flat=True))


def counted(round_):
    """State, certificates that count, void ones, entries, letters: what a recall takes back."""
    certificates = Certificate.objects.filter(round=round_)
    return (
        Round.objects.get(pk=round_.pk).state,
        certificates.issued().count(),
        certificates.filter(state="void").count(),
        Entry.objects.filter(certificate__round=round_).count(),
        told(round_),
    )


def call_back_while_sending(city, round_):
    """The worker comes at the very minute: the letters are due."""
    Letter.objects.filter(kind=TOLD, state="queued").update(due_at=LATE)
    return together(
        lambda: releases.recall(Round.objects.get(pk=round_.pk), reason="誤り", by=city.approver), letters.deliver_due
    )


def test_a_letter_leaves_or_is_called_back_never_both(city):
    with clock.at(LATE):
        round_ = released(city)
    for _round in rounds(MANY):
        with clock.at(LATE):
            outcomes = call_back_while_sending(city, round_)

        over = refusals(outcomes) == ["RecallOver"]
        assert refusals(outcomes) in ([], ["RecallOver"])
        assert counted(round_) == (("released", 1, 0, 1, ["sent"]) if over else ("deciding", 0, 1, 0, ["recalled"]))


def test_a_letter_leaves_though_called_back_without_the_guard(city, monkeypatch):
    monkeypatch.setattr(releases.letters, "call_back", lambda found: found.count())

    with clock.at(LATE):
        round_ = released(city)
        outcomes = call_back_while_sending(city, round_)

    assert refusals(outcomes) == []
    assert counted(round_) == ("deciding", 0, 1, 0, ["sent"])


def test_a_recall_and_a_second_release_leave_no_half(city):
    with clock.at(LATE):
        round_ = released(city)
    for _round in rounds(MANY):
        with clock.at(LATE):
            outcomes = together(
                lambda: releases.recall(Round.objects.get(pk=round_.pk), reason="誤り", by=city.approver),
                lambda: releases.release(Round.objects.get(pk=round_.pk), by=city.second_approver),
            )

        assert refusals(outcomes) in ([], ["IllegalTransition"])
        again_released = ("released", 1, 1, 1, ["queued", "recalled"])
        assert counted(round_) == (("deciding", 0, 1, 0, ["recalled"]) if refusals(outcomes) else again_released)


def test_a_recall_and_a_release_leave_half_without_the_guards(city, monkeypatch):
    """The release has looked for what is approved, and found nothing yet, when the recall ends: a round without results."""
    with clock.at(LATE):
        round_ = released(city)
    looked, recalled, approved, asked = threading.Event(), threading.Event(), releases._approved, []

    def slowly(*arguments):
        found = approved(*arguments)
        asked.append(found)
        if len(asked) == 2:  # the first time it is asked what stands in the way
            looked.set()
            recalled.wait(5)
        return found

    def call_back():
        looked.wait(5)
        releases.recall(Round.objects.get(pk=round_.pk), reason="誤り", by=city.approver)
        recalled.set()

    monkeypatch.setattr(RoundQuerySet, "select_for_update", lambda self, *_a, **_k: self)
    monkeypatch.setattr(releases, "change_state", careless_change_state)
    monkeypatch.setattr(releases, "_approved", slowly)
    with clock.at(LATE):
        outcomes = together(lambda: releases.release(Round.objects.get(pk=round_.pk), by=city.second_approver), call_back)

    assert refusals(outcomes) == []
    assert counted(round_) == ("released", 0, 1, 0, ["recalled"])


def test_a_recall_that_is_killed_has_not_happened(city):
    """Killed before its n-th statement everything stands as released; done again, all of it is back."""
    dice = random.Random(int(os.environ.get("SEED", "9")))
    with clock.at(LATE):
        round_ = released(city)

        def call_back():
            releases.recall(Round.objects.get(pk=round_.pk), reason="誤り", by=city.approver)

        statements_of(call_back)  # what a process asks only once is known from here on
        total = statements_of(call_back) - 2  # counted within a transaction, where its own is a savepoint
        for place in sorted(dice.sample(range(2, total + 1), min(ROUNDS * 2, total - 1))):
            killed = dies_at_statement(place, call_back)

            assert (killed, counted(round_)) == (True, ("released", 1, 0, 1, ["queued"]))
        call_back()

    assert counted(round_) == ("deciding", 0, 1, 0, ["recalled"])


def propose_twice(city, application):
    copies = [decision_of(application), decision_of(application)]
    return together(
        lambda: decisions.propose(copies[0], by=city.secretary), lambda: decisions.propose(copies[1], by=city.second_secretary)
    )


def test_of_two_secretaries_one_hands_the_draft_on(city):
    decision = city.proposed()
    decisions.send_back(decision, comment="もう一度", by=city.approver)
    for _round in rounds(MANY):
        outcomes = propose_twice(city, again(decision.application))

        assert refusals(outcomes) == ["StaleState"]
        assert ApprovalStep.objects.filter(decision=decision).counting().count() == 1


def test_both_hand_it_on_without_the_guard(city, monkeypatch):
    decision = city.proposed()
    decisions.send_back(decision, comment="もう一度", by=city.approver)
    monkeypatch.setattr(decisions, "change_state", meeting(careless_change_state))

    propose_twice(city, again(decision.application))

    assert ApprovalStep.objects.filter(decision=decision).counting().count() == 2


def test_nobody_in_conflict_has_signed_what_is_released(city):
    """The conflict comes before the signature, or the release finds it."""
    for _round in range(ROUNDS):
        decision = city.proposed()
        application = decision.application
        together(
            lambda decision=decision: decisions.approve(decision_of(decision.application), by=city.approver),
            lambda application=application: city.confess(city.approver, application),
        )
        with clock.at(LATE):
            outcomes = together(
                lambda application=application: releases.release(
                    Round.objects.get(pk=application.round_id), by=city.second_approver
                )
            )

        assert refusals(outcomes) in (["DecisionsMissing"], ["SignerInConflict"])
        assert not Decision.objects.filter(pk=decision.pk, state="released").exists()
