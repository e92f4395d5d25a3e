"""Minutes: drafted from the record, edited, confirmed part by part by whom no interest keeps out, then frozen."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import meetings, minutes, motions, sessions
from certifications.documents import minutes_pdf
from certifications.models import Minutes, MinutesPart
from certifications.refusals import MeetingNotClosed, MinutesFrozen, NothingToConfirm, ReasonMissing
from home.models import Letter
from home.states import IllegalTransition
from home.versions import StaleRecord
from tests.certifications.committee import sitting


def held(begun, cases, members, secretary):
    """A vote on the first case, with one member out; the others are put off."""
    sitting.confess(members[2], cases[0], secretary)
    item = sessions.open_item(sitting.item_of(begun, cases[0]), moved=True, by=secretary)
    motion = motions.open_vote(item, proposal="goes_on", by=secretary)
    for member, choice in zip((members[0], members[1], members[3]), ("for", "for", "against"), strict=True):
        motions.cast(motion, choice, by=member)
    motions.close_vote(motion, by=secretary)
    sessions.decide(item, outcome="goes_on", reason="使いやすい", by=secretary)
    for case in cases[1:]:
        sessions.defer(sitting.item_of(begun, case), reason="現物を見る", by=secretary)
    meetings.close(begun, by=secretary)
    return sitting.again(begun)


@pytest.fixture
def over(begun, cases, members, secretary):
    return held(begun, cases, members, secretary)


@pytest.fixture
def drafted(over, secretary):
    return minutes.draft(over, by=secretary)


@pytest.fixture
def submitted(drafted, secretary):
    minutes.submit(drafted, by=secretary)
    return Minutes.objects.select_related("meeting__stage__round__program").get(pk=drafted.pk)


def part_of(found, case):
    return MinutesPart.objects.select_related("minutes__meeting").get(minutes=found, item__application=case)


def seen(found, member):
    return minutes.digest(minutes.to_confirm(found, member))


def test_minutes_are_drafted_from_what_happened(drafted, cases):
    opening, *items, closing = drafted.parts.all()

    text = part_of(drafted, cases[0]).text
    assert "出席（5名中5名）" in opening.text
    assert len(items) == 3
    assert "委員cは、案件に利害関係があるため退席しました。" in text
    assert "採決（通過）：賛成 2、反対 1、棄権 0。結果：可決" in text
    assert "賛成: 委員a、委員b" in text
    assert "結論：通過（採決による）" in text
    assert "理由：使いやすい" in text
    assert closing.text.startswith("閉会：")


def test_minutes_are_drafted_once_and_after_the_close(begun, over, drafted, secretary, approver):
    assert minutes.draft(over, by=secretary) == drafted
    with pytest.raises(PermissionDenied):
        minutes.draft(over, by=approver)


def test_minutes_of_a_meeting_that_goes_on_are_refused(begun, secretary):
    with pytest.raises(MeetingNotClosed):
        minutes.draft(begun, by=secretary)


def test_part_is_edited_over_the_version_that_was_read(drafted, cases, secretary):
    part = part_of(drafted, cases[0])
    read = drafted.row_version
    minutes.edit(part, text="書き直した", row_version=read, by=secretary)

    with pytest.raises(StaleRecord):
        minutes.edit(part, text="別の文", row_version=read, by=secretary)

    assert part_of(drafted, cases[0]).text == "書き直した"


def test_minutes_under_confirmation_are_not_edited(submitted, cases, secretary):
    with pytest.raises(MinutesFrozen):
        minutes.edit(part_of(submitted, cases[0]), text="x", row_version=submitted.row_version, by=secretary)


def test_chair_confirms_and_the_text_is_frozen(submitted, members, secretary):
    letters = Letter.objects.filter(kind="certifications/minutes_to_confirm")
    found = minutes.confirm(submitted, seen_as=seen(submitted, members[0]), by=members[0])

    assert list(letters.values_list("recipient__name", flat=True)) == ["委員a"]
    assert (found.state, len(found.sha256), minutes.is_intact(found)) == ("confirmed", 64, True)
    with pytest.raises(IllegalTransition):
        minutes.take_back(found, by=secretary)
    MinutesPart.objects.filter(minutes=found, order=1).update(text="改ざん")
    assert not minutes.is_intact(found)


def test_deputy_confirms_what_is_kept_from_the_chair(submitted, cases, members, secretary):
    sitting.confess(members[0], cases[0], secretary)
    chair, deputy = (minutes.to_confirm(submitted, member) for member in members[:2])
    assert (len(chair), [part.item.application for part in deputy]) == (4, [cases[0]])

    first = minutes.confirm(submitted, seen_as=minutes.digest(chair), by=members[0])
    assert first.state == "submitted"

    assert minutes.confirm(submitted, seen_as=minutes.digest(deputy), by=members[1]).state == "confirmed"


def test_another_who_was_there_confirms_what_is_kept_from_both(submitted, cases, members, secretary):
    for member in members[:2]:
        sitting.confess(member, cases[0], secretary)

    assert [len(minutes.to_confirm(submitted, member)) for member in members] == [4, 0, 0, 1, 1]


def test_nobody_confirms_what_she_has_not_read(submitted, members, secretary):
    read = seen(submitted, members[0])
    minutes.take_back(submitted, by=secretary)
    fresh = Minutes.objects.get(pk=submitted.pk)
    minutes.edit(
        fresh.parts.select_related("minutes__meeting").first(), text="変えた", row_version=fresh.row_version, by=secretary
    )
    minutes.submit(fresh, by=secretary)

    with pytest.raises(NothingToConfirm):
        minutes.confirm(submitted, seen_as=read, by=members[0])
    with pytest.raises(NothingToConfirm):
        minutes.confirm(submitted, seen_as=seen(submitted, members[4]), by=members[4])
    with pytest.raises(PermissionDenied):
        minutes.confirm(submitted, seen_as=read, by=secretary)


def test_chair_gives_them_back_with_a_word(submitted, members):
    with pytest.raises(ReasonMissing):
        minutes.give_back(submitted, comment=" ", by=members[0])
    with pytest.raises(NothingToConfirm):
        minutes.give_back(submitted, comment="直して", by=members[4])

    minutes.give_back(submitted, comment="票数を確かめてください", by=members[0])

    found = Minutes.objects.get(pk=submitted.pk)
    assert (found.state, found.history.latest("seq").note) == ("drafted", "票数を確かめてください")


def test_confirmed_minutes_are_drawn_once_as_pdf(submitted, members):
    found = minutes.confirm(submitted, seen_as=seen(submitted, members[0]), by=members[0])

    minutes.render(found)
    found.refresh_from_db()
    first = found.pdf_id
    minutes.render(found)

    assert found.pdf.read().startswith(b"%PDF")
    assert Minutes.objects.get(pk=found.pk).pdf_id == first
    assert minutes_pdf(found).startswith(b"%PDF")
