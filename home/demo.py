"""The sample city's front door, standing pages and news, in three languages."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from wagtail.models import Page, Site

from home import clock
from home.models import CitySettings, HomePage, NewsIndexPage, NewsPage, StandardPage, Synonyms
from home.samples.tree import locales, plant

SAMPLES = Path(__file__).parent / "samples"
STEPS = 2
MENU = ("programs", "brands", "stories", "events", "figures", "news", "about")


def build(context: dict[str, Any]) -> None:
    """Adds context["home_pages"] (by language) and context["page_texts"] (the samples' words for all floors)."""
    texts = context["page_texts"] = json.loads((SAMPLES / "pages.json").read_text(encoding="utf-8"))
    home, *others = texts["pages"]
    locales()
    root = Page.get_first_root_node()
    for stranger in root.get_children():
        stranger.delete()
    root = Page.get_first_root_node()
    slugs = {"ja": "home", "en": "home-en", "zh-hans": "home-zh-hans"}
    pages = context["home_pages"] = plant(HomePage, dict.fromkeys(slugs, root), home, slugs)
    site = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": pages["ja"], "site_name": texts["city"]["name"]["ja"]},
    )[0]
    _name_city(site, texts["city"])
    words = (SAMPLES / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    Synonyms.objects.bulk_create(Synonyms(words=line) for line in words)
    context["progress"]("front door")
    for row in others:
        plant(StandardPage, pages, row, show_in_menus=row["slug"] == "about")
    _news(texts, pages)
    context["progress"]("pages")


def finish(context: dict[str, Any]) -> None:
    """Puts the sections into the order of the menu, whatever order the floors planted them in."""
    for home in context["home_pages"].values():
        children = {page.slug: page for page in home.get_children()}
        for slug in reversed([slug for slug in MENU if slug in children]):
            Page.objects.get(pk=children[slug].pk).move(Page.objects.get(pk=home.pk), pos="first-child")


def _name_city(site: Site, words: dict[str, Any]) -> None:
    facts = {f"{stem}_{language}": text for stem in ("name", "city", "office") for language, text in words[stem].items()}
    facts |= {name: words[name] for name in ("address", "telephone", "email", "municipal_code")}
    CitySettings.objects.update_or_create(site=site, defaults=facts)


def _news(texts: dict[str, Any], pages: dict[str, HomePage]) -> None:
    index = plant(NewsIndexPage, pages, texts["sections"]["news"] | {"slug": "news"}, show_in_menus=True)
    for row in texts["news"]:
        plant(NewsPage, index, row, date=clock.today() - timedelta(days=row["days_ago"]))
