"""The sample city's events, past and to come, with the pages that an editor wrote about them in three languages."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from events import demo_expos, demo_registrations
from events.actions import events, venues
from events.models import Event, EventIndexPage, EventPage, Venue
from events.states import ACCENTS, EventKind
from home import clock
from home.models import Picture
from home.samples.painter import paint
from home.samples.tree import plant
from organizations.actions import roles

SAMPLES = Path(__file__).parent / "samples"
KNOWN_BEFORE = timedelta(days=60)
KNOWN_SINCE = timedelta(days=8)
REASONS = {
    "cancelled": {
        "reason": "講師の体調不良のため、開催を中止しました。お申し込みの方には個別にご連絡しています。",
        "reason_en": "The lecturer has fallen ill. Those who registered have been told one by one.",
        "reason_zh": "因讲师身体不适，本次活动取消。已逐一通知报名者。",
    },
    "postponed": {
        "reason": "配信設備の入れ替えのため、開催を延期します。",
        "reason_en": "The streaming equipment is being replaced.",
        "reason_zh": "因更换直播设备，活动延期举行。",
    },
}


def build(context: dict[str, Any]) -> None:
    """Adds context["venues"] and context["events"] (by code) and context["event_index_pages"] (by language)."""
    manager = _manager(context)
    context["venues"] = {row["code"]: _venue(row, context["areas"], manager) for row in _sample("venues")}
    section = context["page_texts"]["sections"]["events"] | {"slug": "events"}
    context["event_index_pages"] = plant(EventIndexPage, context["home_pages"], section, show_in_menus=True)
    context["events"] = {}
    for row in _sample("events"):
        event = context["events"][row["code"]] = _event(row, context, manager)
        words = {"slug": row["code"], "title": row["title"], "lead": row["lead"], "body": [{"type": "text", "text": row["body"]}]}
        plant(EventPage, context["event_index_pages"], words, event=event, picture=_picture(row))
    demo_registrations.build(context["events"], manager)
    demo_expos.build(context["events"]["eco-tech"], context["organizations"], manager)
    context["progress"]("events")


def _sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def _manager(context: dict[str, Any]) -> Any:
    """The secretariats run the events of their programs; one of them signs for the samples."""
    offices = [context["people"][code] for code, row in context["person_rows"].items() if row["role"] == "secretary"]
    for person in offices:
        roles.grant(person, "event_manager", by=None)
    return offices[0]


def _names(stem: str, words: dict[str, str]) -> dict[str, str]:
    return {f"{stem}_{language}": text for language, text in words.items()}


def _venue(row: dict[str, Any], areas: dict[str, Any], manager: Any) -> Venue:
    facts: dict[str, Any] = _names("name", row["name"]) | _names("address", row["address"])
    return venues.save(None, code=row["code"], area=areas.get(row["area"]), by=manager, **facts)


def _event(row: dict[str, Any], context: dict[str, Any], manager: Any) -> Event:
    today: date = context["today"]
    day = _usual_day(today + timedelta(days=row["starts_in_days"]), row["kind"])
    last = day + timedelta(days=row["ends_in_days"] - row["starts_in_days"])
    begins, ends = (datetime.combine(*at, clock.TOKYO) for at in ((day, _time(row["start"])), (last, _time(row["end"]))))
    announced = min(begins - KNOWN_BEFORE, clock.now() - KNOWN_SINCE)
    by_name = {organization.name_ja: organization for organization in context["organizations"].values()}
    with clock.at(announced - timedelta(days=7)):
        event = events.draft(
            by=manager,
            slug=row["code"],
            kind=row["kind"],
            program=row["program"],
            starts_at=begins,
            ends_at=ends,
            mode=row["mode"],
            venue=context["venues"][row["venue"]],
            capacity=row["capacity"],
            fee_yen=row["fee_yen"],
            payee=context.get("payee") if row["fee_yen"] or row["kind"] == EventKind.EXPO else None,
            parties=[_party(party, by_name) for party in row["parties"]],
            **_names("title", row["title"]),
            **_names("summary", row["lead"]),
        )
    with clock.at(announced):
        events.announce(event, by=manager)
    verbs = {"cancelled": events.cancel, "postponed": events.postpone}
    if verb := verbs.get(row["state"]):
        with clock.at(min(begins - timedelta(days=5), clock.now() - timedelta(days=2))):
            verb(event, by=manager, **REASONS[row["state"]])
    return event


def _time(written: str) -> time:
    return time.fromisoformat(written)


def _usual_day(day: date, kind: str) -> date:
    """The first day from then on when a city would do it: festivals on a Saturday, nothing else on a weekend or at New Year."""
    usual = {5} if kind == EventKind.FESTIVAL else set(range(5))
    while day.weekday() not in usual or not (1, 4) < (day.month, day.day) < (12, 28):
        day += timedelta(days=1)
    return day


def _party(party: dict[str, Any], by_name: dict[str, Any]) -> dict[str, Any]:
    """An organization that takes part in the city is linked; any other is named."""
    organization = by_name.get(party["name"]["ja"])
    return {"role": party["role"]} | ({"organization": organization} if organization else _names("name", party["name"]))


def _picture(row: dict[str, Any]) -> Picture:
    data = paint(row["motif"], ACCENTS[EventKind(row["kind"])], row["code"])
    return Picture.objects.create(
        title=row["title"]["ja"], description="", file=ContentFile(data, name=f"event-{row['code']}.jpg")
    )
