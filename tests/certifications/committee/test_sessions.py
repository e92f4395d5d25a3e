"""A meeting while it is held: who is in the room, which item is open, what comes of it."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import committee_outcomes, meetings, motions, promotions, sessions, stages
from certifications.models import Presence, StageEntry
from certifications.refusals import (
    ItemNotOpen,
    ItemOpen,
    ItemOutdated,
    MeetingNotClosed,
    MeetingNotConvened,
    MustBeOut,
    NoQuorum,
    NothingToFollow,
    NotInStage,
    NotOnPanel,
    NotPresent,
    OutcomeNotVoted,
    OutcomeUnknown,
    ReasonMissing,
    StageStillOpen,
    VoteOpen,
)
from home.states import change_state
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.certifications.staging.several import by_case


def inside(meeting):
    return sorted(str(row.member) for row in Presence.objects.now().filter(meeting=meeting).select_related("member"))


@pytest.fixture
def first(begun, cases):
    return sitting.item_of(begun, cases[0])


@pytest.fixture
def second(begun, cases):
    return sitting.item_of(begun, cases[1])


@pytest.fixture
def opened(first, secretary):
    return sessions.open_item(first, by=secretary)


def test_attendance_is_noted_once_and_back_again(convened, members, secretary, hour):
    sessions.arrive(convened, members[:2], by=secretary)
    sessions.arrive(convened, members[:1], online=True, by=secretary)
    sessions.leave(convened, members[0], by=secretary)
    sessions.arrive(convened, members[:1], online=True, by=secretary)

    assert inside(convened) == ["委員a", "委員b"]
    assert list(Presence.objects.filter(member=members[0]).values_list("online", flat=True)) == [False, True]


def test_nobody_who_is_not_a_member_is_present(convened, secretary, hour):
    with pytest.raises(NotOnPanel):
        sessions.arrive(convened, [making.person("guest")], by=secretary)


def test_who_is_not_there_cannot_leave(convened, members, secretary, hour):
    with pytest.raises(NotPresent):
        sessions.leave(convened, members[0], by=secretary)


def test_attendance_of_a_meeting_that_was_not_convened_is_refused(planned, members, secretary, hour):
    with pytest.raises(MeetingNotConvened):
        sessions.arrive(planned, members, by=secretary)


def test_only_who_runs_the_meeting_opens_items(first, approver, members):
    for person in (approver, members[0]):
        with pytest.raises(PermissionDenied):
            sessions.open_item(first, by=person)


def test_one_item_is_open_at_a_time(opened, second, secretary):
    with pytest.raises(ItemOpen):
        sessions.open_item(second, by=secretary)
    sessions.lay_aside(opened, by=secretary)

    assert sessions.open_item(second, by=secretary).state == "open"


def test_who_has_an_interest_must_be_out_and_comes_back(first, second, cases, begun, members, secretary):
    sitting.confess(members[2], cases[0], secretary)

    with pytest.raises(MustBeOut):
        sessions.open_item(first, by=secretary)
    sessions.open_item(first, moved=True, by=secretary)
    during = inside(begun)
    sessions.decide(first, outcome="goes_on", reason="", by=secretary)
    sessions.open_item(second, moved=True, by=secretary)

    assert during == ["委員a", "委員b", "委員d", "委員e"]
    assert inside(begun) == ["委員a", "委員b", "委員c", "委員d", "委員e"]


def test_who_went_home_is_not_noted_as_back(first, second, cases, begun, members, secretary):
    sitting.confess(members[2], cases[0], secretary)
    sessions.open_item(first, moved=True, by=secretary)
    sessions.leave(begun, members[4], by=secretary)
    sessions.lay_aside(first, by=secretary)

    sessions.open_item(second, moved=True, by=secretary)

    assert inside(begun) == ["委員a", "委員b", "委員c", "委員d"]


def test_who_has_an_interest_does_not_come_in_meanwhile(opened, cases, begun, members, secretary):
    sessions.leave(begun, members[2], by=secretary)
    sitting.confess(members[2], cases[0], secretary)

    with pytest.raises(MustBeOut):
        sessions.arrive(begun, [members[2]], by=secretary)


def test_item_without_a_quorum_is_not_opened(first, begun, members, secretary):
    for member in members[2:]:
        sessions.leave(begun, member, by=secretary)

    with pytest.raises(NoQuorum):
        sessions.open_item(first, by=secretary)


def test_interests_take_the_quorum_away(first, second, cases, begun, members, secretary):
    for member in members[:3]:
        sitting.confess(member, cases[0], secretary)

    with pytest.raises(NoQuorum):
        sessions.open_item(first, moved=True, by=secretary)

    assert sessions.open_item(second, by=secretary).state == "open"


def test_quorum_of_those_who_are_not_recused(stage, cases, members, secretary, hour):
    for member in members[:3]:
        sitting.confess(member, cases[0], secretary)
    meeting = sitting.planned(stage, secretary, members, quorum_of="entitled")
    sitting.begun(sitting.convened(meeting, secretary), secretary, members)

    assert sessions.open_item(sitting.item_of(meeting, cases[0]), moved=True, by=secretary).state == "open"


def test_case_that_was_taken_back_is_not_opened(first, cases, secretary):
    change_state(sitting.case(cases[0]), "withdrawn", by=None, action="application.withdraw")

    with pytest.raises(NotInStage):
        sessions.open_item(first, by=secretary)


def test_outcome_without_objection_is_recorded_with_its_reason(opened, secretary):
    with pytest.raises(ReasonMissing):
        sessions.decide(opened, outcome="stopped", reason=" ", by=secretary)
    with pytest.raises(OutcomeUnknown):
        sessions.decide(opened, outcome="certified:premium", reason="", by=secretary)

    decided = sessions.decide(opened, outcome="stopped", reason="安全性の根拠が足りない", by=secretary)

    assert (decided.state, decided.outcome, decided.voted) == ("decided", "stopped", False)


def test_outcome_is_what_was_voted(opened, members, secretary):
    motion = motions.open_vote(opened, proposal="goes_on", by=secretary)
    with pytest.raises(VoteOpen):
        sessions.decide(opened, outcome="goes_on", reason="", by=secretary)
    for member in members:
        motions.cast(motion, "for", by=member)
    motions.close_vote(motion, by=secretary)

    with pytest.raises(OutcomeNotVoted):
        sessions.decide(opened, outcome="stopped", reason="やはり", by=secretary)

    assert sessions.decide(opened, outcome="goes_on", reason="", by=secretary).voted


def test_nothing_is_decided_of_an_item_that_is_not_open(first, secretary):
    with pytest.raises(ItemNotOpen):
        sessions.decide(first, outcome="goes_on", reason="", by=secretary)


def test_item_is_taken_up_again_before_the_close(opened, secretary):
    sessions.decide(opened, outcome="goes_on", reason="", by=secretary)

    again = sessions.open_item(opened, by=secretary)

    assert (again.state, again.outcome, again.settled_at) == ("open", "", None)


def test_interest_that_becomes_known_in_the_meeting_stops_the_decision(opened, cases, members, secretary):
    sitting.confess(members[3], cases[0], secretary)

    with pytest.raises(MustBeOut):
        sessions.decide(opened, outcome="goes_on", reason="", by=secretary)


def settled(begun, cases, secretary, outcome="goes_on"):
    """The first goes on, the second not, the third is put off; the meeting is closed."""
    for case, result in zip(cases, (outcome, "stopped"), strict=False):
        item = sessions.open_item(sitting.item_of(begun, case), by=secretary)
        sessions.decide(item, outcome=result, reason="根拠は十分か" if result == "stopped" else "", by=secretary)
    sessions.defer(sitting.item_of(begun, cases[2]), reason="現物を見る", by=secretary)
    meetings.close(begun, by=secretary)
    return sitting.again(begun)


def test_outcomes_say_who_goes_on_after_the_stage_is_closed(begun, stage, cases, secretary):
    with pytest.raises(MeetingNotClosed):
        committee_outcomes.follow(begun, by=secretary)
    meeting = settled(begun, cases, secretary)
    with pytest.raises(StageStillOpen):
        committee_outcomes.follow(meeting, by=secretary)
    before = by_case(stage)
    stages.close_stage(stage, by=secretary)

    count = committee_outcomes.follow(meeting, by=secretary)

    entry = StageEntry.objects.get(stage=stage, application=cases[1])
    assert (set(before.values()), count) == ({"in"}, 2)
    assert by_case(stage) == {"試作0": "promoted", "試作1": "stopped", "試作2": "in"}
    assert entry.history.latest("seq").note == f"審査会 第1回 / {sitting.item_of(meeting, cases[1]).order}: 根拠は十分か"
    with pytest.raises(NothingToFollow):
        committee_outcomes.follow(meeting, by=secretary)


def test_stage_is_not_closed_while_its_committee_meets(begun, stage, secretary):
    with pytest.raises(MeetingNotClosed):
        stages.close_stage(stage, by=secretary)

    stage.refresh_from_db()
    assert (stage.state, by_case(stage)) == ("open", dict.fromkeys(["試作0", "試作1", "試作2"], "in"))


def test_what_was_said_by_hand_meanwhile_stays(begun, stage, cases, secretary):
    meeting = settled(begun, cases, secretary)
    stages.close_stage(stage, by=secretary)
    promotions.decide(StageEntry.objects.get(stage=stage, application=cases[0]), goes_on=False, reason="取消", by=secretary)

    assert committee_outcomes.follow(meeting, by=secretary) == 1
    assert by_case(stage)["試作0"] == "stopped"


def test_outcome_of_somebody_with_an_interest_is_not_taken_over(begun, stage, cases, members, secretary):
    meeting = settled(begun, cases, secretary)
    stages.close_stage(stage, by=secretary)
    sitting.confess(members[1], cases[0], secretary)

    with pytest.raises(ItemOutdated):
        committee_outcomes.follow(meeting, by=secretary)

    assert by_case(stage)["試作1"] == "in"


def test_case_that_was_put_off_comes_onto_the_next_agenda(begun, stage, cases, members, secretary):
    settled(begun, cases, secretary)

    with making.clock.at(making.JUDGING):
        following = sitting.planned(stage, secretary, members)

    assert list(following.items.values_list("application", flat=True)) == [cases[2].pk]
