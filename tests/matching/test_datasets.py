"""The published figures as open data, and what is counted beside them."""

import csv
import io
import json
from datetime import timedelta

import jsonschema

from home import clock
from matching.actions import figures
from matching.demo import FIGURES
from matching.models import PublishedFigure

COLUMNS = (
    "id,program_ja,program_en,program_zh,indicator_ja,indicator_en,indicator_zh,as_of,as_of_on,period,value,unit_ja,unit_en,unit_zh,"
    "kind,definition_ja,definition_en,definition_zh,source,note_ja,note_en,note_zh,not_comparable,changed_at"
)


def body(response):
    return b"".join(response.streaming_content)


def rows(client, **asked):
    return list(csv.DictReader(io.StringIO(body(client.get("/data/figures.csv", asked)).decode("utf-8-sig"), newline="")))


def test_the_set_has_its_columns_also_without_a_figure(client, db):
    raw = body(client.get("/data/figures.csv")).decode("utf-8-sig")

    assert raw.replace('"', "").strip() == COLUMNS


def test_every_figure_stands_as_it_was_published(client, published):
    told = {row["id"]: row for row in rows(client)}
    facts = json.loads(body(client.get("/data/figures.json")))

    validator = jsonschema.Draft202012Validator
    validator(client.get("/data/figures.schema.json").json(), format_checker=validator.FORMAT_CHECKER).validate(facts)
    assert len(told) == len(facts["items"]) == PublishedFigure.objects.count()
    assert sorted(float(row["value"]) for row in told.values()) == sorted(
        float(each.value) for each in PublishedFigure.objects.all()
    )
    assert {row["source"] for row in told.values()} == set(PublishedFigure.objects.values_list("source", flat=True))


def test_identifiers_stay_when_all_is_taken_in_anew(client, published):
    before = {row["id"] for row in rows(client)}
    PublishedFigure.objects.all().delete()
    figures.load(FIGURES)

    assert {row["id"] for row in rows(client)} == before


def test_amended_words_are_a_change(client, published, tmp_path):
    moment = (clock.now() + timedelta(hours=1)).isoformat()
    words = FIGURES.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    amended = tmp_path / "figures.csv"
    first = next(csv.DictReader(words))
    amended.write_text("".join(words).replace(first["source"], "別の資料", 1), encoding="utf-8")

    with clock.at(clock.now() + timedelta(hours=2)):
        figures.load(amended)
        changed = rows(client, since=moment)

    assert [row["source"] for row in changed] == ["別の資料"]
