"""An expo with fees, a cancellation scale, zones and a plan, and organizations that apply for it."""

from datetime import datetime

from events import fees
from events.actions import events, expos
from events.expo_states import FeeKind
from events.models import Booth
from home import clock
from organizations.actions import organizations
from organizations.models import User
from payments.actions import payees

TOKYO = clock.TOKYO
CALL = {
    "applications_open_at": datetime(2026, 11, 1, 9, tzinfo=TOKYO),
    "applications_close_at": datetime(2026, 12, 20, 17, tzinfo=TOKYO),
}
IN_CITY = {"region": ["city"]}
ELSEWHERE = {"region": ["prefecture", "japan", "abroad"]}
RULES = [
    {"kind": FeeKind.PRICE, "code": "city", "name_ja": "小間料金（市内）", "name_en": "Booth, in the city", "amount": 66_000}
    | {"values": IN_CITY},
    {"kind": FeeKind.PRICE, "code": "elsewhere", "name_ja": "小間料金（市外）", "amount": 132_000, "values": ELSEWHERE},
    {"kind": FeeKind.ADJUSTMENT, "code": "many", "name_ja": "複数小間割引", "percent": -10, "booths_from": 3},
    {"kind": FeeKind.OPTION, "code": "power", "name_ja": "電気（1kW）", "amount": 8_800, "largest": 10},
]
STEPS = [fees.Step(datetime(2027, 1, 1, tzinfo=TOKYO).date(), 50), fees.Step(datetime(2027, 2, 1, tzinfo=TOKYO).date(), 100)]
HALL = {"code": "main", "name_ja": "大ホール", "columns": 12, "rows": 6}


def booth(code, column, row=0, columns=3, rows=3, zone=None):
    return {"code": code, "zone": zone, "column": column, "row": row, "columns": columns, "rows": rows}


PLAN = [booth("A-1", 0), booth("A-2", 3), booth("A-3", 6), booth("A-4", 9), booth("B-1", 0, 3)]


def payee():
    facts = {"methods": ["transfer"], "bank_account": "かながわ銀行 本店 普通 1234567", "registration_number": "T1180301018771"}
    return payees.save(None, code="committee", name_ja="環境技術展実行委員会", by=None, **facts)


def expo_event(**facts):
    given = {
        "kind": "expo",
        "slug": "expo-2027",
        "title_ja": "国際環境技術展2027",
        "starts_at": datetime(2027, 2, 10, 10, tzinfo=TOKYO),
        "ends_at": datetime(2027, 2, 11, 17, tzinfo=TOKYO),
    }
    return events.draft(by=None, **given | facts)


def made(venue, *, announced=True, **facts):
    """An announced expo that calls for exhibitors, with rules and a plan."""
    event = expo_event(venue=venue, payee=payee())
    if announced:
        events.announce(event, by=None)
    expo = expos.set_up(event, by=None, **CALL | {"terms_ja": "出展規約", "most_booths": 4} | facts)
    expos.write_rules(expo, row_version=expo.row_version, rules=RULES, steps=STEPS, by=None)
    expos.draw_plan(expo, row_version=expo.row_version, hall=HALL, booths=PLAN, by=None)
    return expo


def firm(name="株式会社みどり計測", local="midori", kind="sme"):
    """An organization and its owner."""
    owner = User.objects.create_user(f"{local}@firm.example", "a long password", name=f"{local} 担当")
    return organizations.register(by=owner, kind=kind, name_ja=name, name_kana="ミドリ"), owner


WRITTEN = {
    "sign_ja": "みどり計測",
    "summary_ja": "排水の濁りをその場で測る装置",
    "contact_name": "緑川 葵",
    "contact_email": "expo@firm.example",
    "contact_telephone": "044-999-0001",
}


def booths(expo, *codes):
    return [Booth.objects.get(expo=expo, code=code) for code in codes]
