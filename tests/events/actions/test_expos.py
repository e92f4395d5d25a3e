"""Setting up an expo: rules that leave nobody without one price, plans without two booths in one place."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from events import fees
from events.actions import events, exhibitors, expos
from events.expo_refusals import (
    BoothGiven,
    BoothTwice,
    CallReversed,
    NotAnExpo,
    OutsideHall,
    PlanOverlaps,
    RulesContradict,
    RulesFrozen,
    ScaleWrong,
)
from events.models import BoothSquare, Event
from home.versions import StaleRecord
from tests.events.exhibiting import CALL, HALL, PLAN, RULES, STEPS, booth, booths, expo_event, firm, made


@pytest.fixture
def expo(venue):
    return made(venue)


def test_expo_gives_an_event_its_call(manager, venue):
    expo = expos.set_up(expo_event(venue=venue), by=manager, **CALL)

    assert [(event.action, event.by) for event in expo.history.all()] == [("expo.set_up", manager)]
    assert str(expo) == "国際環境技術展2027"


def test_only_an_expo_has_exhibitors(manager, venue):
    seminar = events.draft(by=manager, **{"kind": "seminar", "slug": "talk", "title_ja": "講演"} | times())

    with pytest.raises(NotAnExpo):
        expos.set_up(seminar, by=manager, **CALL)


def times():
    event = Event(starts_at=CALL["applications_open_at"], ends_at=CALL["applications_close_at"])
    return {"starts_at": event.starts_at, "ends_at": event.ends_at}


def test_call_that_ends_before_it_begins_is_refused(expo, manager):
    with pytest.raises(CallReversed):
        expos.change(
            expo, row_version=expo.row_version, applications_close_at=CALL["applications_open_at"] - timedelta(days=1), by=manager
        )


@pytest.mark.parametrize("role", ["auditor", "editor", "stranger"])
def test_who_does_not_run_events_sets_up_nothing(expo, role, request):
    user = request.getfixturevalue(role)
    version = {"row_version": expo.row_version, "by": user}

    for verb in (
        lambda: expos.set_up(expo.event, by=user, **CALL),
        lambda: expos.change(expo, most_booths=9, **version),
        lambda: expos.write_rules(expo, rules=RULES, steps=STEPS, **version),
        lambda: expos.write_zones(expo, zones=[], **version),
        lambda: expos.draw_plan(expo, hall=HALL, booths=PLAN, **version),
        lambda: expos.show(expo, **version),
        lambda: expos.hide(expo, **version),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_second_officer_who_read_an_older_version_is_told(expo, manager):
    expos.change(expo, row_version=expo.row_version, most_booths=5, by=manager)

    with pytest.raises(StaleRecord):
        expos.change(expo, row_version=expo.row_version - 1, most_booths=6, by=manager)


def test_rules_become_prices(expo):
    applicant = fees.Applicant({"region": "city", "size": "small", "joint": "alone"}, 3, date(2026, 11, 21), {"power": 2})

    price = fees.price(expo.rules, applicant)

    assert [(line.code, line.amount) for line in price.lines] == [("city", 198_000), ("many", -19_800), ("power", 17_600)]
    assert expo.scale == STEPS


def test_rules_that_leave_somebody_without_a_price_are_refused_and_the_old_ones_stay(expo, manager):
    with pytest.raises(RulesContradict) as refused:
        expos.write_rules(expo, row_version=expo.row_version, rules=RULES[:1], steps=STEPS, by=manager)

    assert {problem.example.values["region"] for problem in refused.value.problems} == {"prefecture", "japan", "abroad"}
    assert expo.fee_rules.count() == len(RULES)


def test_scale_that_falls_is_refused(expo, manager):
    with pytest.raises(ScaleWrong):
        expos.write_rules(expo, row_version=expo.row_version, rules=RULES, steps=STEPS[::-1], by=manager)


def test_fees_by_which_somebody_has_applied_stay(expo, manager):
    organization, owner = firm()
    application = exhibitors.begin(expo, organization, region="city", by=owner)
    type(application).objects.filter(pk=application.pk).update(submitted_at=application.begun_at)

    with pytest.raises(RulesFrozen):
        expos.write_rules(expo, row_version=expo.row_version, rules=RULES, steps=STEPS, by=manager)


def test_plan_covers_squares_once(expo):
    assert BoothSquare.objects.filter(hall__expo=expo).count() == 5 * 9
    first = expo.booths.get(code="A-1")

    with pytest.raises(IntegrityError):
        BoothSquare.objects.create(hall=first.hall, booth=first, column=3, row=0)


@pytest.mark.parametrize(
    ("plan", "refusal", "words"),
    [
        ([*PLAN, booth("C-1", 2, 2)], PlanOverlaps, "小間A-1とC-1が重なっています。"),
        ([*PLAN, booth("C-1", 10, 3)], OutsideHall, "小間C-1がホールからはみ出しています。"),
        ([*PLAN, booth("A-1", 6, 3)], BoothTwice, "小間A-1が図面に2つあります。"),
    ],
)
def test_plan_that_cannot_be_is_refused_in_words(expo, manager, plan, refusal, words):
    with pytest.raises(refusal) as refused:
        expos.draw_plan(expo, row_version=expo.row_version, hall=HALL, booths=plan, by=manager)

    assert str(refused.value) == words
    assert expo.booths.count() == 5


def test_booth_that_somebody_has_stays_on_the_plan_and_can_be_moved(expo, manager):
    organization, owner = firm()
    application = exhibitors.begin(expo, organization, region="city", by=owner)
    given = booths(expo, "B-1")[0]
    type(given).objects.filter(pk=given.pk).update(exhibitor=application)

    with pytest.raises(BoothGiven):
        expos.draw_plan(expo, row_version=expo.row_version, hall=HALL, booths=PLAN[:4], by=manager)
    expo.refresh_from_db()
    expos.draw_plan(expo, row_version=expo.row_version, hall=HALL, booths=[*PLAN[:4], booth("B-1", 9, 3)], by=manager)

    assert expo.booths.get(code="B-1").column == 9
    assert expo.booths.get(code="B-1").exhibitor == application


def test_two_halls_share_no_number(expo, manager):
    other = HALL | {"code": "small", "name_ja": "小ホール"}

    with pytest.raises(BoothTwice):
        expos.draw_plan(expo, row_version=expo.row_version, hall=other, booths=[booth("A-1", 0)], by=manager)


def test_zones_that_are_used_stay(expo, manager):
    zones = [{"code": "water", "name_ja": "水"}, {"code": "energy", "name_ja": "エネルギー"}]
    expos.write_zones(expo, row_version=expo.row_version, zones=zones, by=manager)
    expo.booths.filter(code="A-1").update(zone=expo.zones.get(code="water"))

    expos.write_zones(expo, row_version=expo.row_version, zones=[{"code": "air", "name_ja": "大気"}], by=manager)

    assert [(zone.code, zone.order) for zone in expo.zones.order_by("code")] == [("air", 0), ("water", 0)]


def test_public_sees_the_plan_from_its_moment_on(expo, manager):
    shown = type(expo).objects.shown

    expos.show(expo, row_version=expo.row_version, at=CALL["applications_close_at"], by=manager)
    assert list(shown(CALL["applications_close_at"] - timedelta(seconds=1))) == []
    assert list(shown(CALL["applications_close_at"])) == [expo]

    expos.hide(expo, row_version=expo.row_version, by=manager)
    assert list(shown(CALL["applications_close_at"])) == []
