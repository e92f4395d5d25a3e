"""Portraits: one entry as its page shows it, made once and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from brands import linked_data
from brands.models.entries import Entry
from brands.models.story_links import stories_about
from brands.models.words import Said, Table
from certifications import codes
from certifications.certificate_states import STANDING, STATUS_LABELS, STATUS_MEANINGS, ReasonClass
from certifications.models import Certificate
from certifications.verification import verdict
from home import clock
from home.addresses import absolute
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


@dataclass(frozen=True)
class Then:
    """What the register said of an entry at the end of a past day."""

    day: date
    status: str
    label: str
    meaning: str
    reason: str
    renamed: str = ""  # what it was called, and who held it, where that is no longer so


def as_said_on(day: date, certificates: Sequence[Certificate]) -> None:
    """Has these certificates, which nobody will save, say what they said at the end of the day."""
    said = Certificate.objects.filter(pk__in=[each.pk for each in certificates]).said_on(day)
    for each in certificates:
        for name, value in said.get(each.pk, {}).items():
            setattr(each, name, value)


def then(slug: str, day: date) -> Then | None:
    """What the entry was on the day, replayed from the events of its certificate; None when the public sees no such entry."""
    entry = Entry.objects.public().with_status(day).filter(slug=slug).select_related("certificate").first()
    if entry is None:
        return None
    if day < entry.certificate.issued_on:
        return Then(day, "not_yet", gettext("Not issued yet"), gettext("It had not been issued at that time."), "")
    certificate = entry.certificate
    reason, now = certificate.reason_on(day), (certificate.name, certificate.holder)
    as_said_on(day, [certificate])
    called = dict.fromkeys(words for words in (certificate.name, certificate.holder) if words not in now)
    label, meaning = capfirst(str(STATUS_LABELS[entry.status])), str(STATUS_MEANINGS[entry.status])
    return Then(day, entry.status, label, meaning, str(ReasonClass(reason).label) if reason else "", " / ".join(called))


def of(page: Any, slug: str) -> Portrait | None:
    """The entry with its neighbors; None when the public sees no such entry."""
    entry = whole(Entry.objects.public()).filter(slug=slug).first()
    if entry is None:
        return None
    certificate, pictures = entry.certificate, list(entry.pictures.all())
    shared = pictures[0].picture.get_rendition(SHARED) if pictures else None
    address = f"{settings.PUBLIC_URL}{page.address}{entry.slug}/"
    return Portrait(
        title=entry.shown_name.text,
        description=entry.tagline or f"{certificate.program.name} {certificate.number}",
        linked_data=linked_data.entry(
            entry,
            url=address,
            verify=f"{settings.PUBLIC_URL}{verify_path(certificate)}",
            picture=absolute(shared.url) if shared else "",
        ),
        shared_picture=absolute(shared.url) if shared else "",
        shared_picture_words=pictures[0].alt or pictures[0].picture.description if pictures else "",
        article=article(page, entry, pictures),
    )


def whole(entries: Any) -> Any:
    """With all that an entry's page shows, its state as of today."""
    related = (
        "certificate__program",
        "certificate__level",
        "certificate__area",
        "certificate__category",
        "certificate__subject",
        "certificate__organization",
        "certificate__successor__entry",
    )
    known = entries.with_status(clock.today()).with_levels().with_comment().with_pictures()
    return known.select_related(*related).prefetch_related("texts")


def article(page: Any, entry: Entry, pictures: Sequence[Any]) -> str:
    """The body of the entry's page, of an entry from `whole`: the published one, or one that says what is to be."""
    today, base, certificate = clock.today(), page.address, entry.certificate
    words, specifications = entry.words, entry.specifications
    said: list[Said | Table] = [*words.values(), *([specifications] if specifications else [])]
    context = {
        "page": page,
        "today": today,
        "crumbs": [*page.breadcrumbs(), {"title": page.title, "url": base}],
        "base": base,
        "entry": entry,
        "certificate": certificate,
        "words": words,
        "specifications": specifications,
        "japanese_only": any(part.language != (get_language() or "ja") for part in said),
        "pictures": pictures,
        "company": company_path(base, certificate),
        "verdict": verdict(certificate, today),
        "verify": verify_path(certificate),
        "code": codes.grouped(certificate.code),
        "missing": untranslated(certificate),
        "newer": _newer(certificate),
        "inquire": inquire_path(certificate),
        "neighbors": neighbors(entry, Entry.objects.public().with_status(today)),
        "stories": [
            {"title": story.title, "lead": story.lead, "url": address_beside(page, base, story)}
            for story in stories_about(certificate.number)
        ],
    }
    return render_to_string("brands/entry_article.html", context)


def _newer(certificate: Certificate) -> Entry | None:
    """The entry of the certificate that took this one's place, where the public sees it."""
    entry = getattr(getattr(certificate, "successor", None), "entry", None)
    return entry if entry is not None and entry.hidden_at is None else None


def address_beside(page: Any, base: str, other: Any) -> str:
    """Where another page of the same tree stands, told from the register's own address without a question."""
    front, trunk = base.removesuffix(f"{page.slug}/"), page.url_path.removesuffix(f"{page.slug}/")
    return f"{front}{other.url_path.removeprefix(trunk)}"


def company_path(base: str, certificate: Certificate) -> str:
    """The page of the company that holds it; empty for what persons and teams hold."""
    maker = certificate.organization
    return f"{base}companies/{maker.public_id}/" if maker else ""


def inquire_path(certificate: Certificate) -> str:
    """Where one writes to the maker; empty when the certificate no longer stands, or its person has retired."""
    is_open = certificate.state in STANDING and not certificate.honor
    return reverse("matching:inquire", args=[certificate.public_id]) if is_open else ""


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
    maker, field = certificate.organization_id, certificate.category_id
    others = public.exclude(pk=entry.pk).newest()
    mine = Q(certificate__organization=maker) if maker else Q(pk__in=[])
    near = others.filter(status="valid", certificate__program=certificate.program_id).exclude(mine)
    of_each = (others.filter(mine), near.filter(certificate__category=field) if field else near.none(), near)
    wanted = [Q(pk__in=rows.values("pk")[:NEIGHBORS]) for rows in of_each]
    found = others.filter(reduce(or_, wanted)).values_list("pk", "certificate__organization", "certificate__category")
    rows = list(found)  # one question for all three
    same_maker = [key for key, by, _field in rows if maker and by == maker]
    rest = [(key, of) for key, by, of in rows if not maker or by != maker]
    in_field = [key for key, of in rest if field and of == field]
    return {"same_maker": same_maker, "in_field": in_field, "in_program": [] if in_field else [key for key, _of in rest]}
