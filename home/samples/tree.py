"""Plants pages of the sample city: one in Japanese, its translations beside it, published."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html_join
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from home.languages import SUFFIXES
from home.models import BasePage


def locales() -> dict[str, Locale]:
    """The locales of all languages, by language."""
    return {language: Locale.objects.get_or_create(language_code=language)[0] for language in SUFFIXES}


def paragraphs(text: str) -> str:
    """Plain text as rich text: an empty line parts paragraphs."""
    return str(format_html_join("", "<p>{}</p>", ((part.strip(),) for part in text.split("\n\n") if part.strip())))


def body(blocks: Sequence[Mapping[str, Any]], suffix: str) -> list[tuple[str, Any]]:
    """The samples' blocks as a stream's value in one language."""
    return [(block["type"], _value(block, suffix)) for block in blocks]


def _value(block: Mapping[str, Any], suffix: str) -> Any:
    def word(name: str) -> str:
        text = block.get(name) or ""
        return text[suffix] if isinstance(text, Mapping) else text

    match block["type"]:
        case "heading":
            return {"text": word("text")}
        case "text":
            return RichText(paragraphs(word("text")))
        case "quote":
            return {"text": word("text"), "source": word("source")}
        case "details":
            return {"question": word("question"), "answer": RichText(paragraphs(word("answer")))}
    raise ValueError(f"Unknown block {block['type']}.")


def plant(
    model: type[BasePage],
    parents: Mapping[str, Page],
    row: Mapping[str, Any],
    slugs: Mapping[str, str] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """One page per language under its parents, from a row with slug, title, lead and body. Returns them by language."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{model._meta.label}:{row['slug']}")
    planted = {}
    for language, locale in locales().items():
        suffix = SUFFIXES[language]
        page = model(
            title=row["title"][suffix],
            slug=slugs[language] if slugs else row["slug"],
            lead=row["lead"][suffix],
            search_description=row["lead"][suffix],
            body=body(row.get("body", []), suffix),
            locale=locale,
            translation_key=key,
            **fields,
        )
        parents[language].add_child(instance=page)
        page.save_revision().publish()
        planted[language] = page
    return planted
