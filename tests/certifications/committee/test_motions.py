"""Votes: cast by members or by show of hands, secret ones, equal ones, those broken off; and resolutions in writing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import meetings, motions, sessions
from certifications.models import Slip, Vote
from certifications.refusals import (
    CastingVoteMissing,
    ChoiceUnknown,
    ItemNotOpen,
    NobodyMayCast,
    NoQuorum,
    NotPresent,
    ProposalMissing,
    ReasonMissing,
    ResolutionOver,
    ResolutionStillOpen,
    VoteCast,
    VoteClosed,
    VoteOpen,
    VoterInConflict,
)
from home import clock
from tests.certifications.committee import sitting


@pytest.fixture
def opened(begun, cases, secretary):
    return sessions.open_item(sitting.item_of(begun, cases[0]), by=secretary)


@pytest.fixture
def motion(opened, secretary):
    return motions.open_vote(opened, proposal="goes_on", by=secretary)


def cast(motion, members, choices):
    for member, choice in zip(members, choices, strict=False):
        motions.cast(motion, choice, by=member)


def test_vote_is_counted_with_its_numbers(motion, members, secretary):
    cast(motion, members, ["for", "for", "against", "abstain"])

    counted = motions.close_vote(motion, by=secretary)

    assert (counted.result, counted.outcome, counted.present) == ("carried", "goes_on", 5)
    assert counted.tally == {"for": 2, "against": 1, "abstain": 1}


def test_open_vote_can_be_changed_until_it_is_counted(motion, members, secretary):
    cast(motion, members, ["for"])
    motions.cast(motion, "against", by=members[0])
    motions.close_vote(motion, by=secretary)

    with pytest.raises(VoteClosed):
        motions.cast(motion, "for", by=members[0])
    with pytest.raises(VoteClosed):
        motions.close_vote(motion, by=secretary)

    assert sitting.motion_of(motion.item).tally == {"for": 0, "against": 1, "abstain": 0}
    assert sitting.actions(motion) == ["motion.open", "motion.cast", "motion.change", "motion.close"]


def test_show_of_hands_is_entered_by_the_office(motion, members, secretary, approver):
    motions.enter(motion, members[0], "for", by=secretary)

    vote = Vote.objects.get(motion=motion)
    assert (vote.member, vote.choice, vote.entered_by) == (members[0], "for", secretary)
    with pytest.raises(PermissionDenied):
        motions.enter(motion, members[1], "for", by=approver)


def test_only_who_is_there_and_has_no_interest_votes(motion, cases, begun, members, secretary, owner):
    sessions.leave(begun, members[4], by=secretary)
    with pytest.raises(NotPresent):
        motions.cast(motion, "for", by=members[4])
    with pytest.raises(NotPresent):
        motions.enter(motion, members[4], "for", by=secretary)
    sitting.confess(members[3], cases[0], secretary)

    for person in (members[3], owner, secretary):
        with pytest.raises(PermissionDenied):
            motions.cast(motion, "for", by=person)

    assert motion.votes.count() == 0


def test_what_cannot_be_chosen_is_refused(motion, members):
    with pytest.raises(ChoiceUnknown):
        motions.cast(motion, "goes_on", by=members[0])


def test_vote_on_nothing_or_twice_at_once_is_refused(opened, secretary):
    with pytest.raises(ProposalMissing):
        motions.open_vote(opened, options=["goes_on"], by=secretary)
    with pytest.raises(ProposalMissing):
        motions.open_vote(opened, proposal="certified:premium", by=secretary)
    motions.open_vote(opened, options=["goes_on", "stopped"], by=secretary)

    with pytest.raises(VoteOpen):
        motions.open_vote(opened, proposal="goes_on", by=secretary)


def test_item_must_be_open_for_a_vote(begun, cases, secretary):
    with pytest.raises(ItemNotOpen):
        motions.open_vote(sitting.item_of(begun, cases[1]), proposal="goes_on", by=secretary)


def test_quorum_must_hold_when_votes_are_counted(motion, begun, members, secretary):
    cast(motion, members, ["for", "for"])
    for member in members[2:]:
        sessions.leave(begun, member, by=secretary)

    with pytest.raises(NoQuorum):
        motions.close_vote(motion, by=secretary)


def test_equal_votes_ask_for_the_chairs_word(motion, members, secretary):
    cast(motion, members, ["for", "for", "against", "against"])
    with pytest.raises(CastingVoteMissing):
        motions.close_vote(motion, by=secretary)
    with pytest.raises(ChoiceUnknown):
        motions.close_vote(motion, casting="goes_on", by=secretary)

    counted = motions.close_vote(motion, casting="against", by=secretary)

    assert (counted.result, counted.casting, counted.casting_by_id) == ("lost", "against", members[0].pk)


def test_deputy_decides_where_the_chair_is_recused(opened, cases, begun, members, secretary):
    sitting.confess(members[0], cases[0], secretary)
    sessions.leave(begun, members[0], by=secretary)
    motion = motions.open_vote(opened, proposal="goes_on", by=secretary)
    cast(motion, members[1:], ["for", "against"])

    assert motions.close_vote(motion, casting="for", by=secretary).casting_by_id == members[1].pk


def test_without_chair_and_deputy_equal_votes_decide_nothing(opened, begun, members, secretary):
    for member in members[:2]:
        sessions.leave(begun, member, by=secretary)
    motion = motions.open_vote(opened, proposal="goes_on", by=secretary)
    cast(motion, members[2:], ["for", "against"])

    with pytest.raises(NobodyMayCast):
        motions.close_vote(motion, casting="for", by=secretary)


def test_interest_of_a_voter_stops_the_count(motion, cases, begun, members, secretary):
    cast(motion, members, ["for", "for", "for"])
    sitting.confess(members[2], cases[0], secretary)
    sessions.leave(begun, members[2], by=secretary)

    with pytest.raises(VoterInConflict):
        motions.close_vote(motion, by=secretary)
    with pytest.raises(ReasonMissing):
        motions.break_off(motion, reason="", by=secretary)
    motions.break_off(motion, reason="利害関係が判明", by=secretary)
    second = motions.open_vote(motion.item, proposal="goes_on", by=secretary)

    assert (second.number, motion.votes.count(), second.votes.count()) == (2, 3, 0)


@pytest.fixture
def secret(stage, cases, members, secretary, hour):
    meeting = sitting.planned(stage, secretary, members, secrecy="secret")
    sitting.begun(sitting.convened(meeting, secretary), secretary, members)
    item = sessions.open_item(sitting.item_of(meeting, cases[0]), by=secretary)
    return motions.open_vote(item, options=["goes_on", "stopped"], by=secretary)


def test_secret_vote_keeps_no_choice_by_name(secret, members, secretary):
    cast(secret, members, ["goes_on", "stopped", "goes_on"])

    counted = motions.close_vote(secret, by=secretary)

    assert counted.outcome == "goes_on"
    assert list(Vote.objects.filter(motion=secret).values_list("choice", flat=True)) == ["", "", ""]
    assert sorted(Slip.objects.values_list("choice", flat=True)) == ["goes_on", "goes_on", "stopped"]
    assert all("choice" not in event.facts for event in secret.history.all())


def test_secret_vote_is_cast_once_and_by_the_member_alone(secret, members, secretary):
    cast(secret, members, ["goes_on"])

    with pytest.raises(VoteCast):
        motions.cast(secret, "stopped", by=members[0])
    with pytest.raises(ChoiceUnknown):
        motions.enter(secret, members[1], "goes_on", by=secretary)

    assert Slip.objects.count() == 1


def answer(meeting, case, members, choices):
    motion = sitting.motion_of(sitting.item_of(meeting, case))
    for member, choice in zip(members, choices, strict=False):
        motions.cast(motion, choice, by=member)


def outcomes(meeting):
    return {
        row.application.subject.name_ja: (row.state, row.outcome) for row in meeting.items.select_related("application__subject")
    }


def test_resolution_in_writing_needs_a_quorum_of_answers(written, cases, members, secretary):
    answer(written, cases[0], members, ["goes_on", "goes_on", "stopped"])
    answer(written, cases[1], members, ["goes_on", "goes_on"])
    answer(written, cases[2], members, ["abstain", "abstain", "abstain"])
    with pytest.raises(ResolutionStillOpen):
        meetings.close(written, by=secretary)

    with clock.at(written.ends_at):
        meetings.close(written, by=secretary)

    assert outcomes(written) == {"試作0": ("decided", "goes_on"), "試作1": ("deferred", ""), "試作2": ("deferred", "")}


def test_silence_weighs_against_where_the_majority_is_of_all(stage, cases, members, secretary):
    meeting = sitting.planned(stage, secretary, members, majority="present", **sitting.WRITTEN)
    sitting.convened(meeting, secretary)
    for case, choices in zip(cases, (["goes_on"] * 3, ["goes_on", "goes_on", "stopped"], ["goes_on"] * 5), strict=True):
        answer(meeting, case, members, choices)

    with clock.at(meeting.ends_at):
        meetings.close(meeting, by=secretary)

    assert outcomes(meeting) == {"試作0": ("decided", "goes_on"), "試作1": ("deferred", ""), "試作2": ("decided", "goes_on")}


def test_resolution_is_counted_early_when_all_have_answered(written, cases, members, secretary):
    sitting.confess(members[4], cases[0], secretary)
    for case, voters in zip(cases, (members[:4], members, members), strict=True):
        answer(written, case, voters, ["goes_on"] * 5)

    meetings.close(written, by=secretary)

    assert set(outcomes(written).values()) == {("decided", "goes_on")}


def test_answers_after_the_closing_hour_are_refused(written, cases, members):
    with clock.at(written.ends_at), pytest.raises(ResolutionOver):
        answer(written, cases[0], members, ["goes_on"])

    with clock.at(written.ends_at - timedelta(seconds=1)):
        answer(written, cases[0], members, ["goes_on"])

    assert Vote.objects.count() == 1


def test_equal_answers_follow_the_chairs_own(written, cases, members, secretary):
    answer(written, cases[0], members, ["stopped", "goes_on", "goes_on", "stopped"])
    answer(written, cases[1], members[1:], ["stopped", "goes_on", "goes_on", "stopped"])

    with clock.at(written.ends_at):
        meetings.close(written, by=secretary)

    assert outcomes(written)["試作0"] == ("decided", "stopped")
    assert outcomes(written)["試作1"] == ("decided", "stopped")


def test_recused_member_answers_nothing_in_writing(written, cases, members, secretary):
    answer(written, cases[0], members[:1], ["goes_on"])
    sitting.confess(members[0], cases[0], secretary)

    with pytest.raises(PermissionDenied):
        answer(written, cases[0], members[:1], ["stopped"])
    with clock.at(written.ends_at), pytest.raises(VoterInConflict):
        meetings.close(written, by=secretary)


def test_vote_that_was_spoilt_in_writing_is_asked_again(written, cases, members, secretary):
    answer(written, cases[0], members, ["goes_on"] * 3)
    motions.break_off(sitting.motion_of(sitting.item_of(written, cases[0])), reason="利害関係が判明", by=secretary)

    fresh = sitting.motion_of(sitting.item_of(written, cases[0]))

    assert (fresh.number, fresh.state, fresh.votes.count()) == (2, "open", 0)
