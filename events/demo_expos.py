"""The sample city's expo: its fees, its plan of 24 booths, and exhibitors in each state, made through the same actions."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from events import fees
from events.actions import acceptances, exhibitors, expos
from events.expo_states import FeeKind
from events.models import Booth, Event, Exhibitor, Expo
from home import clock
from organizations.models import Membership, Organization
from organizations.states import MembershipRole

DAY = timedelta(days=1)
ROWS = Path(__file__).parent / "samples" / "exhibitors.json"
TERMS = {
    "terms_ja": "出展料は、出展の決定から30日以内にお支払いください。"
    "決定のあとに取りやめる場合は、日に応じて取消料をいただきます。小間の中では火気を使わないでください。",
    "terms_en": "Please pay the fee within 30 days of acceptance. "
    "Whoever gives up a booth after that pays a share that rises by day. No open fire on the booths.",
    "terms_zh": "请在参展确定后30日内支付参展费。确定后取消的，将按日期收取取消费。展位内禁止明火。",
}
ZONES = (
    {"code": "heat", "accent": "orange", "name_ja": "熱とエネルギー", "name_en": "Heat and energy", "name_zh": "热与能源"},
    {"code": "materials", "accent": "green", "name_ja": "材料の循環", "name_en": "Circulating materials", "name_zh": "材料循环"},
    {"code": "water", "accent": "teal", "name_ja": "水", "name_en": "Water", "name_zh": "水"},
    {"code": "sensing", "accent": "violet", "name_ja": "移動と計測", "name_en": "Moving and measuring", "name_zh": "移动与测量"},
)
HALL = {"code": "main", "name_ja": "大ホール", "name_en": "Main hall", "name_zh": "大厅", "columns": 24, "rows": 18}
# Zone, letter of the block, column and row of its left upper booth: two rows of three, back to back.
BLOCKS = (("heat", "A", 1, 1), ("materials", "B", 14, 1), ("water", "C", 1, 11), ("sensing", "D", 14, 11))
SQUARES = 3  # a booth is three by three meters


def build(event: Event, organizations: Mapping[str, Organization], by: Any) -> None:
    """Sets the expo up, lets companies apply, and decides about most of them."""
    rows = json.loads(ROWS.read_text(encoding="utf-8"))
    owners = {
        each.organization_id: each.user
        for each in Membership.objects.current().filter(role=MembershipRole.OWNER).select_related("user")
    }
    with clock.at(clock.now() - 7 * DAY):
        expo = _expo(event, by)
    zones = {zone.code: zone for zone in expo.zones.all()}
    for number, row in enumerate(rows):
        organization = organizations[row["organization"]]
        with clock.at(clock.now() - 6 * DAY + number * timedelta(hours=5)):
            exhibitor = _applied(expo, organization, row, zones, owners[organization.pk])
        with clock.at(clock.now() - 2 * DAY):
            _decide(exhibitor, row["state"], by)
    expos.show(expo, row_version=expo.row_version, by=by)


def _expo(event: Event, by: Any) -> Expo:
    now = clock.now()
    expo = expos.set_up(
        event,
        by=by,
        applications_open_at=now,
        applications_close_at=event.starts_at - 40 * DAY,
        most_booths=4,
        most_power_kw=20,
        most_weight_kg=2_000,
        most_height_cm=360,
        **TERMS,
    )
    early = (now + 21 * DAY).astimezone(clock.TOKYO).date()
    last = event.starts_at.astimezone(clock.TOKYO).date()
    steps = [fees.Step(last - 60 * DAY, 30), fees.Step(last - 30 * DAY, 50), fees.Step(last - 14 * DAY, 100)]
    expos.write_rules(expo, row_version=expo.row_version, rules=_rules(early), steps=steps, by=by)
    expos.write_zones(expo, row_version=expo.row_version, zones=ZONES, by=by)
    zones = {zone.code: zone for zone in expo.zones.all()}
    expos.draw_plan(expo, row_version=expo.row_version, hall=HALL, booths=_booths(zones), by=by)
    return expo


def _rules(early: Any) -> list[dict[str, Any]]:
    price, change, option = FeeKind.PRICE, FeeKind.ADJUSTMENT, FeeKind.OPTION
    elsewhere = {"region": ["prefecture", "japan", "abroad"]}
    named = {"instead_of": "discount"}
    return [
        {"kind": price, "code": "city", "amount": 66_000, "values": {"region": ["city"]}}
        | _named("小間料金（市内）", "Booth, in the city", "展位费（市内）"),
        {"kind": price, "code": "elsewhere", "amount": 110_000, "values": elsewhere}
        | _named("小間料金（市外）", "Booth, from elsewhere", "展位费（市外）"),
        {"kind": change, "code": "early", "percent": -10, "until": early}
        | named
        | _named("早期申込割引", "Early application", "早期申请优惠"),
        {"kind": change, "code": "group", "percent": -15, "values": {"joint": ["group"]}}
        | named
        | _named("共同出展割引", "Joint exhibit", "联合参展优惠"),
        {"kind": change, "code": "large", "percent": 20, "values": {"size": ["large"]}}
        | _named("大企業加算", "Large firm", "大企业加收"),
        {"kind": option, "code": "power", "amount": 8_800, "largest": 20}
        | _named("電気（1kW）", "Electricity (1 kW)", "电力（1千瓦）"),
        {"kind": option, "code": "table", "amount": 3_300, "largest": 6} | _named("机", "Table", "桌子"),
    ]


def _named(ja: str, en: str, zh: str) -> dict[str, str]:
    return {"name_ja": ja, "name_en": en, "name_zh": zh}


def _booths(zones: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "code": f"{letter}-{number + 1}",
            "zone": zones[code],
            "column": column + SQUARES * (number % 3),
            "row": row + SQUARES * (number // 3),
            "columns": SQUARES,
            "rows": SQUARES,
        }
        for code, letter, column, row in BLOCKS
        for number in range(6)
    ]


def _applied(expo: Expo, organization: Organization, row: Mapping[str, Any], zones: Mapping[str, Any], owner: Any) -> Exhibitor:
    exhibitor = exhibitors.begin(expo, organization, region=row["region"], by=owner)
    facts = {f"{name}_{language}": text for name in ("topics", "summary") for language, text in row[name].items()}
    exhibitors.save(
        exhibitor,
        row_version=exhibitor.row_version,
        by=owner,
        zone=zones[row["zone"]],
        booths_wanted=row["booths"],
        options=row["options"],
        power_kw=row["options"].get("power", 0),
        wishes=["buyers"],
        sign_ja=organization.name_ja,
        sign_en=organization.name_en,
        contact_telephone=organization.telephone,
        co_exhibitors=[{"name_ja": name} for name in row.get("together", [])],
        **facts,
    )
    if row["state"] != "draft":
        exhibitors.submit(exhibitor, row_version=exhibitor.row_version, agreed=exhibitors.mark_of(expo), by=owner)
    return exhibitor


def _decide(exhibitor: Exhibitor, state: str, by: Any) -> None:
    if state == "accepted":
        free = list(Booth.objects.free().filter(expo=exhibitor.expo, zone=exhibitor.zone).order_by("code"))
        acceptances.accept(exhibitor, booths=free[: exhibitor.booths_wanted], by=by)
    elif state == "waitlisted":
        acceptances.put_in_line(exhibitor, reason="この区画で続きの3小間が空き次第、ご連絡します。", by=by)
