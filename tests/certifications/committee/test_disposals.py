"""What committees said of a case goes with the case's papers; what is left of the minutes has a hash that follows the last."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import disposals, holds, minutes, motions, rounds, sessions
from certifications.actions import meetings as meetings_
from certifications.documents.minutes import facts_of
from certifications.models import (
    AgendaItem,
    Conflict,
    EmptiedMinutes,
    Minutes,
    MinutesPart,
    Slip,
    Vote,
)
from certifications.refusals import MinutesFrozen
from home import clock
from home.actions import files
from home.models import StoredFile
from tests.certifications import disposing
from tests.certifications.committee import sitting
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
GONE = "保存期間が満了したため、廃棄しました。"
REASON, TIE = "使いやすい", "前職の取引先です。"


@pytest.fixture
def program(db):
    return disposing.program(stages=sitting.SELECTING)


def voted(meeting, case, members, secretary):
    item = sessions.open_item(sitting.item_of(meeting, case), moved=True, by=secretary)
    motion = motions.open_vote(item, proposal="goes_on", by=secretary)
    there = [member for member in members if member.pk in meeting.presences.now().values_list("member", flat=True)]
    for member in there:
        motions.cast(motion, "for", by=member)
    motions.close_vote(motion, by=secretary)
    sessions.decide(item, outcome="goes_on", reason=REASON, by=secretary)


@pytest.fixture
def confirmed(begun, cases, members, secretary):
    """Two cases went on by votes, and the minutes are confirmed and drawn; one member had a tie with the first."""
    Conflict.objects.create(
        person=members[2],
        application=cases[0],
        state="confirmed",
        source="judge",
        recorded_at=clock.now(),
        reason=TIE,
        answer=TIE,
        grounds=[{"hash": "a", "source": "applicant", "kind": "other", "said": TIE}],
    )
    for case in cases[:2]:
        voted(begun, case, members, secretary)
    sessions.defer(sitting.item_of(begun, cases[2]), reason="現物を見る", by=secretary)
    meetings_.close(begun, by=secretary)
    made = minutes.draft(sitting.again(begun), by=secretary)
    minutes.submit(made, by=secretary)
    found = Minutes.objects.get(pk=made.pk)
    for member in members[:2]:
        if mine := minutes.to_confirm(found, member):
            found = minutes.confirm(found, seen_as=minutes.digest(mine), by=member)
    minutes.render(found)
    return again(found)


def sure(case, secretary, approver, at=disposing.DUE):
    """The round is over, and the disposal of its cases is approved."""
    rounds.cancel(again(case.round), reason="中止します。", by=secretary)
    return disposing.confirmed(again(case), secretary, approver, at=at)


def carried_out(at=disposing.DAY_AFTER):
    with clock.at(at):
        return disposals.carry_out_due()


def said_of(case):
    return (
        list(MinutesPart.objects.filter(item__application=case).values_list("text", flat=True)),
        list(AgendaItem.objects.filter(application=case).values_list("reason", flat=True)),
        set(Vote.objects.filter(motion__item__application=case).values_list("choice", flat=True)),
        Slip.objects.filter(motion__item__application=case).count(),
    )


def test_what_a_committee_said_of_a_case_goes_and_its_outcome_stays(confirmed, cases, members, secretary, approver):
    before, pdf = confirmed.sha256, confirmed.pdf
    disposal = sure(again(cases[0]), secretary, approver)

    assert (disposal.counts["minutes"], carried_out()) == (3, 3)

    after, item = again(confirmed), AgendaItem.objects.get(application=cases[0])
    conflict = Conflict.objects.get(application=cases[0])
    assert [said_of(case) for case in cases] == [([""], [""], {""}, 0), ([""], [""], {""}, 0), ([""], [""], set(), 0)]
    assert (item.outcome, item.motions.get().tally, item.motions.get().votes.count()) == (
        "goes_on",
        {"for": 4, "against": 0, "abstain": 0},
        4,
    )
    assert (conflict.state, conflict.reason, conflict.answer, conflict.grounds[0]["said"]) == ("confirmed", "", "", "")
    assert (after.sha256, minutes.is_intact(after), after.pdf) == (before, True, None)
    assert [bool(part.text) for part in after.parts.all()] == [True, False, False, False, True]
    with clock.at(disposing.DAY_AFTER + timedelta(days=2)):
        minutes.render(after)
        files.sweep_unnamed(clock.now() - timedelta(days=1))
    assert (again(after).pdf is None, StoredFile.objects.filter(pk=pdf.pk).exists()) == (False, False)
    assert again(disposal).counts["minutes"] == 3


def test_each_part_that_goes_leaves_a_hash_that_follows_the_last(confirmed, cases, secretary, approver):
    hold = holds.place(cases[1].round, cases[1], kind="audit", reason="監査", by=secretary)
    sure(again(cases[0]), secretary, approver)
    carried_out()
    first = (said_of(cases[1])[0][0] != "", EmptiedMinutes.objects.count(), minutes.is_intact(again(confirmed)))
    holds.lift(hold, reason="済み", by=secretary)
    disposing.confirmed(again(cases[1]), secretary, approver, at=disposing.DAY_AFTER)
    carried_out(disposing.DAY_AFTER + timedelta(days=1, hours=1))

    assert (first, EmptiedMinutes.objects.count(), minutes.is_intact(again(confirmed))) == ((True, 2, True), 3, True)
    MinutesPart.objects.filter(minutes=confirmed, item=None).update(text="改ざん")
    assert not minutes.is_intact(again(confirmed))


def test_a_part_that_has_gone_is_written_by_nobody(begun, cases, secretary, approver, client):
    for case in cases:
        sessions.defer(sitting.item_of(begun, case), reason="現物を見る", by=secretary)
    meetings_.close(begun, by=secretary)
    made = minutes.draft(sitting.again(begun), by=secretary)
    sure(again(cases[0]), secretary, approver)
    carried_out()

    part = MinutesPart.objects.select_related("minutes__meeting").get(item__application=cases[0])
    with pytest.raises(MinutesFrozen):
        minutes.edit(part, text="もう一度", row_version=again(made).row_version, by=secretary)
    assert EmptiedMinutes.objects.count() == 0
    assert facts_of(again(made))["parts"][1]["lines"] == [GONE]
    with clock.at(disposing.DAY_AFTER):
        client.force_login(secretary)
        page = client.get(reverse("committee-meetings:minutes", args=[begun.public_id])).content.decode()
    assert (page.count(GONE), page.count("<textarea"), "現物を見る" in page) == (3, 2, False)
