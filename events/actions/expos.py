"""Setting up an expo: its call, its fees, its plan, and when the public sees who exhibits."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from events import fees, floor_plans
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
from events.expo_states import ATTRIBUTES
from events.floor_plans import Place
from events.models import Booth, BoothSquare, CancellationStep, Event, Expo, FeeRule, Hall, Zone
from events.permissions import can_write_exhibitors
from events.states import EventKind
from home import clock
from home.versions import write_version

Row = Mapping[str, Any]


def set_up(event: Event, *, by: Any, **facts: Any) -> Expo:
    """Gives an event of exhibitors its frame. Raises NotAnExpo and CallReversed."""
    _must_be_allowed(by)
    if event.kind != EventKind.EXPO:
        raise NotAnExpo
    _check_call(facts["applications_open_at"], facts["applications_close_at"])
    with transaction.atomic():
        expo: Expo = Expo.objects.create(event=event, **facts)
        expo.history.append(expo, action="expo.set_up", by=by, held=True)
    return expo


def change(expo: Expo, *, row_version: int, by: Any, **facts: Any) -> None:
    """Changes call, limits and terms. Raises CallReversed and home.versions.StaleRecord."""
    _must_be_allowed(by)
    _check_call(
        facts.get("applications_open_at", expo.applications_open_at),
        facts.get("applications_close_at", expo.applications_close_at),
    )
    with transaction.atomic():
        write_version(expo, row_version=row_version, **facts)
        expo.history.append(expo, action="expo.change", by=by, facts={"changed": sorted(facts)}, held=True)


def write_rules(expo: Expo, *, row_version: int, rules: Iterable[Row], steps: Iterable[fees.Step], by: Any) -> None:
    """Writes all fee rules and the cancellation scale anew.

    Everybody who may apply must have exactly one price per booth on every day of the call: RulesContradict says for whom
    not. Raises RulesFrozen once somebody has submitted, ScaleWrong, home.versions.StaleRecord.
    """
    _must_be_allowed(by)
    scale = list(steps)
    if fees.scale_problem(scale):
        raise ScaleWrong
    with transaction.atomic():
        write_version(expo, row_version=row_version)
        if expo.exhibitors.exclude(submitted_at__isnull=True).exists():
            raise RulesFrozen
        expo.fee_rules.all().delete()
        expo.cancellation_steps.all().delete()
        FeeRule.objects.bulk_create(FeeRule(expo=expo, order=order, **row) for order, row in enumerate(rules))
        CancellationStep.objects.bulk_create(
            CancellationStep(expo=expo, since=step.since, percent=step.percent) for step in scale
        )
        if problems := contradictions(expo):
            raise RulesContradict(problems)
        expo.history.append(expo, action="expo.write_rules", by=by, held=True)


def contradictions(expo: Expo) -> list[fees.Problem]:
    """For whom the stored rules give no price, or more than one."""
    first = expo.applications_open_at.astimezone(clock.TOKYO).date()
    last = expo.applications_close_at.astimezone(clock.TOKYO).date()
    return fees.problems(expo.rules, ATTRIBUTES, most_booths=expo.most_booths, since=first, until=last)


def write_zones(expo: Expo, *, row_version: int, zones: Iterable[Row], by: Any) -> None:
    """Writes the zones; one that is used stays, under its code. Raises home.versions.StaleRecord."""
    _must_be_allowed(by)
    with transaction.atomic():
        write_version(expo, row_version=row_version)
        kept = []
        for order, row in enumerate(zones):
            zone, _created = Zone.objects.update_or_create(expo=expo, code=row["code"], defaults={**row, "order": order})
            kept.append(zone.pk)
        expo.zones.exclude(pk__in=kept).filter(booths__isnull=True, exhibitors__isnull=True).delete()
        expo.history.append(expo, action="expo.change", by=by, facts={"changed": ["zones"]}, held=True)


def draw_plan(expo: Expo, *, row_version: int, hall: Row, booths: Iterable[Row], by: Any) -> None:
    """Writes a hall and all of its booths. A booth is {"code", "zone", "column", "row", "columns", "rows"}.

    Booths that exist keep who has them. Raises OutsideHall, PlanOverlaps, BoothTwice, BoothGiven for one that is gone from
    the plan although somebody has it, and home.versions.StaleRecord.
    """
    _must_be_allowed(by)
    drawn = list(booths)
    places = _places(drawn)
    if wrong := floor_plans.outside(places, hall["columns"], hall["rows"]):
        raise OutsideHall(wrong[0])
    if wrong_pairs := floor_plans.overlaps(places):
        raise PlanOverlaps(*wrong_pairs[0])
    with transaction.atomic():
        write_version(expo, row_version=row_version)
        record, _created = Hall.objects.update_or_create(expo=expo, code=hall["code"], defaults=dict(hall))
        _keep_booths(expo, record, drawn)
        BoothSquare.objects.filter(hall=record).delete()
        squares = (
            BoothSquare(hall=record, booth=booth, column=column, row=row)
            for booth in record.booths.all()
            for column, row in sorted(booth.place.squares)
        )
        BoothSquare.objects.bulk_create(squares, batch_size=500)
        expo.history.append(expo, action="expo.draw", by=by, facts={"hall": record.code, "booths": len(drawn)}, held=True)


def show(expo: Expo, *, row_version: int, by: Any, at: datetime | None = None) -> None:
    """Lets the public see who exhibits where, at once or from a later moment."""
    _must_be_allowed(by)
    with transaction.atomic():
        write_version(expo, row_version=row_version, shown_at=max(at, clock.now()) if at else clock.now())
        expo.history.append(expo, action="expo.show", by=by, held=True)


def hide(expo: Expo, *, row_version: int, by: Any) -> None:
    """Takes exhibitors and plan away from the public again."""
    _must_be_allowed(by)
    with transaction.atomic():
        write_version(expo, row_version=row_version, shown_at=None)
        expo.history.append(expo, action="expo.hide", by=by, held=True)


def _must_be_allowed(by: Any) -> None:
    if by is not None and not can_write_exhibitors(by):
        raise PermissionDenied


def _check_call(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise CallReversed


def _places(drawn: Iterable[Row]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for row in drawn:
        if row["code"] in places:
            raise BoothTwice(row["code"])
        places[row["code"]] = Place(row["column"], row["row"], row["columns"], row["rows"])
    return places


def _keep_booths(expo: Expo, hall: Hall, drawn: list[Row]) -> None:
    """Adds, moves and removes booths of a hall."""
    known = {booth.code: booth for booth in expo.booths.select_for_update(of=("self",))}
    codes = {row["code"] for row in drawn}
    for booth in known.values():
        if booth.hall_id == hall.pk and booth.code not in codes:
            if booth.exhibitor_id:
                raise BoothGiven(booth.code)
            booth.delete()
    for row in drawn:
        if row["code"] in known and known[row["code"]].hall_id != hall.pk:
            raise BoothTwice(row["code"])
    moved = [Booth(pk=known[row["code"]].pk, expo=expo, hall=hall, **row) for row in drawn if row["code"] in known]
    Booth.objects.bulk_update(moved, ["zone", "column", "row", "columns", "rows"], batch_size=500)
    Booth.objects.bulk_create([Booth(expo=expo, hall=hall, **row) for row in drawn if row["code"] not in known])
