"""Requests for masters and tours in the sample city: two were held, one has its day, one waits for the host, one is new."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from home import clock
from matching import shown
from matching.actions import engagements

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "engagements.json"
FACTS = ("kind", "origin", "people", "organization_name", "name", "email", "body", "language")


def build(context: dict[str, Any]) -> None:
    """Each by the verbs of who asked, of the coordinator and of the host, on the days on which they happened."""
    for row in json.loads(SAMPLES.read_text(encoding="utf-8")):
        _engagement(row, context)


def _engagement(row: dict[str, Any], context: dict[str, Any]) -> None:
    coordinator, today = context["people"]["coordinator"], clock.today()
    asked = clock.now() - timedelta(days=row["asked_days_ago"])
    held = today + timedelta(days=row.get("held_in_days", 30) if "held_days_ago" not in row else -row["held_days_ago"])
    with clock.at(asked):
        engagement = engagements.send(first_day=held, second_day=None, category=None, area=None, **{k: row[k] for k in FACTS})
        engagements.receive(engagement)
        if row["state"] == "received":
            return
        host = _host(row["host"], context)
        offer = engagements.offer(engagement, host, by=coordinator)
        if row["state"] == "offered":
            return
        engagements.answer(offer, accepts=True)
        engagements.confirm(engagement, held_on=held, place="", by=coordinator)
    if row["state"] == "reported":
        with clock.at(clock.now() - timedelta(days=row["held_days_ago"])):
            engagements.report_as_host(offer, attended=row["attended"], words=row["report"])


def _host(host: str, context: dict[str, Any]) -> Any:
    """One of the masters who come to schools, by place; else the certificate of the code."""
    if host.startswith("MASTER"):
        return shown.hosts("class").order_by("number")[int(host[-1])]
    return context["certificates"][host]
