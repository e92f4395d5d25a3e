"""Puts the sample city's certification together: programs, roles, eight years of rounds, four running ones."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import transaction

from certifications.actions import conflicts, interests, programs, suspicions
from certifications.demo import life, past, questions, renewals, reports, running
from certifications.models import Application, Program, ProgramIndexPage, ProgramPage
from home.samples.tree import plant
from organizations.actions import links

HERE = Path(__file__).resolve().parents[1]


def read(path: str) -> Any:
    """One JSON file of this floor."""
    return json.loads((HERE / path).read_text(encoding="utf-8"))


def program_files() -> list[dict[str, Any]]:
    """The programs as data, in their order."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in (HERE / "programs").glob("*.json")]
    return sorted((data for data in files if isinstance(data, dict)), key=lambda data: data["order"])


def rounds_of(entries: list[dict[str, Any]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The entries by program and fiscal year."""
    grouped = defaultdict(list)
    for row in entries:
        grouped[row["program"], row["fiscal_year"]].append(row)
    return dict(sorted(grouped.items(), key=lambda item: (item[0][1], item[0][0])))


STEPS = 1 + len(rounds_of(read("samples/entries.json"))) + len(read("samples/running.json")["rounds"])


def build(context: dict[str, Any]) -> None:
    """Adds context["programs"], ["secretaries"], ["approvers"], ["judges"], ["certificates"]."""
    context["theme_rows"] = read("programs/themes.json")
    context["programs"] = {data["slug"]: programs.load(data, by=None) for data in program_files()}
    context["secretaries"], context["approvers"] = {}, {}
    context["judges"] = defaultdict(list)
    for code, row in context["person_rows"].items():
        _take_office(context["people"][code], row, context)
    context["progress"]("programs")
    for row in context["person_rows"].values():
        for conflict in row["conflicts"]:
            _record_conflict(row, conflict, context)
    context["certificates"] = {}
    calendar = read("samples/calendar.json")
    finished = rounds_of(read("samples/entries.json"))
    context["visited"] = max(year for _slug, year in finished)
    for (slug, year), rows in finished.items():
        past.build_round(context["programs"][slug], year, rows, calendar[slug], context)
        context["progress"](f"{slug} {year}")
    _question(read("samples/appeal.json"), context)
    life.build(read("samples/life.json"), context)
    for row in read("samples/running.json")["rounds"]:
        running.build_round(row, context)
        context["progress"](f"{row['program']} {row['fiscal_year']}")
    renewals.build(read("samples/renewals.json"), context)
    reports.build(read("samples/reports.json"), context)
    _tell_ties(context)
    _plant_pages(context)


def _question(row: dict[str, Any], context: dict[str, Any]) -> None:
    """One result of the years before was questioned, and answered."""
    case = context["certificates"][row["entry"]].decision.application
    with transaction.atomic():
        questions.answer(row, Application.objects.select_related("round__program", "subject").get(pk=case.pk), context)


def _tell_ties(context: dict[str, Any]) -> None:
    """Group companies, and what two judges tell of themselves: the finder has something to find."""
    rows = read("samples/ties.json")
    companies = context["organizations"]
    for row in rows["links"]:
        parent, child = companies[row["parent"]], companies[row["child"]]
        links.link(parent, child, since=running.day(row["since_days"]), source=row["source"], by=None)
    for row in rows["ties"]:
        until = running.day(row["until_days"]) if row["until_days"] is not None else None
        facts = {"kind": row["kind"], "name": row["name"], "since": running.day(row["since_days"]), "until": until}
        interests.add(by=context["people"][row["person"]], **facts)
    suspicions.look_everywhere()


def _plant_pages(context: dict[str, Any]) -> None:
    """The pages that editors wrote about the programs."""
    texts = context["page_texts"]
    section = texts["sections"]["programs"] | {"slug": "programs"}
    index = plant(ProgramIndexPage, context["home_pages"], section, show_in_menus=True)
    for row in texts["programs"]:
        plant(ProgramPage, index, row, program=context["programs"][row["slug"]])


def _take_office(user: Any, row: dict[str, Any], context: dict[str, Any]) -> None:
    roles = {"secretary": ("secretariat", "secretaries"), "approver": ("approver", "approvers")}
    for slug in row["programs"]:
        if row["role"] == "judge":
            context["judges"][slug].append(user)
        elif row["role"] in roles:
            role, shelf = roles[row["role"]]
            programs.grant_role(context["programs"][slug], user, role, by=None)
            context[shelf][slug] = user


def _record_conflict(row: dict[str, Any], conflict: dict[str, Any], context: dict[str, Any]) -> None:
    slug = row["programs"][0]
    conflicts.record(
        context["people"][row["code"]],
        program=Program.objects.get(slug=slug),
        organization=context["organizations"][conflict["organization"]],
        reason=conflict["reason"]["ja"] if isinstance(conflict["reason"], dict) else conflict["reason"],
        by=context["secretaries"][slug],
    )
