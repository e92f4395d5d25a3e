"""Lists that nobody has seen before: made by chance, each cell in one of the ways people write it, and read as what they say."""

import csv
import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from home.list_words import say
from organizations.list_names import name_key
from organizations.models import Area
from tests.certifications.legacy import dirty
from tests.certifications.test_imports import checked
from tests.organizations.lists import upload

AS_SAVED = {0x200B: None, 0x2010: "-", 0x2212: "\uff0d"}  # what CP932 has not
SEEDS = range(400) if os.environ.get("SOAK") == "1" else range(12)


@pytest.fixture
def wards(db):
    for code, name in dirty.WARDS.items():
        Area.objects.get_or_create(code=code, defaults={"name_ja": name, "name_en": code.title()})


def workbook(made):
    letters = "ABCDEFGHIJKL"
    return upload(made.grid, [f"{letters[column - 1]}{top}:{letters[column - 1]}{bottom}" for top, bottom, column in made.merges])


def text(made, encoding):
    """As a spreadsheet saves it: what was merged stands in its first cell only; here filled again, as careful offices do."""
    grid = [list(row) for row in made.grid]
    for top, bottom, column in made.merges:
        grid[bottom - 1][column - 1] = grid[top - 1][column - 1]
    handle = io.StringIO()
    csv.writer(handle).writerows(grid)
    return SimpleUploadedFile("list.csv", handle.getvalue().translate(AS_SAVED).encode(encoding), "text/csv")


def read(run):
    names = ("number", "name_ja", "area", "issued_on", "level", "fiscal_year")
    found = {row.number: row.facts for row in run.rows.filter(outcome="new")}
    good = {number: (*(facts.get(name) for name in names), name_key(facts["holder_ja"])) for number, facts in found.items()}
    return good | dict.fromkeys(run.rows.filter(outcome="refused").values_list("number", flat=True))


def wanted(made):
    return {
        number: facts
        and (
            facts["number"], facts["name"], facts["area"], facts["issued_on"].isoformat(), facts["level"],
            facts["fiscal_year"], name_key(facts["holder"]),
        )
        for number, facts in made.wanted.items()
    }  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_a_workbook_of_chance_is_read_as_what_it_says(seed, secretary, program, wards):
    made = dirty.make(seed)

    run = checked(workbook(made), secretary)

    assert read(run) == wanted(made)
    assert {row.number for row in run.rows.filter(outcome="skipped")} == made.skipped
    assert all(say(note) and "%" not in say(note) for row in run.rows.all() for note in row.notes)


@pytest.mark.parametrize("seed", [seed + 1_000 for seed in SEEDS][::4])
def test_a_text_file_of_chance_is_read_as_what_it_says(seed, secretary, program, wards):
    made = dirty.make(seed)

    run = checked(text(made, "cp932" if seed % 8 else "utf-8-sig"), secretary)

    assert read(run) == wanted(made)
    assert {row.number for row in run.rows.filter(outcome="skipped")} == made.skipped
