"""Stories of products that came of a match, in three languages."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from brands.models import StoryEntry, StoryIndexPage, StoryPage
from home import clock
from home.samples.tree import plant

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "stories.json"


def build(context: dict[str, Any]) -> None:
    """The section and its pages; each leads to an entry by the number of its certificate, and shows that entry's picture."""
    texts = json.loads(SAMPLES.read_text(encoding="utf-8"))
    sections = plant(StoryIndexPage, context["home_pages"], texts["index"], show_in_menus=True)
    for row in texts["stories"]:
        certificate = context["certificates"][row["entry"]]
        picture = certificate.entry.pictures.first()
        facts: dict[str, Any] = {
            "date": clock.today() - timedelta(days=row["days_ago"]),
            "picture": picture.picture if picture else None,
        }
        for page in plant(StoryPage, sections, row, **facts).values():
            StoryEntry.objects.create(story=page, number=certificate.number)
            page.refresh_from_db()
            page.save_revision().publish()
