"""A meeting is planned with its agenda, convened by letters, moved, called off and closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from icalendar import Calendar

from certifications import calendars, meeting_facts
from certifications.actions import meetings, sessions
from certifications.models import AgendaItem
from certifications.refusals import (
    AgendaEmpty,
    AlreadyOnAgenda,
    ChairMissing,
    ItemsOpen,
    MeetingFrozen,
    MeetingNotPlanned,
    MeetingTimesWrong,
    NotACommittee,
    QuorumWrong,
    ReasonMissing,
)
from home import clock
from home.models import Letter
from home.versions import StaleRecord
from tests.certifications import making
from tests.certifications.committee import sitting


def kinds(meeting):
    about = f"round:{meeting.stage.round.public_id}"
    return sorted(Letter.objects.filter(about=about, kind__contains="meeting").values_list("kind", flat=True))


def order(meeting):
    return list(AgendaItem.objects.filter(meeting=meeting).values_list("application__subject__name_ja", flat=True))


def test_planning_puts_every_waiting_case_on_the_agenda(planned):
    assert sorted(order(planned)) == ["試作0", "試作1", "試作2"]
    assert (planned.number, planned.state, sitting.actions(planned)) == (1, "planned", ["meeting.plan"])


def test_agenda_has_the_fewest_exits_and_names_who_leaves(stage, cases, members, secretary):
    for case in (cases[0], cases[2]):
        sitting.confess(members[1], case, secretary)

    planned = sitting.planned(stage, secretary, members)
    places = meeting_facts.places(planned)

    assert order(planned)[0] == "試作1"
    assert [[str(who) for who in place.goes_out] for place in places] == [[], ["委員b"], []]
    assert [[str(who) for who in place.comes_in] for place in places] == [[], [], []]


def test_missing_quorum_is_shown_before_the_meeting(stage, cases, members, secretary):
    for member in members[:3]:
        sitting.confess(member, cases[0], secretary)

    planned = sitting.planned(stage, secretary, members)
    short = {place.item.application_id: place.standing.missing for place in meeting_facts.places(planned)}

    assert short == {cases[0].pk: 1, cases[1].pk: 0, cases[2].pk: 0}


def test_order_can_be_given_by_hand(planned, secretary):
    rows = list(planned.items.order_by("-order").values_list("pk", flat=True))

    meetings.arrange(planned, order=rows, by=secretary)

    assert list(planned.items.order_by("order").values_list("pk", flat=True)) == rows


def test_case_is_taken_off_and_put_on_once(planned, cases, secretary):
    meetings.take_off(sitting.item_of(planned, cases[0]), by=secretary)
    before = len(order(planned))

    meetings.put_on(planned, sitting.case(cases[0]), by=secretary)
    with pytest.raises(AlreadyOnAgenda):
        meetings.put_on(planned, sitting.case(cases[0]), by=secretary)

    assert (before, order(planned)[-1]) == (2, "試作0")


def test_second_meeting_takes_only_what_no_other_has(planned, stage, secretary, members):
    assert order(sitting.planned(stage, secretary, members)) == []


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ({"ends_at": sitting.HOUR}, MeetingTimesWrong),
        ({"starts_at": None}, MeetingTimesWrong),
        ({"place": ""}, MeetingTimesWrong),
        ({"starts_at": making.DURING, "ends_at": making.DURING + timedelta(hours=1)}, MeetingTimesWrong),
        ({"quorum_rule": "number"}, QuorumWrong),
        ({"quorum_rule": "number", "quorum_number": 6}, QuorumWrong),
    ],
)
def test_rules_that_make_no_sense_are_refused(stage, secretary, members, rules, refusal):
    with pytest.raises(refusal):
        sitting.planned(stage, secretary, members, **rules)

    assert stage.meetings.count() == 0


def test_chair_must_sit_on_the_panel(stage, secretary, members):
    with pytest.raises(ChairMissing):
        sitting.planned(stage, secretary, members, chair=making.person("elsewhere"))
    with pytest.raises(ChairMissing):
        sitting.planned(stage, secretary, members, deputy=members[0])


def test_only_a_committee_holds_meetings(under_way, secretary, members):
    with pytest.raises(NotACommittee):
        sitting.planned(under_way.stages.get(kind="scoring"), secretary, members)


def test_nobody_but_the_secretariat_without_an_interest_plans(stage, cases, approver, members, program):
    deputy = making.office(program, "deputy")
    sitting.confess(deputy, cases[0], making.office(program, "third"))

    for person in (approver, members[0], deputy):
        with pytest.raises(PermissionDenied):
            sitting.planned(stage, person, members)


def test_convening_writes_to_every_member_and_freezes_the_rules(planned, secretary, members):
    sitting.convened(planned, secretary)

    letter = Letter.objects.filter(kind="certifications/meeting_convened", recipient=members[3]).get()
    assert kinds(planned) == ["certifications/meeting_convened"] * 5
    assert f"/judging/meetings/{planned.public_id}/meeting.ics" in letter.text
    assert "試作" not in letter.text
    with pytest.raises(MeetingFrozen):
        meetings.set_up(planned, row_version=planned.row_version, place="別室", by=secretary)
    with pytest.raises(MeetingNotPlanned):
        meetings.arrange(planned, by=secretary)


def test_meeting_without_an_agenda_or_a_chair_is_not_convened(planned, secretary):
    meetings.set_up(planned, row_version=planned.row_version, chair=None, by=secretary)
    with pytest.raises(ChairMissing):
        sitting.convened(planned, secretary)
    planned.refresh_from_db()
    meetings.set_up(planned, row_version=planned.row_version, chair=planned.deputy, deputy=None, by=secretary)
    for item in planned.items.select_related("meeting__stage__round__program", "application"):
        meetings.take_off(item, by=secretary)

    with pytest.raises(AgendaEmpty):
        sitting.convened(planned, secretary)


def test_settings_of_an_older_page_are_refused(planned, secretary):
    read = planned.row_version
    meetings.set_up(planned, row_version=read, place="第2会議室", by=secretary)

    with pytest.raises(StaleRecord):
        meetings.set_up(planned, row_version=read, place="第3会議室", by=secretary)


def test_moving_tells_the_panel_and_its_calendars(convened, secretary):
    later = sitting.HOUR + timedelta(days=1)

    with clock.at(making.JUDGING):
        meetings.move(
            convened, starts_at=later, ends_at=later + timedelta(hours=1), place="別室", reason="会場の都合", by=secretary
        )
    calendar = calendars.of_meeting(convened).decode()

    assert kinds(convened).count("certifications/meeting_moved") == 5
    assert "METHOD:REQUEST" in calendar
    assert "SEQUENCE:1" in calendar
    assert "LOCATION:別室" in calendar
    assert "試作" not in calendar


def test_calling_off_tells_the_panel_and_frees_the_cases(convened, stage, secretary, members):
    meetings.call_off(convened, reason="定足数の見込みがない", by=secretary)
    calendar = calendars.of_meeting(convened).decode()

    assert kinds(convened).count("certifications/meeting_called_off") == 5
    assert "METHOD:CANCEL" in calendar
    assert "STATUS:CANCELLED" in calendar
    assert len(order(sitting.planned(stage, secretary, members))) == 3


def test_letters_of_a_meeting_ask_move_and_cancel_one_entry_of_each_readers_calendar(convened, secretary, members):
    later = sitting.HOUR + timedelta(days=1)
    with clock.at(making.JUDGING):
        meetings.move(convened, starts_at=later, ends_at=later + timedelta(hours=1), place="別室", reason="会場", by=secretary)
        meetings.call_off(convened, reason="定足数の見込みがない", by=secretary)
    sent = Letter.objects.filter(recipient=members[0], kind__startswith="certifications/meeting_").order_by("pk")

    found = [Calendar.from_ical(letter.calendar) for letter in sent]
    events = [calendar.walk("VEVENT")[0] for calendar in found]

    assert [str(calendar["method"]) for calendar in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event["sequence"]) for event in events] == [0, 1, 2]
    assert {str(event["uid"]) for event in events} == {f"{convened.public_id}@tsunagi"}
    assert {str(event["attendee"]) for event in events} == {f"mailto:{members[0].email}"}
    assert [event["dtstart"].params["TZID"] for event in events] == ["Asia/Tokyo"] * 3
    assert [len(calendar.walk("VTIMEZONE")) for calendar in found] == [1, 1, 1]
    assert [event.decoded("dtstart") for event in events] == [sitting.HOUR, later, later]


def test_calling_off_what_nobody_was_asked_to_writes_no_letter(planned, secretary):
    with pytest.raises(ReasonMissing):
        meetings.call_off(planned, reason=" ", by=secretary)

    meetings.call_off(planned, reason="日程を改める", by=secretary)

    assert (planned.state, kinds(planned)) == ("called_off", [])


def test_meeting_closes_when_everything_is_settled(begun, cases, secretary):
    with pytest.raises(ItemsOpen):
        meetings.close(begun, by=secretary)
    for case in cases:
        sessions.defer(sitting.item_of(begun, case), reason="資料が足りない", by=secretary)

    meetings.close(begun, by=secretary)

    assert (begun.state, begun.presences.now().count()) == ("closed", 0)
    assert sitting.actions(begun)[-1] == "meeting.close"
