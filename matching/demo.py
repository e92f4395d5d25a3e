"""The figures that were published about the city's programs, and their page. These are facts, not samples."""

from pathlib import Path
from typing import Any

from home.samples.tree import plant
from matching.actions import figures
from matching.models import FiguresPage

FIGURES = Path(__file__).parent / "fixtures" / "published-figures.csv"


def build(context: dict[str, Any]) -> None:
    """Adds context["figures_pages"] by language."""
    figures.load(FIGURES)
    section = context["page_texts"]["sections"]["figures"] | {"slug": "figures"}
    context["figures_pages"] = plant(FiguresPage, context["home_pages"], section, show_in_menus=True)
    context["progress"]("published figures")
