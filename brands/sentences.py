"""Says a wish back in one sentence, and names its parts, in the active language."""

from django.utils.translation import get_language, gettext, ngettext

from brands.models.facets import Vocabulary
from brands.search import Wish
from home.dates import fiscal_year_words
from home.fiscal import fiscal_year_label


def year_words(value: str) -> str:
    """令和元年度, or for "2019-" 令和元年度以降"""
    year = int(value[:4])
    words = fiscal_year_words(year, fiscal_year_label(year), get_language() or "ja")
    return gettext("%(year)s or later") % {"year": words} if value.endswith("-") else words


def part_words(wish: Wish, name: str, vocabulary: Vocabulary) -> str:
    """One part of a wish in words: 「車いす」, KIS, 中原区."""
    value = getattr(wish, name)
    if name == "q":
        return gettext("“%(words)s”") % {"words": value}
    return year_words(value) if name == "year" else vocabulary.labels(wish, name)[value]


def sentence(wish: Wish, total: int, vocabulary: Vocabulary) -> str:
    """KISのうち、令和元年度以降、中原区、「車いす」を含むもの: 12件"""
    if wish.is_open:
        return ngettext("The whole register: %(total)s entry", "The whole register: %(total)s entries", total) % {
            "total": f"{total:,}"
        }
    parts = []
    for name in ("program", "field", "year", "ward", "status", "q"):
        if not getattr(wish, name):
            continue
        words = part_words(wish, name, vocabulary)
        if name == "program" and len(wish.set_parts) > 1:
            words = gettext("%(whole)s") % {"whole": words}
        elif name == "q":
            words = gettext("with the words %(words)s") % {"words": words}
        parts.append(words)
    said = gettext(", ").join(parts)
    return ngettext("%(parts)s: %(total)s entry", "%(parts)s: %(total)s entries", total) % {
        "parts": said,
        "total": f"{total:,}",
    }
