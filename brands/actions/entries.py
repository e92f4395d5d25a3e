"""Entries come to be at a release, get their pictures from the worker, and may be hidden."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.text import slugify

from brands.actions.indexing import holders_of, index, index_all, left
from brands.models import Departure, Entry, EntryPicture, EntryText, Manuscript, ManuscriptEvent
from brands.parts import EMPTY, WORDS
from brands.permissions import can_write_entry
from brands.refusals import NothingToTranslate, WrittenMeanwhile
from certifications.models import Certificate, Question
from certifications.states import CatalogSlot
from home import clock, freshness, jobs

LINE = 200  # characters of the columns that hold one line


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
    index(entry)  # saved before it had its words
    freshness.renew("register")
    jobs.enqueue("brands.tasks.take_pictures", str(entry.public_id))
    return entry


def carry_over(certificate: Certificate) -> Entry:
    """Makes the entry of what was issued anew or renewed as the older one's stands: its words, its pictures, hidden or not."""
    entry = publish(certificate)
    older = Entry.objects.filter(certificate=certificate.predecessor).first()
    if older is None:
        return entry
    entry.texts.all().delete()
    texts, pictures = list(older.texts.all()), list(older.pictures.all())
    for text in texts:
        text.pk, text.entry = None, entry
    for picture in pictures:
        picture.pk, picture.entry = None, entry
    EntryText.objects.bulk_create(texts)
    EntryPicture.objects.bulk_create(pictures)
    kept = ("website", "video", "visits_schools", "hidden_at")
    for name in kept:
        setattr(entry, name, getattr(older, name))
    entry.save(update_fields=kept)
    index(entry)
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
    note_departures(Entry.objects.filter(pk=entry.pk))
    ManuscriptEvent.objects.filter(record__entry=entry).delete()
    key, companies = entry.pk, holders_of([entry.pk])
    entry.delete()
    left([key], companies)
    shown_elsewhere = set(EntryPicture.objects.filter(picture__in=pictures).values_list("picture", flat=True))
    for picture in pictures:
        if picture.pk not in shown_elsewhere:  # a renewal's entry shares them with the entry that it was made from
            picture.delete()
    freshness.renew("register")


def publish_listed(certificates: Sequence[Certificate], websites: Mapping[int, str]) -> None:
    """Makes the entries of certificates that came from a list, without words: those are the holder's to write."""
    now = clock.now()
    wanted = {certificate.pk: slugify(certificate.number)[:48] for certificate in certificates}
    taken = set(Entry.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True))
    made = []
    for certificate in certificates:
        slug = wanted[certificate.pk]
        if not slug or slug in taken:
            slug = "-".join(filter(None, (slug, certificate.code.lower())))
        taken.add(slug)
        website = websites.get(certificate.pk, "")
        made.append(Entry(certificate=certificate, slug=slug, website=website, created_at=now, updated_at=now))
    made = Entry.objects.bulk_create(made)
    prefetch_related_objects(made, "texts")
    index_all(made)
    freshness.renew("register")


def retract_listed(keys: Sequence[int]) -> set[int]:
    """Takes entries without words, pictures and manuscripts out of the register; says of which certificates they stay."""
    entries = Entry.objects.filter(certificate__in=keys)
    kept = Q(texts__isnull=False) | Q(pictures__isnull=False) | Q(manuscripts__isnull=False)
    written = set(entries.filter(kept).values_list("certificate", flat=True))
    leaving = entries.exclude(certificate__in=written)
    note_departures(leaving)
    keys = list(leaving.values_list("pk", flat=True))
    companies = holders_of(keys)
    leaving.delete()
    left(keys, companies)
    freshness.renew("register")
    return written


