"""The sample city's people and companies, made through the same actions as real ones."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from home import clock
from organizations import area_files
from organizations.actions import areas, organizations, roles
from organizations.models import Area, Membership, Organization, User

SAMPLES = Path(__file__).parent / "samples"
WARDS = Path(__file__).parent / "fixtures" / "wards-of-kawasaki.csv"
PASSWORD = "tsunagi-sample"  # noqa: S105  the sample city's accounts are public, and exist with DEMO=1 only
GROUPS = {"editor", "finance", "coordinator", "auditor", "administrator", "judge"}
DESK = {"secretary", "approver"}


def sample(name: str) -> Any:
    """One file of samples."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def build(context: dict[str, Any]) -> None:
    """Adds context["areas"], ["organizations"], ["people"], ["teams"] (by code) and ["person_rows"] (the file's rows)."""
    roles.setup()
    context["areas"] = {area.code: area for area in areas.load(area_files.read(WARDS))}
    rows = sample("people")
    context["person_rows"] = {row["code"]: row for row in rows}
    context["people"] = {row["code"]: _person(row) for row in rows}
    context["organizations"] = {}
    owners = {row["organization"]: context["people"][row["code"]] for row in rows if row["membership"] == "owner"}
    for row in sample("organizations"):
        context["organizations"][row["code"]] = _organization(row, context["areas"], owners[row["code"]])
    for row in rows:
        if row["organization"] and row["membership"] != "owner":
            _join(context["organizations"][row["organization"]], context["people"][row["code"]], row["membership"])
    context["team_rows"] = {row["code"]: row for row in sample("teams")}
    context["progress"]("organizations")


def accounts() -> list[tuple[str, str]]:
    """(address, purpose) of everybody who can sign in; all share one password."""
    shown = [
        row
        for row in sample("people")
        if row["role"] not in {"company", "craftsperson", "designer"} or row["membership"] in {"editor", "viewer"}
    ]
    companies = {row["organization"] for row in shown if row["organization"]}
    rows = [
        row for row in sample("people") if row in shown or (row["membership"] == "owner" and row["organization"] in companies)
    ]
    title = [(f"password: {PASSWORD}", "")]
    return title + [(row["email"], " ".join(filter(None, [row["role"], row["membership"], *row["programs"]]))) for row in rows]


def _person(row: dict[str, Any]) -> User:
    user = User.objects.create_user(row["email"], PASSWORD, name=row["name"], name_kana=row["kana"], language=row["language"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if row["role"] in GROUPS:
        roles.grant(user, row["role"], by=None)
    if row["role"] in DESK:
        roles.grant(user, "officer", by=None)
    return user


@cache
def _hashed() -> str:
    """The shared password, hashed once: hashing is slow by design."""
    return make_password(PASSWORD)


def _organization(row: dict[str, Any], areas: dict[str, Area], owner: User) -> Organization:
    names = {f"name_{language}": text for language, text in row["name"].items()}
    same = ("kind", "postal_code", "prefecture", "municipality", "street", "building", "telephone", "website")
    organization = organizations.register(
        by=owner,
        name_kana=row["kana"],
        corporate_number=row["corporate_number"] or None,
        area=areas[row["area"]],
        representative=_words(row["representative"]),
        capital=row["capital"],
        employees=row["employees"],
        **names,
        **{name: row[name] or "" for name in same},
    )
    if organization.corporate_number:
        organizations.verify_number(organization, evidence="登記事項証明書", by=None)
        organization.refresh_from_db()
    return organization


def _words(value: Any) -> str:
    return str(value["ja"] if isinstance(value, dict) else value or "")


def _join(organization: Organization, user: User, role: str) -> None:
    """A colleague who was invited and accepted long ago: the letters of that time are not part of the sample."""
    Membership.objects.create(organization=organization, user=user, role=role, started_at=clock.now())
