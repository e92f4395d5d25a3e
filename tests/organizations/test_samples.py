"""The sample city's organizations and people are complete, and their references resolve."""

import json
from collections import Counter
from pathlib import Path

import pytest

from organizations import corporate_number
from organizations.states import MembershipRole, OrganizationKind

SAMPLES = Path(__file__).resolve().parents[2] / "organizations" / "samples"


def read(name):
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def organizations():
    return read("organizations")


@pytest.fixture(scope="module")
def people():
    return read("people")


def test_areas_are_seven_wards_and_the_world_outside():
    areas = read("areas")

    assert [area["code"] for area in areas if area["in_city"]] == [
        "kawasaki", "saiwai", "nakahara", "takatsu", "miyamae", "tama", "asao",
    ]  # fmt: skip
    assert [area["code"] for area in areas if not area["in_city"]] == ["outside"]
    assert all(bool(area["shape"]) == area["in_city"] for area in areas)


def test_organizations_are_complete(organizations):
    areas = {area["code"] for area in read("areas")}

    assert len({row["code"] for row in organizations}) == 34
    for row in organizations:
        assert all(row["name"][language] for language in ("ja", "en", "zh")), row["code"]
        assert row["kind"] in OrganizationKind.values
        assert row["area"] in areas
        assert len(row["postal_code"]) == 7
        assert row["website"].endswith(".example")


def test_corporate_numbers_are_valid_and_unique(organizations):
    numbers = [row["corporate_number"] for row in organizations]

    assert len(set(numbers)) == 34
    assert [number for number in numbers if not corporate_number.is_valid(number)] == []


def test_people_have_addresses_that_reach_nobody(people):
    addresses = [person["email"] for person in people]

    assert len(set(addresses)) == len(addresses) == len({person["code"] for person in people})
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_people_fill_every_office(people):
    offices = Counter(person["role"] for person in people)

    assert {office: offices[office] for office in ("judge", "secretary", "approver", "nominator", "editor", "finance",
                                                   "coordinator", "auditor", "administrator")} == {
        "judge": 8, "secretary": 4, "approver": 4, "nominator": 1, "editor": 1, "finance": 2,
        "coordinator": 1, "auditor": 1, "administrator": 1,
    }  # fmt: skip


@pytest.mark.parametrize("slug", ["kis", "monozukuri-brand", "meister", "design-competition"])
def test_each_program_has_three_judges_a_secretary_and_an_approver(people, slug):
    offices = Counter(person["role"] for person in people if slug in person["programs"] and person["role"] != "designer")

    assert offices == {"judge": 3, "secretary": 1, "approver": 1}


def test_two_companies_have_owner_editor_and_viewer(people):
    roles = Counter()
    for person in people:
        if person["membership"]:
            roles[person["organization"], person["membership"]] += 1

    full = {code for code, role in roles if role == "viewer"}

    assert full == {"hikari-kiko", "tomoni-welfare"}
    assert {role for code, role in roles if code in full} == set(MembershipRole.values)


def test_people_refer_to_what_exists(people, organizations):
    known = {row["code"] for row in organizations} | {None}
    teams = {team["code"]: set(team["members"]) for team in read("teams")}

    assert {person["organization"] for person in people} <= known
    assert {conflict["organization"] for person in people for conflict in person["conflicts"]} == {"tomoni-welfare"}
    for code, members in teams.items():
        assert {person["code"] for person in people if person["team"] == code} == members
