"""Pictures of entries: brought into the public plane by the worker, described, with their important part in sight."""

import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from brands.actions.entries import slot_answers
from brands.actions.manuscripts import held
from brands.models import Entry, EntryPicture, Manuscript, ManuscriptPicture
from brands.permissions import can_write_manuscript
from brands.refusals import SamePicture, TooManyPictures
from brands.states import Focus, ManuscriptState
from certifications.states import CatalogSlot
from home import clock, freshness
from home.actions import collections, files
from home.models import Picture, StoredFile
from home.versions import write_version

PLACES = (
    "fill-160x120|format-webp",
    "fill-320x240|format-webp",
    "fill-400x300|format-webp",
    "fill-800x600|format-webp",
    "fill-1600x1200|format-webp",
    "fill-1200x630|format-jpeg",  # what others show when they share the page
)
AVIF = ("fill-800x600|format-avif", "fill-1600x1200|format-avif")  # the leading picture's: half a second each, so by the worker
CAPTION = 255
REGISTER = "登録簿"  # the collection of its pictures: no web editor may exchange what a certificate shows
KINDS = ("jpg", "png", "webp", "heic")
MAX_BYTES = 20 * 1024 * 1024
MOST = 12
# Where the middle of the important part lies, in parts of width and height; it takes a third of each.
MIDDLES = {
    Focus.TOP: (1 / 2, 1 / 6),
    Focus.BOTTOM: (1 / 2, 5 / 6),
    Focus.LEFT: (1 / 6, 1 / 2),
    Focus.RIGHT: (5 / 6, 1 / 2),
    Focus.TOP_LEFT: (1 / 6, 1 / 6),
    Focus.TOP_RIGHT: (5 / 6, 1 / 6),
    Focus.BOTTOM_LEFT: (1 / 6, 5 / 6),
    Focus.BOTTOM_RIGHT: (5 / 6, 5 / 6),
}


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
        lighten(entry)
    return made


def lighten(entry: Entry) -> None:
    """Draws the leading picture's large sizes as AVIF, too: browsers that know it load half as much."""
    leading = entry.pictures.order_by("order", "pk").select_related("picture").first()
    if leading is not None:
        leading.picture.get_renditions(*AVIF)
        freshness.renew("register")


@transaction.atomic
def add_picture(entry: Entry, file: StoredFile, *, order: int, description: str = "") -> EntryPicture:
    """Puts one stored picture into the public plane, as a picture of the entry."""
    suffix = file.media_type.rpartition("/")[2].replace("jpeg", "jpg")
    certificate = entry.certificate
    words = (description or f"{certificate.name_ja}（{certificate.holder_ja}）")[:CAPTION]
    picture = Picture(
        title=certificate.name_ja,
        description=words,
        collection=collections.named(REGISTER),
        file=ImageFile(io.BytesIO(file.read()), name=f"{entry.slug}-{order + 1}.{suffix}"),
    )
    picture.save()
    picture.get_renditions(*PLACES)
    row = EntryPicture.objects.create(entry=entry, picture=picture, source=file.sha256, order=order, alt_ja=words)
    freshness.renew("register")
    return row


def upload(manuscript: Manuscript, *, file: UploadedFile, by: Any) -> ManuscriptPicture:
    """Takes a picture for a manuscript into the private storage, where it waits for the office.

    Raises UploadRefused, SamePicture and TooManyPictures. Before a transaction begins: the file is inspected first.
    """
    if not can_write_manuscript(by, manuscript.entry):
        raise PermissionDenied
    stored, name = files.store(file, by=by, kinds=KINDS, max_bytes=MAX_BYTES)
    return _keep(manuscript, stored, name, by)


@transaction.atomic
def _keep(manuscript: Manuscript, stored: StoredFile, name: str, by: Any) -> ManuscriptPicture:
    mine = held(manuscript, by=by)
    rows = mine.pictures.filter(removed=False)
    if rows.count() >= MOST:
        raise TooManyPictures
    if mine.pictures.filter(file=stored).exists() or mine.entry.pictures.filter(source=stored.sha256).exists():
        raise SamePicture
    last = mine.pictures.order_by("order").last()
    write_version(mine, row_version=mine.row_version)
    return ManuscriptPicture.objects.create(
        manuscript=mine, file=stored, file_name=name[:120], order=last.order + 1 if last else 0
    )


@transaction.atomic
def describe(manuscript: Manuscript, *, row_version: int, rows: dict[int, dict[str, Any]], by: Any) -> None:
    """Words, important part, order and removal of all pictures of a manuscript, by key. Raises StaleRecord."""
    mine = held(manuscript, by=by)
    write_version(mine, row_version=row_version)
    for picture in mine.pictures.all():
        for name, value in rows.get(picture.pk, {}).items():
            setattr(picture, name, value)
        picture.save()
    places = sorted(mine.pictures.all(), key=lambda row: (row.removed, row.order, row.pk))
    for order, picture in enumerate(places):
        ManuscriptPicture.objects.filter(pk=picture.pk).update(order=order)


@transaction.atomic
def arrange(manuscript: Manuscript) -> None:
    """Gives the entry the pictures of its newest approved manuscript. Twice has one effect; an older one changes nothing."""
    entry = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=manuscript.entry_id)
    newest = entry.manuscripts.filter(state=ManuscriptState.SHOWN).order_by("-settled_at", "-pk").first()
    if newest is None or newest.pk != manuscript.pk:
        return
    for row in manuscript.pictures.select_related("shown__picture", "file"):
        if row.removed:
            _take_away(row)
            continue
        shown: EntryPicture | None = row.shown
        if shown is None and row.file:
            shown = entry.pictures.filter(source=row.file.sha256).first()
        if shown is None and row.file:
            shown = add_picture(entry, row.file, order=row.order, description=row.alt_ja)
        if shown is None:
            continue  # it was taken away by another way since
        facts = {"alt_ja": row.alt_ja, "alt_en": row.alt_en, "alt_zh": row.alt_zh, "focus": row.focus, "order": row.order}
        EntryPicture.objects.filter(pk=shown.pk).update(**facts)
        ManuscriptPicture.objects.filter(pk=row.pk).update(shown=shown)
        look_at(shown.picture, Focus(row.focus))
    Entry.objects.filter(pk=entry.pk).update(updated_at=clock.now())
    lighten(entry)
    freshness.renew("register")


def look_at(picture: Picture, focus: Focus) -> None:
    """Sets the part of the picture that stays in sight, and draws its sizes anew where that has changed."""
    width, height = picture.width, picture.height
    if middle := MIDDLES.get(focus):
        box = (round(middle[0] * width), round(middle[1] * height), round(width / 3), round(height / 3))
    else:
        box = (None, None, None, None)
    names = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    if tuple(getattr(picture, name) for name in names) == box:
        return
    for name, value in zip(names, box, strict=True):
        setattr(picture, name, value)
    picture.save(update_fields=list(names))
    picture.get_renditions(*PLACES)


def _take_away(row: ManuscriptPicture) -> None:
    """Out of the public plane; what the applicant had sent stays with the application."""
    if row.shown is not None:
        picture = row.shown.picture
        row.shown.delete()
        if not EntryPicture.objects.filter(picture=picture).exists():  # an entry that was issued anew shows the same
            picture.delete()
    ManuscriptPicture.objects.filter(pk=row.pk).update(file=None)
