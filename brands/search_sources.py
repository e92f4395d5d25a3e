"""What the search over the whole site finds in the register."""

from django.utils.text import Truncator

from brands.models import Entry, EntryText, RegisterPage
from home.languages import SUFFIXES
from home.search import match
from home.search.results import Result

EXCERPT = 120


def entries(query: str, language: str, limit: int) -> list[Result]:
    """Entries that hold the query; those whose name or holder holds it first, then the newest."""
    base = RegisterPage.paths().get(language)
    if base is None:
        return []
    suffix = SUFFIXES.get(language, "ja")
    names = [f"certificate__{stem}_{each}" for stem in ("name", "holder", "program__short_name") for each in (suffix, "ja")]
    rows = match(Entry.objects.public(), query).named_first(query).values_list("pk", "slug", "certificate__issued_on", *names)
    found = list(rows[:limit])
    lines = _lines([row[0] for row in found], language)
    return [
        Result(
            title=name or name_ja,
            url=f"{base}{slug}/",
            kind=program or program_ja,
            excerpt=Truncator(" / ".join(part for part in (holder or holder_ja, lines.get(pk, "")) if part)).chars(EXCERPT),
            date=issued_on,
        )
        for pk, slug, issued_on, name, name_ja, holder, holder_ja, program, program_ja in found
    ]


def _lines(keys: list[int], language: str) -> dict[int, str]:
    """The one line of each entry, in the language or else in Japanese."""
    texts = EntryText.objects
    rows = texts.filter(entry__in=keys, language__in=[language, "ja"]).exclude(tagline="")
    kept: dict[int, str] = {}
    for key, code, line in rows.values_list("entry_id", "language", "tagline"):
        if code == language or key not in kept:
            kept[key] = line
    return kept


SOURCES = [entries]
