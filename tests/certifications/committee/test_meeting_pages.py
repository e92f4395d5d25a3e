"""What members see of a meeting: agenda, papers, votes, minutes, the projected page; and who sees nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from certifications import meeting_permissions
from certifications.actions import minutes, motions, sessions
from certifications.models import FieldReport, PanelMember, StageEntry
from home import clock
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.certifications.committee.test_minutes import held


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, record, *more):
    return reverse(f"certifications:{name}", args=[record.public_id, *more])


def page(user, name, record):
    return client_of(user).get(at(name, record)).content.decode()


@pytest.fixture
def item(begun, cases):
    return sitting.item_of(begun, cases[0])


@pytest.fixture
def recused(begun, cases, members, secretary):
    """The third member has an interest in the first case."""
    sitting.confess(members[2], cases[0], secretary)
    return members[2]


@pytest.fixture
def motion(item, recused, secretary):
    sessions.open_item(item, moved=True, by=secretary)
    return motions.open_vote(item, proposal="goes_on", by=secretary)


def test_judging_page_leads_to_the_meeting(convened, members):
    shown = client_of(members[0]).get(reverse("certifications:judging")).content.decode()

    assert at("meeting", convened) in shown


def test_agenda_names_cases_to_members_but_not_those_of_an_interest(begun, recused, members):
    own, others = page(recused, "meeting", begun), page(members[0], "meeting", begun)

    assert [name in others for name in ("試作0", "試作1", "試作2")] == [True, True, True]
    assert [name in own for name in ("試作0", "試作1", "試作2")] == [False, True, True]
    assert "退席していただく案件" in own


def test_papers_are_shown_to_members_and_files_lie_below_the_item(item, members):
    client = client_of(members[0])
    shown = client.get(at("meeting_item", item)).content.decode()
    attachment = item.application.attachments.first()

    assert "座ったままひと折り" in shown
    assert f"{at('meeting_item', item)}files/{attachment.public_id}/" in shown
    assert client.get(at("meeting_paper", item, attachment.public_id)).status_code == 200


@pytest.mark.parametrize("name", ["meeting_item", "meeting_paper"])
def test_item_of_an_interest_does_not_exist_from_the_next_request_on(item, cases, members, secretary, name):
    client = client_of(members[3])
    more = [item.application.attachments.first().public_id] if name == "meeting_paper" else []
    before = client.get(at(name, item, *more)).status_code
    sitting.confess(members[3], cases[0], secretary)

    assert (before, client.get(at(name, item, *more)).status_code) == (200, 404)


def test_item_is_kept_by_the_one_predicate_and_nothing_else(item, recused, monkeypatch):
    monkeypatch.setattr(meeting_permissions, "in_conflict", lambda _user, _application: False)

    assert client_of(recused).get(at("meeting_item", item)).status_code == 200


def test_nobody_else_finds_a_meeting(begun, item, owner, approver, open_round):
    pages = [("meeting", begun), ("meeting_screen", begun), ("meeting_item", item), ("meeting_calendar", begun)]
    guest = making.person("guest")

    for person in (owner, approver, guest):
        assert {client_of(person).get(at(name, record)).status_code for name, record in pages} == {404}
    assert {Client().get(at(name, record)).status_code for name, record in pages} == {302}


def test_meeting_that_is_only_planned_does_not_exist_for_members(planned, members):
    assert client_of(members[0]).get(at("meeting", planned)).status_code == 404


def test_who_has_not_pledged_is_led_to_the_pledge(begun, item, members):
    PanelMember.objects.filter(judge=members[0]).update(pledged_at=None)
    client = client_of(members[0])

    assert client.get(at("meeting", begun)).headers["Location"] == reverse("certifications:judging")
    assert client.get(at("meeting_item", item)).status_code == 404


def test_member_votes_on_her_own_phone(motion, members):
    client = client_of(members[0])
    before = client.get(at("meeting_item", motion.item)).content.decode()

    client.post(at("meeting_vote", motion.item), {"motion": motion.number, "choice": "for"})
    after = client.get(at("meeting_item", motion.item)).content.decode()

    assert 'value="against"' in before
    assert list(motion.votes.values_list("member__name", "choice")) == [("委員a", "for")]
    assert "あなたの投票：賛成" in after


@pytest.mark.parametrize("number", ["9" * 5000, "٣", "-1", ""])
def test_vote_on_no_motion_is_not_found(motion, members, number):
    answer = client_of(members[0]).post(at("meeting_vote", motion.item), {"motion": number, "choice": "for"})

    assert (answer.status_code, motion.votes.count()) == (404, 0)


def test_vote_of_an_interest_finds_nothing_to_vote_on(motion, recused):
    answer = client_of(recused).post(at("meeting_vote", motion.item), {"motion": motion.number, "choice": "for"})

    assert (answer.status_code, motion.votes.count()) == (404, 0)


def test_late_vote_is_told_so(motion, members, secretary):
    motions.close_vote(motion, by=secretary)

    answer = client_of(members[0]).post(at("meeting_vote", motion.item), {"motion": motion.number, "choice": "for"}, follow=True)

    assert "この採決は締め切られました。" in answer.content.decode()


def test_projected_page_is_neutral_and_shows_numbers_after_the_count_only(begun, motion, recused, members, secretary):
    motions.cast(motion, "for", by=members[0])
    during = page(secretary, "meeting_screen", begun)
    motions.close_vote(motion, by=secretary)
    after = page(secretary, "meeting_screen", begun)

    assert ("試作0" in during, "screen__counts" in during, "screen__counts" in after) == (True, False, True)
    assert not any(str(member) in during + after for member in members)
    assert "橘精機" not in during
    assert 'http-equiv="refresh"' in during


def test_projected_page_hides_an_item_from_who_has_an_interest(begun, motion, recused, members):
    own, others = page(recused, "meeting_screen", begun), page(members[0], "meeting_screen", begun)

    assert ("試作0" in own, "採決" in own) == (False, False)
    assert ("試作0" in others, "採決" in others) == (True, True)


def test_projected_page_does_not_tell_of_a_hidden_item_that_it_was_put_off(begun, item, recused, members, secretary):
    sessions.open_item(item, moved=True, by=secretary)
    sessions.defer(item, reason="資料の不足", by=secretary)

    own, others = page(recused, "meeting_screen", begun), page(members[0], "meeting_screen", begun)

    assert ('data-state="over"' in own, 'data-state="deferred"' in own) == (True, False)
    assert 'data-state="deferred"' in others


def test_hash_of_the_minutes_is_shown_to_who_may_read_all_of_them(begun, cases, recused, members, secretary):
    """By a hash one could try what the part says that is kept from her."""
    meeting = held(begun, cases, members, secretary)
    found, digest = minutes.draft(meeting, by=secretary), "ab" * 32
    type(found).objects.filter(pk=found.pk).update(state="confirmed", confirmed_at=clock.now(), sha256=digest)

    shown = [digest in page(person, "meeting_minutes", meeting) for person in (members[0], recused)]

    assert shown == [True, False]


def test_calendar_asks_and_takes_back(convened, members, secretary):
    client = client_of(members[0])
    asked = client.get(at("meeting_calendar", convened))
    sitting.meetings.call_off(convened, reason="中止", by=secretary)
    off = client.get(at("meeting_calendar", convened))

    assert "method=REQUEST" in asked.headers["Content-Type"]
    assert (b"METHOD:CANCEL" in off.content, "試作".encode() in asked.content + off.content) == (True, False)


def test_what_the_chair_wrote_stands_there_again_when_it_is_too_late_or_too_long(begun, cases, members, secretary):
    meeting = held(begun, cases, members, secretary)
    draft = minutes.draft(meeting, by=secretary)
    minutes.submit(draft, by=secretary)
    chair = client_of(members[0])

    long = chair.post(at("meeting_minutes", meeting), {"action": "give_back", "comment": "長い意見。" * 500})
    minutes.confirm(draft, seen_as=minutes.digest(minutes.to_confirm(draft, members[0])), by=members[0])
    late = chair.post(at("meeting_minutes", meeting), {"action": "give_back", "comment": "票数が違います。"})

    assert (long.status_code, "長い意見。" * 500 in long.content.decode()) == (422, True)
    assert (late.status_code, "票数が違います。" in late.content.decode()) == (422, True)


def test_minutes_are_confirmed_by_the_chair_on_her_page(begun, cases, members, secretary):
    meeting = held(begun, cases, members, secretary)
    draft = minutes.draft(meeting, by=secretary)
    chair = client_of(members[0])
    before = chair.get(at("meeting_minutes", meeting)).status_code
    minutes.submit(draft, by=secretary)
    shown = chair.get(at("meeting_minutes", meeting))
    other = page(members[2], "meeting_minutes", meeting)

    chair.post(at("meeting_minutes", meeting), {"action": "confirm", "seen_as": shown.context["seen_as"]})

    draft.refresh_from_db()
    assert (before, draft.state) == (404, "confirmed")
    assert ("使いやすい" in shown.content.decode(), "使いやすい" in other, "試作0" in other) == (True, False, False)


@pytest.fixture
def report(item, stage, members):
    """What was seen on a visit, handed in."""
    entry = StageEntry.objects.get(stage=stage, application=item.application)
    facts = {"text": "現場で動かした", "happened_on": clock.today(), "handed_in_at": clock.now(), "due_on": clock.today()}
    return FieldReport.objects.create(entry=entry, reporter=members[4], asked_by=members[4], asked_at=clock.now(), **facts)


def test_members_read_reports_of_visits_but_not_of_an_interest_or_blind(item, report, recused, members, stage):
    seen = page(members[0], "meeting_item", item)
    kept = FieldReport.objects.visible_to(recused).count()
    stage.hides = ["identity"]
    stage.save(update_fields=["hides"])

    assert ("現場で動かした" in seen, kept) == (True, 0)
    assert FieldReport.objects.visible_to(members[0]).count() == 0


def test_blind_stage_shows_no_applicant_and_no_file(begun, item, members, stage):
    stage.hides = ["identity"]
    stage.save(update_fields=["hides"])
    client = client_of(members[0])
    attachment = item.application.attachments.first()
    pages = [client.get(at(name, record)).content.decode() for name, record in (("meeting", begun), ("meeting_item", item))]

    assert not any("試作工業" in text for text in pages)
    assert client.get(at("meeting_paper", item, attachment.public_id)).status_code == 404
