"""The desk of meetings: planning from the stage, the agenda with its exits, running it on one page, the minutes."""

import pytest
from django.test import Client
from django.urls import reverse

from certifications.actions import committee_outcomes, decisions, meetings, minutes, motions, results, sessions, stages
from certifications.models import Decision, Meeting, Minutes, Stage
from certifications.refusals import MinutesFrozen, ReasonsMissing
from home import clock
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.certifications.committee.test_minutes import held
from tests.certifications.staging.several import by_case, score


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def at(meeting, verb="detail"):
    return reverse(f"committee-meetings:{verb}", args=[meeting.public_id])


@pytest.fixture
def desk(secretary):
    return client_of(secretary)


def do(desk, meeting, verb, **sent):
    return desk.post(at(meeting, "run"), {"do": verb, **sent}, follow=True).content.decode()


def test_meeting_is_planned_from_its_stage(desk, stage, members):
    address = reverse("stages:plan_meeting", args=[stage.pk])
    shown = desk.get(address).content.decode()
    sent = {
        "form": "held", "starts_at": "2026-12-17T10:00", "ends_at": "2026-12-17T12:00", "place": "第1会議室",
        "chair": members[0].pk, "quorum_rule": "majority", "quorum_of": "panel", "majority": "cast", "tie": "chair",
        "secrecy": "open",
    }  # fmt: skip

    desk.post(address, sent)

    meeting = Meeting.objects.get()
    assert "委員a" in shown
    assert (meeting.place, meeting.chair, meeting.items.count()) == ("第1会議室", members[0], 3)
    assert at(meeting) in desk.get(reverse("stages:detail", args=[stage.pk])).content.decode()


def test_agenda_names_exits_and_missing_quorum(desk, planned, cases, members, secretary):
    for member in members[:3]:
        sitting.confess(member, cases[0], secretary)
    meetings.arrange(planned, by=secretary)

    shown = desk.get(at(planned)).content.decode()

    assert "委員aが退席" in shown
    assert "必要3名のうち2名、1名不足" in shown


def test_officer_with_an_interest_sees_neither_its_item_nor_the_record(planned, cases, program, secretary):
    deputy = making.office(program, "deputy")
    sitting.confess(deputy, cases[0], secretary)
    client = client_of(deputy)

    shown = client.get(at(planned)).content.decode()

    assert [name in shown for name in ("試作0", "試作1")] == [False, True]
    assert "会議を計画</td>" not in shown
    assert client.get(at(planned, "convene")).status_code in {302, 403}


def test_meetings_of_other_programs_do_not_exist(planned, members):
    elsewhere = client_of(making.office(making.program("meister"), "secretary-elsewhere"))

    assert {elsewhere.get(at(planned, verb)).status_code for verb in ("detail", "convene", "run", "minutes")} == {404}
    assert client_of(members[0]).get(at(planned)).status_code != 200


def test_every_page_opens_for_its_secretariat(desk, planned, secretary):
    before = {
        verb: desk.get(at(planned, verb)).status_code
        for verb in ("convene", "set_up", "order", "arrange", "take_off", "call_off")
    }
    sitting.convened(planned, secretary)
    after = {verb: desk.get(at(planned, verb)).status_code for verb in ("run", "move", "call_off")}
    index = desk.get(reverse("committee-meetings:index")).status_code

    assert set((before | after).values()) == {200}
    assert index == 200


def test_agenda_is_ordered_by_hand_at_the_desk(desk, planned):
    keys = list(planned.items.order_by("order").values_list("pk", flat=True))

    desk.post(at(planned, "order"), {f"place-{key}": 9 - place for place, key in enumerate(keys)})

    assert list(planned.items.order_by("order").values_list("pk", flat=True)) == keys[::-1]


