"""The register's page, and the words and pictures of the sample entries in three languages."""

import json
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from brands.actions import entries, pictures
from brands.models import Entry, EntryPicture, RegisterPage
from certifications.demo.makers import painting
from certifications.models import Certificate
from home.languages import SUFFIXES
from home.samples.painter import alt_text
from home.samples.tree import plant

SAMPLES = Path(__file__).resolve().parents[2] / "certifications" / "samples" / "entries.json"
CATALOG = json.loads((Path(__file__).resolve().parents[1] / "samples" / "catalog.json").read_text(encoding="utf-8"))
WORDS = ("tagline", "story", "features", "target_users", "price", "where_to_buy")
EACH = 10  # entries to a step
STEPS = 1 + len(json.loads(SAMPLES.read_text(encoding="utf-8"))) // EACH


def build(context: dict[str, Any]) -> None:
    """Gives each entry its words in all languages and its picture, as the program's secretariat would."""
    row = context["page_texts"]["sections"]["brands"] | {"slug": "brands"}
    plant(RegisterPage, context["home_pages"], row, show_in_menus=True)
    context["progress"]("register")
    for number, row in enumerate(json.loads(SAMPLES.read_text(encoding="utf-8")), start=1):
        secretary = context["secretaries"][row["program"]]
        for entry in _entries(context["certificates"][row["code"]]):
            _dress(entry, row, secretary)
        if number % EACH == 0:
            context["progress"](f"entries {number}")


def _entries(certificate: Certificate) -> QuerySet[Entry]:
    """Its entry, and that of the certificate that it replaced."""
    return Entry.objects.filter(Q(certificate=certificate) | Q(certificate=certificate.predecessor_id)).order_by("pk")


def _dress(entry: Entry, row: dict[str, Any], secretary: Any) -> None:
    for language, suffix in SUFFIXES.items():
        if row["code"] not in CATALOG["missing"].get(language, ()):
            entries.write(entry, language, by=secretary, **_words(row, suffix))
    if changes := CATALOG["rewritten"].get(row["code"]):  # the translations now lag behind
        entries.write(entry, "ja", by=secretary, **changes)
    facts = {"video": CATALOG["video"].get(row["code"], ""), "visits_schools": row["code"] in CATALOG["visits_schools"]}
    Entry.objects.filter(pk=entry.pk).update(**facts)
    _hang(entry, row)


def _hang(entry: Entry, row: dict[str, Any]) -> None:
    """Its pictures: those of the application, or a painting; for some more than one; each described in all languages."""
    pictures.take_pictures(entry)
    accent = entry.certificate.program.accent
    more = CATALOG["more_pictures"].get(row["code"], 0) + (not entry.pictures.exists())
    for number in range(more):
        order = entry.pictures.count()
        seed = row["code"] if order == 0 else f"{row['code']}:{number + 2}"
        pictures.add_picture(entry, painting(row["motif"], accent, seed), order=order)
    if row["code"] in CATALOG["light"]:
        pictures.lighten(entry)
    said = {f"alt_{suffix}": words for suffix, words in alt_text(row["motif"], row["name"]).items()}
    EntryPicture.objects.filter(entry=entry).update(**said)


def _words(row: dict[str, Any], suffix: str) -> dict[str, Any]:
    words: dict[str, Any] = {name: row[name][suffix] for name in WORDS if row.get(name)}
    words |= {name: CATALOG[name][row["code"]][suffix] for name in ("price_note", "where_to_try") if row["code"] in CATALOG[name]}
    words["specifications"] = [
        {"label": each["label"][suffix], "value": each["value"][suffix]}
        for each in CATALOG["specifications"].get(row["code"], ())
    ]
    pairs = [f"Q: {each['q'][suffix]}\nA: {each['a'][suffix]}" for each in row.get("interview") or []]
    return words | {"interview": "\n".join(pairs)}