def note_departures(leaving: QuerySet[Entry]) -> None:
    """Keeps the identifiers of entries that are about to go: copies of the open data must learn of it."""
    columns = ("certificate__public_id", "certificate__subject__kind", "certificate__organization__public_id")
    now = clock.now()
    Departure.objects.bulk_create(
        Departure(certificate=certificate, subject_kind=kind, organization=organization, left_at=now)
        for certificate, kind, organization in leaving.order_by().values_list(*columns)
    )


def free_slug(certificate: Certificate) -> str:
    """The number as an address; numbers that look the same without their signs, or have no Latin character, get the code too."""
    slug = slugify(certificate.number)[:48]
    if slug and not Entry.objects.filter(slug=slug).exclude(certificate=certificate).exists():
        return slug
    return "-".join(filter(None, (slug, certificate.code.lower())))


def slot_answers(certificate: Certificate) -> dict[str, Any]:
    """The last version's answers by catalog slot; of pictures, the file entries of the version."""
    application = certificate.application
    version = application.versions.last() if application else None
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


@transaction.atomic
def write(entry: Entry, language: str, *, by: Any, seen: str | None = None, **words: Any) -> EntryText:
    """Writes an entry's words in one language (the holder's own, or a translation that the holder approved).

    `seen` is the digest of the words that stood on the form; raises WrittenMeanwhile when others stand there now.
    """
    if not can_write_entry(by, entry):
        raise PermissionDenied
    held = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    known = EntryText.objects.filter(entry=held, language=language).first()
    if seen is not None and seen != (known.digest if known else EMPTY):
        raise WrittenMeanwhile(language)
    text = _put(held, language, words)
    entry.certificate.history.append(entry.certificate, action="entry.write", by=by, facts={"language": language})
    _changed(entry)
    return text


@transaction.atomic
def confirm_translation(entry: Entry, language: str, *, by: Any) -> None:
    """Says that a translation still fits the Japanese words of today. Raises NothingToTranslate."""
    if not can_write_entry(by, entry):
        raise PermissionDenied
    held = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    text = EntryText.objects.filter(entry=held, language=language).exclude(digest=EMPTY).first()
    if text is None or language == "ja":
        raise NothingToTranslate
    _put(held, language, {})
    entry.certificate.history.append(entry.certificate, action="entry.confirm", by=by, facts={"language": language})
    _changed(entry)


def take_over(entry: Entry, manuscript: Manuscript, *, by: Any) -> None:
    """Shows the languages that the holder has changed, Japanese first, so that its translations know what they translate."""
    certificate = Certificate.objects.get(pk=entry.certificate_id)
    for language in manuscript.touched:
        _put(entry, language, manuscript.text(language).parts)
    facts = {"manuscript": str(manuscript.public_id), "languages": manuscript.touched}
    certificate.history.append(certificate, action="entry.take_over", by=by, facts=facts)
    _changed(entry, website=manuscript.website, video=manuscript.video, visits_schools=manuscript.visits_schools)


def _put(entry: Entry, language: str, words: dict[str, Any]) -> EntryText:
    """Writes the words; a translation remembers the Japanese words that it belongs to."""
    text = EntryText.objects.filter(entry=entry, language=language).first() or EntryText(entry=entry, language=language)
    for name, value in words.items():
        setattr(text, name, value)
    if language != "ja":
        japanese = EntryText.objects.filter(entry=entry, language="ja").first()
        text.translates = japanese.digest if japanese else EMPTY
        text.translated_from = japanese.parts if japanese else {}
    text.save()
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


def note_change(entries: QuerySet[Entry]) -> None:
    """What the entries show has changed elsewhere: those who keep a copy of the register ask by this hour."""
    entries.update(updated_at=clock.now())


def _changed(entry: Entry, **facts: Any) -> None:
    """Writes only these facts and the hour; the index reads the entry anew, not what a caller may have held for long."""
    Entry.objects.filter(pk=entry.pk).update(updated_at=clock.now(), **facts)
    entry.refresh_from_db()
    index(Entry.objects.get(pk=entry.pk))
    freshness.renew("register")
