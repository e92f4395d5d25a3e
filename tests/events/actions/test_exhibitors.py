"""An organization applies for an expo, and the office accepts it: one booth for one, and a price that can be explained."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from events.actions import acceptances, exhibitors, expos
from events.expo_refusals import (
    AppliedAlready,
    BoothTaken,
    CallClosed,
    Incomplete,
    ReasonNeeded,
    TermsChanged,
    TermsNotAgreed,
    TooMuch,
    WrongBooths,
)
from events.expo_states import EXHIBITOR_MOVES, ExhibitorState
from events.models import Exhibitor
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from home.versions import StaleRecord
from payments.actions import orders
from payments.models import Order
from tests.events.exhibiting import CALL, WRITTEN, booths, firm, made


@pytest.fixture
def expo(venue):
    return made(venue)


@pytest.fixture
def midori():
    return firm()


@pytest.fixture
def begun(expo, midori):
    organization, owner = midori
    return exhibitors.begin(expo, organization, region="city", by=owner)


def saved(exhibitor, owner, **facts):
    exhibitors.save(exhibitor, row_version=exhibitor.row_version, by=owner, **WRITTEN | facts)
    return exhibitor


def submitted(exhibitor, owner, **facts):
    saved(exhibitor, owner, **facts)
    exhibitors.submit(exhibitor, row_version=exhibitor.row_version, agreed=exhibitors.mark_of(exhibitor.expo), by=owner)
    return exhibitor


@pytest.fixture
def sent(begun, midori):
    return submitted(begun, midori[1], booths_wanted=2, options={"power": 1})


def letters():
    return [(letter.kind, letter.address) for letter in Letter.objects.filter(kind__startswith="events/").order_by("pk")]


def test_states_that_an_exhibitor_has_are_all_on_the_map():
    assert set(EXHIBITOR_MOVES) == set(ExhibitorState.values)


def test_application_begins_with_who_began_it(begun, midori):
    assert (begun.state, begun.contact_name, begun.contact_email) == ("draft", "midori 担当", "midori@firm.example")


def test_organization_applies_once(begun, expo, midori):
    with pytest.raises(AppliedAlready):
        exhibitors.begin(expo, midori[0], region="city", by=midori[1])


def test_what_was_withdrawn_may_be_begun_anew(begun, expo, midori):
    exhibitors.withdraw(begun, by=midori[1])

    again = exhibitors.begin(expo, midori[0], region="city", by=midori[1])

    assert [row.state for row in Exhibitor.objects.order_by("pk")] == ["withdrawn", "draft"]
    assert again.pk != begun.pk


@pytest.mark.parametrize(
    "moment", [CALL["applications_open_at"] - timedelta(seconds=1), CALL["applications_close_at"]], ids=["before", "at the close"]
)
def test_nobody_applies_outside_of_the_call(expo, midori, moment):
    with clock.at(moment), pytest.raises(CallClosed):
        exhibitors.begin(expo, midori[0], region="city", by=midori[1])


def test_expo_that_is_not_announced_takes_nobody(venue, midori):
    with pytest.raises(CallClosed):
        exhibitors.begin(made(venue, announced=False), midori[0], region="city", by=midori[1])


def test_somebody_else_writes_and_sends_nothing(begun):
    _other, stranger = firm("他社株式会社", "other")
    verbs = (
        lambda: exhibitors.save(begun, row_version=begun.row_version, by=stranger, sign_ja="他社"),
        lambda: exhibitors.submit(begun, row_version=begun.row_version, agreed="x", by=stranger),
        lambda: exhibitors.withdraw(begun, by=stranger),
        lambda: acceptances.accept(begun, booths=[], by=stranger),
        lambda: acceptances.decline(begun, reason="-", by=stranger),
        lambda: acceptances.give_back(begun, reason="-", by=stranger),
        lambda: acceptances.put_in_line(begun, reason="-", by=stranger),
        lambda: acceptances.move(begun, booths=[], by=stranger),
    )

    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()


def test_second_colleague_who_read_an_older_version_overwrites_nothing(begun, midori):
    saved(begun, midori[1])

    with pytest.raises(StaleRecord):
        exhibitors.save(begun, row_version=begun.row_version - 1, by=midori[1], sign_ja="別の名")

    begun.refresh_from_db()
    assert begun.sign_ja == "みどり計測"


def test_more_than_the_expo_allows_is_refused_with_the_limit(begun, midori):
    with pytest.raises(TooMuch) as refused:
        saved(begun, midori[1], booths_wanted=5)

    assert (refused.value.field, str(refused.value)) == ("booths_wanted", "4以下にしてください。")


def test_what_is_missing_is_named(begun, midori):
    with pytest.raises(Incomplete) as refused:
        exhibitors.submit(begun, row_version=begun.row_version, agreed="x", by=midori[1])

    assert refused.value.fields == ["sign_ja", "summary_ja", "contact_telephone"]


def test_terms_are_agreed_to_as_they_stand(begun, midori, manager):
    saved(begun, midori[1])
    read = exhibitors.mark_of(begun.expo)
    version = {"row_version": begun.row_version, "by": midori[1]}

    with pytest.raises(TermsNotAgreed):
        exhibitors.submit(begun, agreed="", **version)
    expos.change(begun.expo, row_version=begun.expo.row_version, terms_ja="新しい出展規約", by=manager)
    with pytest.raises(TermsChanged):
        exhibitors.submit(begun, agreed=read, **version)


def test_submission_keeps_the_price_and_writes_a_letter(sent):
    assert sent.state == "submitted"
    assert sent.price == {
        "lines": [
            {"code": "city", "quantity": 2, "unit": 66_000, "amount": 132_000},
            {"code": "power", "quantity": 1, "unit": 8_800, "amount": 8_800},
        ],
        "passed_over": {},
        "total": 140_800,
    }
    assert letters() == [("events/exhibitor_submitted", "expo@firm.example")]


def test_what_is_with_the_office_is_not_changed(sent, midori):
    with pytest.raises(IllegalTransition):
        saved(sent, midori[1], sign_ja="別の名")


def test_returned_application_is_mended_after_the_call_too(sent, midori, manager):
    acceptances.give_back(sent, reason="英語の社名もお書きください。", by=manager)

    with clock.at(CALL["applications_close_at"] + timedelta(days=3)):
        submitted(sent, midori[1], sign_en="Midori Instruments")

    assert (sent.state, sent.sign_en) == ("submitted", "Midori Instruments")
    assert [name for name, _to in letters()] == [
        "events/exhibitor_submitted",
        "events/exhibitor_returned",
        "events/exhibitor_submitted",
    ]


def test_acceptance_gives_booths_and_places_the_order(sent, expo, manager):
    order = acceptances.accept(sent, booths=booths(expo, "A-1", "A-2"), by=manager)

    assert sent.state == "accepted"
    assert [booth.code for booth in sent.booths.order_by("code")] == ["A-1", "A-2"]
    assert (order.total, order.organization, order.method) == (140_800, sent.organization, "transfer")
    assert [(line.description_ja, line.quantity, line.price, line.about) for line in order.lines.order_by("place")] == [
        ("小間料金（市内）", 2, 66_000, sent.reference),
        ("電気（1kW）", 1, 8_800, sent.reference),
    ]


def test_booth_that_somebody_has_is_given_to_nobody_else_and_nothing_is_written(sent, expo, manager):
    other, owner = firm("青葉工業株式会社", "aoba")
    second = submitted(exhibitors.begin(expo, other, region="city", by=owner), owner)
    acceptances.accept(sent, booths=booths(expo, "A-1", "A-2"), by=manager)
    before = Order.objects.count(), Letter.objects.count()

    with pytest.raises(BoothTaken):
        acceptances.accept(second, booths=booths(expo, "A-2"), by=manager)

    second.refresh_from_db()
    assert second.state == "submitted"
    assert (Order.objects.count(), Letter.objects.count()) == before


@pytest.mark.parametrize("codes", [(), ("A-1",), ("A-1", "A-2", "A-3"), ("A-1", "A-1")])
def test_exhibitor_gets_as_many_booths_as_it_asked_for(sent, expo, manager, codes):
    with pytest.raises(WrongBooths):
        acceptances.accept(sent, booths=booths(expo, *codes), by=manager)


def test_discount_is_named_in_the_line_of_the_booths(begun, midori, expo, manager):
    submitted(begun, midori[1], booths_wanted=3)

    order = acceptances.accept(begun, booths=booths(expo, "A-1", "A-2", "A-3"), by=manager)

    assert [(line.description_ja, line.quantity, line.price) for line in order.lines.order_by("place")] == [
        ("小間料金（市内） × 3（複数小間割引）", 1, 178_200),
    ]
    assert order.total == 178_200


def test_exhibitor_is_moved_to_free_booths(sent, expo, manager):
    acceptances.accept(sent, booths=booths(expo, "A-1", "A-2"), by=manager)

    acceptances.move(sent, booths=booths(expo, "A-2", "A-3"), by=manager)

    assert [booth.code for booth in expo.booths.exclude(exhibitor=None).order_by("code")] == ["A-2", "A-3"]


def test_whoever_declines_or_returns_says_why(sent, manager):
    for verb in (acceptances.decline, acceptances.give_back, acceptances.put_in_line):
        with pytest.raises(ReasonNeeded):
            verb(sent, reason="  ", by=manager)


def test_waiting_exhibitor_is_accepted_when_a_booth_comes_free(sent, expo, manager):
    acceptances.put_in_line(sent, reason="この区画は満小間です。", by=manager)
    assert "この区画は満小間です。" in Letter.objects.get(kind="events/exhibitor_waitlisted").text

    acceptances.accept(sent, booths=booths(expo, "A-1", "A-2"), by=manager)

    assert (sent.state, sent.reason) == ("accepted", "")


def test_order_that_is_cancelled_gives_the_booths_back(sent, expo, manager):
    order = acceptances.accept(sent, booths=booths(expo, "A-1", "A-2"), by=manager)

    orders.cancel(order, reason="出展取りやめ", by=None)

    sent.refresh_from_db()
    assert (sent.state, expo.booths.free().count()) == ("cancelled", 5)
    assert letters()[-1] == ("events/exhibitor_cancelled", "expo@firm.example")


def test_declined_exhibitor_reads_the_reason(sent, manager):
    acceptances.decline(sent, reason="展示の趣旨に合いませんでした。", by=manager)

    assert sent.state == "declined"
    assert "展示の趣旨に合いませんでした。" in Letter.objects.get(kind="events/exhibitor_declined").text


def test_accepted_application_is_not_simply_withdrawn(sent, expo, midori, manager):
    acceptances.accept(sent, booths=booths(expo, "A-1", "A-2"), by=manager)

    with pytest.raises(IllegalTransition):
        exhibitors.withdraw(sent, by=midori[1])


def test_office_lists_what_was_sent_and_members_their_own(sent, expo, manager, auditor, stranger, midori):
    other, owner = firm("青葉工業株式会社", "aoba")
    draft = exhibitors.begin(expo, other, region="city", by=owner)

    assert list(Exhibitor.objects.visible_to(manager)) == [sent]
    assert [list(Exhibitor.objects.visible_to(user)) for user in (auditor, stranger, owner)] == [[], [], []]
    assert list(Exhibitor.objects.of_member(owner)) == [draft]
    assert list(Exhibitor.objects.of_member(midori[1])) == [sent]
