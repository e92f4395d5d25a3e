"""The figures that were published about the city's programs, and their page. These are facts, not samples."""

import uuid
from pathlib import Path
from typing import Any

from home.models import HomePage
from matching.actions import figures
from matching.models import FiguresPage

FIGURES = Path(__file__).parent / "fixtures" / "published-figures.csv"
TITLES = {"ja": "公表された実績", "en": "Published figures", "zh-hans": "已公布的业绩"}
LEADS = {
    "ja": "市の産業施策について、これまでに公表された数字を、定義と出典とともにまとめています。",
    "en": "The numbers that have been published about the city's industry programs, each with its definition and source.",
    "zh-hans": "汇集有关本市产业政策已公布的数据，并注明各项定义与出处。",
}


def build(context: dict[str, Any]) -> None:
    """Adds context["figures_pages"] by language."""
    figures.load(FIGURES)
    key = uuid.uuid5(uuid.NAMESPACE_URL, "figures")
    context["figures_pages"] = {}
    for home in HomePage.objects.select_related("locale"):
        language = home.locale.language_code
        page = FiguresPage(
            title=TITLES[language],
            lead=LEADS[language],
            slug="figures",
            locale=home.locale,
            translation_key=key,
            show_in_menus=False,
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        context["figures_pages"][language] = page
    context["progress"]("published figures")
