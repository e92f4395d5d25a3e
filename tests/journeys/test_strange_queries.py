"""Addresses that nobody should ask for, asked in three languages: each answers in its own, and none with a fault."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
TYPED = ["%00", "%22", "%F0%9F%98%80", "%EF%BF%BF", "%C0%80", "'--", "%3Cscript%3E", "a" * 5_000, "%E2%80%AE", "((((", "*", "%25"]
LANGUAGES = {"": "ja", "/en": "en", "/zh-hans": "zh-hans"}
LISTS = ["/search/", "/brands/", "/letters/"]
STRANGE = [
    "/brands/?program=none&year=abc&area=%00&level=x&view=spiral&page=-1&sort=%22",
    "/brands/?page=99999999999999999999",
    "/brands/?year=9999999999999999&year=2020",
    "/events/?month=2026-99&kind=nothing&view=cube&page=zzz",
    "/events/?month=0000-00",
    "/events/?month=999999-01",
    "/verify/%00/",
    "/verify/?code=%00%22",
    "/programs/%00/",
    "/search/?page=%00&q=a",
    "/?lang=xx",
]


def spoken(answer):
    """The language that the page says it speaks."""
    return re.search(r'<html lang="([a-z-]+)"', answer.content.decode()).group(1)


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("path", LISTS)
def test_search_answers_whatever_is_typed(city, path, prefix):
    client = Client(headers={"host": "localhost"})

    answers = {typed[:20]: client.get(f"{prefix}{path}?q={typed}") for typed in TYPED}

    told = {typed: (answer.status_code, spoken(answer)) for typed, answer in answers.items()}
    assert told == dict.fromkeys(told, (200, LANGUAGES[prefix]))


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_addresses_answer_whatever_they_ask(city, prefix):
    client = Client(headers={"host": "localhost"})

    answers = {path: client.get(f"{prefix}{path}", follow=True) for path in STRANGE}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code not in {200, 404}} == {}
    assert {path: spoken(answer) for path, answer in answers.items()} == dict.fromkeys(STRANGE, LANGUAGES[prefix])


def test_feed_of_a_kind_that_is_none_is_not_there(city):
    assert Client(headers={"host": "localhost"}).get("/events/nothing.ics").status_code == 404


@pytest.mark.parametrize("desk", ["cases", "rounds", "certificates", "events", "venues", "organizations"])
def test_desks_answer_whatever_is_typed(city, desk):
    client = Client(headers={"host": "localhost"})
    client.force_login(city.user("secretary.kis@city.example"))
    addresses = [*(f"?q={typed}" for typed in TYPED), "?state=none&round=%00&page=x", "?p=-1", "?ordering=%22", "?export=exe"]

    statuses = {query[:20]: client.get(f"/admin/{desk}/{query}").status_code for query in addresses}

    assert {query: status for query, status in statuses.items() if status not in {200, 404}} == {}
