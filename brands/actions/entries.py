"""Entries come to be at a release, get their pictures from the worker, and may be hidden."""

import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.text import slugify

from brands.models import Entry, EntryPicture, EntryText
from brands.models.entries import WORDS
from brands.permissions import can_write_entry
from certifications.models import Certificate, Question
from certifications.states import CatalogSlot
from home import clock, freshness, jobs
from home.actions import collections
from home.models import Picture, StoredFile
from home.search import reindex

PLACES = (
    "fill-160x120|format-webp",
    "fill-320x240|format-webp",
    "fill-400x300|format-webp",
    "fill-800x600|format-webp",
    "fill-1600x1200|format-webp",
    "fill-1200x630|format-jpeg",  # what others show when they share the page
)
LINE = 200  # characters of the columns that hold one line
CAPTION = 255
REGISTER = "登録簿"  # the collection of its pictures: no web editor may exchange what a certificate shows


def publish(certificate: Certificate) -> Entry:
    """Makes the entry of a certificate within the release, with the words that the applicant wrote for the public.

    Pictures follow in the worker: a file cannot be rolled back, so none is copied before the release is certain.
    """
    now = clock.now()
    website, words = words_for_public(certificate)
    facts = {"slug": free_slug(certificate), "website": website}
    entry, created = Entry.objects.get_or_create(certificate=certificate, defaults=facts | {"created_at": now, "updated_at": now})
    if not created:
        return entry
    EntryText.objects.create(entry=entry, language="ja", **words)
    reindex(entry)  # saved before it had its words
    freshness.renew("register")
    jobs.enqueue("brands.tasks.take_pictures", str(entry.public_id))
    return entry


def words_for_public(certificate: Certificate) -> tuple[str, dict[str, str]]:
    """The website and the words with which an entry begins: what the applicant wrote for the public."""
    slots = slot_answers(certificate)
    website = str(slots.get(CatalogSlot.WEBSITE, ""))
    words = {name: str(slots[name]) for name in WORDS if slots.get(name)}
    for name in ("tagline", "price"):  # one line each; PostgreSQL refuses a longer one, and with it the whole release
        words[name] = words.get(name, "").replace("\n", " ")[:LINE]
    return website if len(website) <= LINE else "", words  # half an address leads nowhere


def retract(certificate: Certificate) -> None:
    """Takes the entry of a release that was called back out of the public plane, with its pictures."""
    entry = Entry.objects.filter(certificate=certificate).first()
    if entry is None:
        return
    pictures = [row.picture for row in EntryPicture.objects.filter(entry=entry).select_related("picture")]
    entry.delete()
    for picture in pictures:
        picture.delete()
    freshness.renew("register")


def free_slug(certificate: Certificate) -> str:
    """The number as an address; numbers that look the same without their signs, or have no Latin character, get the code too."""
    slug = slugify(certificate.number)[:48]
    if slug and not Entry.objects.filter(slug=slug).exclude(certificate=certificate).exists():
        return slug
    return "-".join(filter(None, (slug, certificate.code.lower())))


def slot_answers(certificate: Certificate) -> dict[str, Any]:
    """The last version's answers by catalog slot; of pictures, the file entries of the version."""
    version = certificate.decision.application.versions.last()
    if version is None:
        return {}
    found: dict[str, Any] = {}
    for question in Question.objects.filter(version=version.form_version).exclude(catalog_slot="").order_by("order"):
        key = str(question.key)
        if question.takes_files:
            rows = [row for row in version.files if row["key"] == key and row["media_type"].startswith("image/")]
            found.setdefault(question.catalog_slot, []).extend(rows)
        elif version.answers.get(key) not in (None, ""):
            found[question.catalog_slot] = version.answers[key]
    return found


def take_pictures(entry: Entry) -> int:
    """Copies the pictures meant for the public into the public plane and draws their sizes. Twice has one effect."""
    rows = slot_answers(entry.certificate).get(CatalogSlot.PICTURE, [])
    made = 0
    for order, row in enumerate(rows):
        if EntryPicture.objects.filter(entry=entry, source=row["sha256"]).exists():
            continue
        add_picture(entry, StoredFile.objects.get(sha256=row["sha256"]), order=order)
        made += 1
    if made:
        Entry.objects.filter(pk=entry.pk).update(updated_at=clock.now())
    return made


@transaction.atomic
def add_picture(entry: Entry, file: StoredFile, *, order: int, description: str = "") -> EntryPicture:
    """Puts one stored picture into the public plane, as a picture of the entry."""
    suffix = file.media_type.rpartition("/")[2].replace("jpeg", "jpg")
    certificate = entry.certificate
    picture = Picture(
        title=certificate.name_ja,
        description=(description or f"{certificate.name_ja}（{certificate.holder_ja}）")[:CAPTION],
        collection=collections.named(REGISTER),
        file=ImageFile(io.BytesIO(file.read()), name=f"{entry.slug}-{order + 1}.{suffix}"),
    )
    picture.save()
    picture.get_renditions(*PLACES)
    row = EntryPicture.objects.create(entry=entry, picture=picture, source=file.sha256, order=order)
    freshness.renew("register")
    return row


@transaction.atomic
def write(entry: Entry, language: str, *, by: Any, **words: str) -> EntryText:
    """Writes an entry's words in one language (the holder's own, or a translation that the holder approved)."""
    if not can_write_entry(by, entry):
        raise PermissionDenied
    text, _created = EntryText.objects.update_or_create(entry=entry, language=language, defaults=words)
    entry.certificate.history.append(entry.certificate, action="entry.write", by=by, facts={"language": language})
    _changed(entry)
    return text


@transaction.atomic
def hide(entry: Entry, *, by: Any, reason: str = "") -> None:
    """Takes the entry off the public pages at the holder's wish; verification goes on. The reason stays on record."""
    if not can_write_entry(by, entry):
        raise PermissionDenied
    entry.certificate.history.append(entry.certificate, action="entry.hide", by=by, note=reason)
    _changed(entry, hidden_at=clock.now())


@transaction.atomic
def show(entry: Entry, *, by: Any) -> None:
    """Brings a hidden entry back."""
    if not can_write_entry(by, entry):
        raise PermissionDenied
    entry.certificate.history.append(entry.certificate, action="entry.show", by=by)
    _changed(entry, hidden_at=None)


def _changed(entry: Entry, **facts: Any) -> None:
    """Writes only these facts and the hour; the index reads the entry anew, not what a caller may have held for long."""
    Entry.objects.filter(pk=entry.pk).update(updated_at=clock.now(), **facts)
    entry.refresh_from_db()
    reindex(Entry.objects.get(pk=entry.pk))
    freshness.renew("register")