def test_whole_meeting_is_run_on_one_page(desk, convened, cases, members, secretary, hour):
    first = sitting.item_of(convened, cases[0])
    for member in members[:4]:
        do(desk, convened, "arrive", members=member.pk)
    do(desk, convened, "open_item", item=first.pk, moved=1)
    do(desk, convened, "open_vote", item=first.pk, proposal="goes_on")
    motion = sitting.motion_of(first)
    for member, choice in zip(members, ("for", "for", "against", "against"), strict=False):
        do(desk, convened, "enter", motion=motion.pk, member=member.pk, choice=choice)
    tied = do(desk, convened, "close_vote", motion=motion.pk)
    do(desk, convened, "close_vote", motion=motion.pk, casting="for")
    do(desk, convened, "decide", item=first.pk, outcome="goes_on", reason="使いやすい")
    for case in cases[1:]:
        do(desk, convened, "defer", item=sitting.item_of(convened, case).pk, reason="現物を見る")
    do(desk, convened, "leave", member=members[3].pk)
    desk.post(at(convened, "close"))

    meeting, item = sitting.again(convened), sitting.item_of(convened, cases[0])
    assert "可否同数です。" in tied
    assert (meeting.state, item.outcome, item.voted) == ("closed", "goes_on", True)


def test_what_was_typed_stands_there_again_when_it_is_refused(desk, begun, cases, secretary):
    item = sitting.item_of(begun, cases[0])
    sessions.open_item(item, by=secretary)

    refused = do(desk, begun, "decide", item=item.pk, outcome="stays", reason="KANARI" * 700)
    motions.open_vote(item, proposal="goes_on", by=secretary)
    late = desk.post(at(begun, "run"), {"do": "decide", "item": item.pk, "outcome": "goes_on", "reason": "理由の書きかけ"})

    assert "KANARI" * 700 in refused
    assert (late.status_code, "理由の書きかけ" in late.content.decode()) == (422, True)


def test_refusals_are_told_on_the_page(desk, convened, cases, members, hour):
    first = sitting.item_of(convened, cases[0])

    assert "定足数に足りません" in do(desk, convened, "open_item", item=first.pk)
    assert "先に出席を記録してください" in do(desk, convened, "leave", member=members[0].pk)
    assert "このページのボタンを使ってください" in do(desk, convened, "dance")
    assert "先に審議を始めてください" in do(desk, convened, "lay_aside", item=first.pk)


def test_page_to_run_it_is_closed_to_others_and_before_the_convening(planned, convened, approver, cases, program, secretary):
    deputy = making.office(program, "deputy")
    sitting.confess(deputy, cases[0], secretary)

    assert {client_of(person).get(at(convened, "run")).status_code for person in (approver, deputy)} <= {302, 403}


def test_minutes_are_written_at_the_desk(desk, begun, cases, members, secretary):
    meeting = held(begun, cases, members, secretary)
    desk.post(at(meeting, "draft_minutes"))
    found = Minutes.objects.get()
    shown = desk.get(at(meeting, "minutes")).content.decode()

    desk.post(at(meeting, "minutes"), {"part": 0, "part-0-row_version": found.row_version, "part-0-text": "書き直した"})
    desk.post(at(meeting, "submit_minutes"))
    minutes.confirm(found, seen_as=minutes.digest(minutes.to_confirm(found, members[0])), by=members[0])
    minutes.render(Minutes.objects.get())

    assert "使いやすい" in shown
    assert found.parts.get(order=0).text == "書き直した"
    assert desk.get(at(meeting, "minutes_pdf")).status_code == 200
    assert Minutes.objects.get().sha256 in desk.get(at(meeting, "minutes")).content.decode()


def test_second_officer_writing_the_minutes_loses_nothing(desk, begun, cases, members, secretary):
    meeting = held(begun, cases, members, secretary)
    found = minutes.draft(meeting, by=secretary)
    minutes.edit(found.parts.get(order=0), text="同僚の文", row_version=found.row_version, by=secretary)

    answer = desk.post(at(meeting, "minutes"), {"part": 0, "part-0-row_version": found.row_version, "part-0-text": "私の文"})

    text = answer.content.decode()
    assert (answer.status_code, "私の文" in text, "同僚の文" in text) == (422, True, True)


def answered(meeting, cases, members, choice):
    for case in cases:
        for member in members:
            motions.cast(sitting.motion_of(sitting.item_of(meeting, case)), choice, by=member)


