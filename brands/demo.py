"""The register's page, and the words and pictures of the sample entries in three languages."""

import json
from pathlib import Path
from typing import Any

from brands.actions import entries
from brands.models import Entry, RegisterPage
from certifications.demo.makers import painting
from home.languages import SUFFIXES
from home.samples.painter import alt_text
from home.samples.tree import plant

SAMPLES = Path(__file__).resolve().parents[1] / "certifications" / "samples" / "entries.json"
WORDS = ("tagline", "story", "features", "target_users", "price", "where_to_buy")
EACH = 10  # entries to a step
STEPS = 1 + len(json.loads(SAMPLES.read_text(encoding="utf-8"))) // EACH


def build(context: dict[str, Any]) -> None:
    """Gives each entry its words in all languages and its picture, as the program's secretariat would."""
    row = context["page_texts"]["sections"]["brands"] | {"slug": "brands"}
    plant(RegisterPage, context["home_pages"], row, show_in_menus=True)
    context["progress"]("register")
    for number, row in enumerate(json.loads(SAMPLES.read_text(encoding="utf-8")), start=1):
        entry = Entry.objects.get(certificate=context["certificates"][row["code"]])
        secretary = context["secretaries"][row["program"]]
        for language, suffix in SUFFIXES.items():
            entries.write(entry, language, by=secretary, **_words(row, suffix))
        entries.take_pictures(entry)
        if not entry.pictures.exists():
            stored = painting(row["motif"], entry.certificate.program.accent, row["code"])
            entries.add_picture(entry, stored, order=0, description=alt_text(row["motif"], row["name"])["ja"])
        if number % EACH == 0:
            context["progress"](f"entries {number}")


def _words(row: dict[str, Any], suffix: str) -> dict[str, str]:
    words = {name: row[name][suffix] for name in WORDS if row.get(name)}
    pairs = [f"Q: {each['q'][suffix]}\nA: {each['a'][suffix]}" for each in row.get("interview") or []]
    return words | {"interview": "\n".join(pairs)}
