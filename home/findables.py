"""What the search finds on the ground floor: published pages, each in its own language."""

from collections.abc import Iterator, Sequence

from django.utils.text import Truncator, capfirst
from django.utils.timezone import localdate
from wagtail.models import Locale, Page

from home.search.indexing import indexed_texts
from home.search.results import Findable, Result, Source

EXCERPT = 120
AT_ONCE = 100


def read(keys: Sequence[int] | None) -> Iterator[Findable]:
    """Published pages that no restriction guards, with all their words."""
    pages = Page.objects.live().public().filter(depth__gt=1).order_by("pk")
    if keys is not None:
        pages = pages.filter(pk__in=keys)
    locales = {locale.pk: locale for locale in Locale.objects.all()}
    for page in pages.specific().iterator(AT_ONCE):
        kind = getattr(page, "found_as", "page")
        page.locale = locales[page.locale_id]
        parts = page.get_url_parts() if kind else None
        if not parts or not parts[2]:
            continue
        language = page.locale.language_code
        yield Findable(
            key=page.pk,
            kind=kind,
            language=language,
            titles={language: page.title},
            path=parts[2],
            line=Truncator(page.search_description or getattr(page, "lead", "")).chars(EXCERPT),
            beside=[page.search_description or getattr(page, "lead", "")],
            texts=[text for _field, text in indexed_texts(page)],
            day=localdate(page.first_published_at) if page.first_published_at else None,
        )


def show(keys: Sequence[int], language: str, base: str) -> dict[int, Result]:
    """Pages as a list shows them; by one question, however many kinds of pages they are."""
    pages = Page.objects.live().public().filter(pk__in=keys).select_related("locale", "content_type")
    return {
        page.pk: Result(
            title=page.title,
            url=page.get_url() or "",
            kind=capfirst(str(page.content_type.model_class()._meta.verbose_name)),
            date=localdate(page.first_published_at) if page.first_published_at else None,
        )
        for page in pages
    }


SOURCES = [Source("page", read, show, kinds=("page", "story"))]