def test_reason_of_a_written_outcome_is_given_before_it_is_taken_over(desk, written, stage, cases, members, secretary):
    answered(written, cases, members, "stopped")
    shown = desk.get(at(written)).content.decode()
    desk.post(at(written, "close"))
    stages.close_stage(stage, by=secretary)
    refused = desk.post(at(written, "follow")).content.decode()

    for case in cases:
        desk.post(at(written, "write_reason"), {"item": sitting.item_of(written, case).pk, "reason": "安全性の根拠が足りない"})
    desk.post(at(written, "follow"))

    assert "回答5件" in shown
    assert str(ReasonsMissing()) in refused
    assert set(by_case(stage).values()) == {"stopped"}


def test_confirmed_minutes_close_the_reasons(desk, begun, cases, members, secretary):
    meeting = held(begun, cases, members, secretary)
    draft = minutes.draft(meeting, by=secretary)
    minutes.submit(draft, by=secretary)
    minutes.confirm(draft, seen_as=minutes.digest(minutes.to_confirm(draft, members[0])), by=members[0])

    with pytest.raises(MinutesFrozen):
        sessions.write_reason(sitting.item_of(meeting, cases[0]), reason="あとから", by=secretary)
    assert desk.get(at(meeting, "write_reason")).status_code in {302, 403}


def test_case_is_asked_again_in_writing_at_the_desk(desk, written, cases, members):
    answered(written, cases[:1], members[:2], "goes_on")

    desk.post(at(written, "ask_again"), {"item": sitting.item_of(written, cases[0]).pk, "reason": "利害関係が判明"})

    assert sitting.motion_of(sitting.item_of(written, cases[0])).votes.count() == 0


def test_outcomes_are_taken_over_at_the_desk(desk, begun, stage, cases, members, secretary):
    meeting = held(begun, cases, members, secretary)
    stages.close_stage(stage, by=secretary)

    desk.post(at(meeting, "follow"))

    assert by_case(stage)["試作0"] == "promoted"


@pytest.fixture
def deciding(program, cases, open_round, secretary, members):
    """The scores are locked; the committee sits last and proposes results."""
    sitting.begin(open_round, secretary, members)
    for case in cases:
        for assignment in case.assignments.all():
            score(assignment, 4)
    open_round.refresh_from_db()
    results.lock_and_rank(open_round, by=secretary)
    return Stage.objects.select_related("round__program").get(round=open_round, kind="committee")


class TestDeciding:
    @pytest.fixture
    def program(self, db):
        return making.program(stages=sitting.DECIDING)

    def test_outcomes_become_drafts_that_others_approve(self, deciding, cases, members, secretary, hour):
        meeting = sitting.convened(sitting.planned(deciding, secretary, members), secretary)
        sitting.begun(meeting, secretary, members)
        level = deciding.round.program.levels.first()
        for case, outcome in zip(cases, (f"certified:{level.code}", "not_certified"), strict=False):
            item = sessions.open_item(sitting.item_of(meeting, case), by=secretary)
            sessions.decide(item, outcome=outcome, reason="根拠が足りない", by=secretary)
        sessions.defer(sitting.item_of(meeting, cases[2]), reason="現物を見る", by=secretary)
        meetings.close(meeting, by=secretary)

        form = client_of(secretary).get(reverse("cases:decide", args=[cases[1].public_id])).context["form"]
        count = committee_outcomes.follow(sitting.again(meeting), by=secretary)

        found = {row.application_id: (row.outcome, row.level, row.reasons, row.state) for row in Decision.objects.all()}
        assert (form["outcome"].value(), form["reasons"].value()) == ("not_certified", "根拠が足りない")
        assert count == 2
        assert found == {
            cases[0].pk: ("certified", level, "根拠が足りない", "drafted"),
            cases[1].pk: ("not_certified", None, "根拠が足りない", "drafted"),
        }
        with clock.at(making.ANNOUNCES), pytest.raises(decisions.PermissionDenied):
            decisions.approve(Decision.objects.get(application=cases[0]), by=secretary)
