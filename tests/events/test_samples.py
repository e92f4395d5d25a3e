"""The sample events are twelve, of every kind, in three languages, at venues that exist."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "seminar", "school", "symposium", "ip_exchange", "expo", "reverse_fair", "contest_final", "ceremony", "festival",
}  # fmt: skip


def read(name):
    return json.loads((ROOT / "events" / "samples" / f"{name}.json").read_text(encoding="utf-8"))


def test_events_are_twelve_of_every_kind():
    events = read("events")

    assert len({event["code"] for event in events}) == 12
    assert {event["kind"] for event in events} == KINDS
    assert {event["state"] for event in events} == {"scheduled", "cancelled", "postponed"}
    assert {event["mode"] for event in events} == {"onsite", "online", "both"}


def test_events_refer_to_what_exists():
    venues = {venue["code"] for venue in read("venues")}
    areas = {area["code"] for area in json.loads((ROOT / "organizations/samples/areas.json").read_text(encoding="utf-8"))}
    programs = {path.stem for path in (ROOT / "certifications" / "programs").glob("*.json")} | {""}

    assert {event["venue"] for event in read("events")} == venues
    assert {venue["area"] for venue in read("venues")} <= areas
    assert {event["program"] for event in read("events")} <= programs


def test_events_lie_before_and_after_today_and_end_after_they_start():
    events = read("events")

    days = [event["starts_in_days"] for event in events]

    assert min(days) >= -300
    assert max(days) <= 150
    assert 0 < sum(day < 0 for day in days) < 12
    assert all((event["starts_in_days"], event["start"]) < (event["ends_in_days"], event["end"]) for event in events)


def test_events_have_hosts_and_three_languages():
    for event in read("events"):
        assert "host" in {party["role"] for party in event["parties"]}
        for text in (event["title"], event["lead"], event["body"], *(party["name"] for party in event["parties"])):
            assert [language for language in ("ja", "en", "zh") if not text[language].strip()] == [], event["code"]
        assert len({text.count("\n\n") for text in event["body"].values()}) == 1, event["code"]
