"""The sample pages have three languages and leads that fit their field."""

import json
from pathlib import Path

import pytest

from home.models import CitySettings, HomePage

PAGES = json.loads((Path(__file__).resolve().parents[2] / "home" / "samples" / "pages.json").read_text(encoding="utf-8"))
ALL = [*PAGES["pages"], *PAGES["programs"], *PAGES["news"]]


def texts(value):
    if isinstance(value, dict) and "ja" in value:
        yield value
    elif isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from texts(below)


def test_pages_are_the_ones_that_the_city_needs():
    assert [page["slug"] for page in PAGES["pages"]] == ["home", "about", "accessibility", "privacy", "contact"]
    assert [page["slug"] for page in PAGES["programs"]] == ["kis", "monozukuri-brand", "meister", "design-competition"]
    assert set(PAGES["sections"]) == {"brands", "events", "programs", "figures", "news"}
    assert len({item["slug"] for item in PAGES["news"]}) == 6


def test_texts_have_three_languages():
    written = [{language for language, words in text.items() if words.strip()} for text in texts(PAGES)]

    assert [languages for languages in written if languages != {"ja", "en", "zh"}] == []


@pytest.mark.parametrize("page", ALL, ids=lambda page: page["slug"])
def test_leads_fit_their_field(page):
    longest = HomePage._meta.get_field("lead").max_length

    assert [lead for lead in page["lead"].values() if len(lead) > longest] == []


@pytest.mark.parametrize("page", ALL, ids=lambda page: page["slug"])
def test_bodies_use_the_blocks_of_the_house(page):
    blocks = HomePage._meta.get_field("body").stream_block.child_blocks

    for block in page["body"]:
        assert block["type"] in blocks
        if block["type"] != "text":
            assert set(block) - {"type"} <= set(blocks[block["type"]].child_blocks)


def test_city_fits_its_settings():
    for language in ("ja", "en", "zh"):
        for field in ("name", "city", "office"):
            assert len(PAGES["city"][field][language]) <= CitySettings._meta.get_field(f"{field}_{language}").max_length
