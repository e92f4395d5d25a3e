"""Portraits: one entry as its page shows it, made once and kept."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from brands import linked_data
from brands.models.entries import Entry
from certifications import codes
from certifications.models import Certificate
from certifications.verification import verdict
from home import clock
from home.languages import suffix

NEIGHBORS = 4
SHARED = "fill-1200x630|format-jpeg"


@dataclass(frozen=True)
class Portrait:
    """What stands in the head and in the body of an entry's page."""

    title: str
    description: str
    linked_data: dict[str, Any]
    shared_picture: str
    shared_picture_words: str
    article: str


def of(page: Any, slug: str) -> Portrait | None:
    """The entry with its neighbors; None when the public sees no such entry."""
    today = clock.today()
    public = Entry.objects.public().with_status(today)
    related = ("certificate__program", "certificate__level", "certificate__area", "certificate__category", "certificate__subject")
    entry = (
        public.with_levels()
        .with_comment()
        .with_pictures()
        .select_related(*related)
        .prefetch_related("texts")
        .filter(slug=slug)
        .first()
    )
    if entry is None:
        return None
    base = page.address
    certificate = entry.certificate
    pictures = [row.picture for row in entry.pictures.all()]
    shared = pictures[0].get_rendition(SHARED) if pictures else None
    judged = verdict(certificate, today)
    address = f"{settings.PUBLIC_URL}{base}{entry.slug}/"
    verify = verify_path(certificate)
    context = {
        "page": page,
        "crumbs": [*page.breadcrumbs(), {"title": page.title, "url": base}],
        "base": base,
        "entry": entry,
        "certificate": certificate,
        "words": entry.words,
        "pictures": pictures,
        "verdict": judged,
        "verify": verify,
        "code": codes.grouped(certificate.code),
        "missing": untranslated(certificate),
        "neighbors": neighbors(entry, public),
    }
    return Portrait(
        title=certificate.name,
        description=entry.tagline or f"{certificate.program.name} {certificate.number}",
        linked_data=linked_data.entry(
            entry, url=address, verify=f"{settings.PUBLIC_URL}{verify}", picture=_absolute(shared.url) if shared else ""
        ),
        shared_picture=_absolute(shared.url) if shared else "",
        shared_picture_words=pictures[0].description if pictures else "",
        article=render_to_string("brands/entry_article.html", context),
    )


def verify_path(certificate: Certificate) -> str:
    """Where anybody checks the certificate, in the active language."""
    language = get_language() or "ja"
    path = reverse("verify", args=[certificate.code])
    return path if language == "ja" else f"{path}?lang={language}"


def untranslated(certificate: Certificate) -> dict[str, bool]:
    """Which of the names stand in Japanese although another language is read: they are marked for screen readers."""
    stems = ("name", "holder", "state_reason")
    return {stem: suffix() != "ja" and not getattr(certificate, f"{stem}_{suffix()}") for stem in stems}


def neighbors(entry: Entry, public: Any) -> dict[str, list[int]]:
    """The newest others of the same maker; of the rest, those of the same field, else of the same program."""
    certificate = entry.certificate
    others = public.exclude(pk=entry.pk).newest()
    same_maker: list[int] = []
    if certificate.organization_id:
        mine = others.filter(certificate__organization=certificate.organization_id)
        same_maker = list(mine.values_list("pk", flat=True)[:NEIGHBORS])
    near = others.filter(status="valid", certificate__program=certificate.program_id).exclude(pk__in=same_maker)
    field = near.filter(certificate__category=certificate.category_id) if certificate.category_id else near.none()
    similar = list(field.values_list("pk", flat=True)[:NEIGHBORS])
    if similar:
        return {"same_maker": same_maker, "in_field": similar, "in_program": []}
    return {"same_maker": same_maker, "in_field": [], "in_program": list(near.values_list("pk", flat=True)[:NEIGHBORS])}


def _absolute(url: str) -> str:
    return url if url.startswith("http") else f"{settings.PUBLIC_URL}{url}"
