"""Manuscripts: begun by the holder, handed in, returned with words or approved by the office, and then shown."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from brands import differences, emails
from brands.actions import entries
from brands.languages import LANGUAGES
from brands.models import Entry, EntryText, Manuscript, ManuscriptPicture, ManuscriptText
from brands.parts import EMPTY
from brands.permissions import (
    can_change_manuscript,
    can_settle_manuscript,
    can_take_back_manuscript,
    can_write_manuscript,
)
from brands.refusals import ChangedSinceSeen, DescriptionMissing, LineMissing, NothingNew, WordsMissing
from home import clock, jobs
from home.states import IllegalTransition, change_state
from home.versions import write_version


@transaction.atomic
def begin(entry: Entry, *, by: Any) -> Manuscript:
    """Opens a manuscript with everything that the register shows now. While one is open, that one is returned."""
    if not can_write_manuscript(by, entry):
        raise PermissionDenied
    held = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    if (known := held.manuscripts.open().first()) is not None:
        return known
    facts = {"website": held.website, "video": held.video, "visits_schools": held.visits_schools}
    manuscript = Manuscript.objects.create(entry=held, begun_by=by, begun_at=clock.now(), **facts)
    shown = {row.language: row for row in EntryText.objects.filter(entry=held)}
    for language in LANGUAGES:
        row = shown.get(language)
        base = {"base_digest": row.digest if row else EMPTY}
        ManuscriptText.objects.create(manuscript=manuscript, language=language, **base, **(row.parts if row else {}))
    for order, picture in enumerate(held.pictures.all()):
        alts = {"alt_ja": picture.alt_ja, "alt_en": picture.alt_en, "alt_zh": picture.alt_zh}
        ManuscriptPicture.objects.create(manuscript=manuscript, shown=picture, order=order, focus=picture.focus, **alts)
    manuscript.history.append(manuscript, action="manuscript.begin", by=by, to_state=manuscript.state, held=True)
    return manuscript


@transaction.atomic
def write(text: ManuscriptText, *, row_version: int, by: Any, **words: Any) -> None:
    """Writes the words of one language. Raises StaleRecord when somebody wrote the same language in the meantime."""
    held(text.manuscript, by=by)
    for name, value in words.items():
        setattr(text, name, value)
    write_version(text, row_version=row_version, **words)
    text.save(update_fields=["digest"])


@transaction.atomic
def write_facts(manuscript: Manuscript, *, row_version: int, by: Any, website: str, video: str, visits_schools: bool) -> None:
    """Website, video, and whether a master comes to schools. Raises StaleRecord."""
    held(manuscript, by=by)
    write_version(manuscript, row_version=row_version, website=website, video=video, visits_schools=visits_schools)


def held(manuscript: Manuscript, *, by: Any) -> Manuscript:
    """The manuscript behind its lock, for who may change it now. Raises PermissionDenied and IllegalTransition."""
    found = Manuscript.objects.select_for_update(of=("self",), no_key=True).get(pk=manuscript.pk)
    if not can_write_manuscript(by, manuscript.entry):
        raise PermissionDenied
    if not can_change_manuscript(by, found):
        raise IllegalTransition(found, found.state)
    return found


@transaction.atomic
def hand_in(manuscript: Manuscript, *, by: Any) -> None:
    """Gives it to the office, with a letter. Raises NothingNew, LineMissing and DescriptionMissing."""
    mine = held(manuscript, by=by)
    if not (mine.touched or differences.new_facts(mine) or differences.pictures_changed(mine)):
        raise NothingNew
    japanese = mine.text("ja")
    if not (japanese.tagline and japanese.story):
        raise LineMissing
    if mine.pictures.filter(removed=False, alt_ja="").exists():
        raise DescriptionMissing
    now = clock.now()
    change_state(manuscript, "handed_in", by=by, action="manuscript.hand_in", handed_in_by=by, handed_in_at=now)
    emails.handed_in(manuscript)


@transaction.atomic
def take_back(manuscript: Manuscript, *, by: Any) -> None:
    """Takes it back before the office has settled it."""
    if not can_write_manuscript(by, manuscript.entry):
        raise PermissionDenied
    if not can_take_back_manuscript(by, manuscript):
        raise IllegalTransition(manuscript, "draft")
    change_state(manuscript, "draft", by=by, action="manuscript.take_back")


@transaction.atomic
def drop(manuscript: Manuscript, *, by: Any) -> None:
    """Throws it away; the register stays as it is. Its words stay on record, its new pictures are let go."""
    held(manuscript, by=by)
    change_state(manuscript, "dropped", by=by, action="manuscript.drop")
    manuscript.pictures.update(file=None)


@transaction.atomic
def send_back(manuscript: Manuscript, *, words: str, by: Any) -> None:
    """Returns it to the holder with what is to be changed, and a letter. Raises WordsMissing."""
    _must_settle(manuscript, "returned", by)
    if not words.strip():
        raise WordsMissing
    now = clock.now()
    facts = {"returned_words": words.strip(), "settled_at": now}
    change_state(manuscript, "returned", by=by, action="manuscript.send_back", note=words.strip(), **facts)
    emails.returned(manuscript)


@transaction.atomic
def approve(manuscript: Manuscript, *, seen: str, by: Any) -> None:
    """Shows what was handed in: the languages that the holder has changed, at once; the pictures, by the worker.

    `seen` is the mark of the comparison that was looked at. A language that the holder left as it was stays as the register
    has it now, also when the office has written a translation since. Raises ChangedSinceSeen.
    """
    _must_settle(manuscript, "shown", by)
    entry = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=manuscript.entry_id)
    rows = Manuscript.objects.select_for_update(of=("self",), no_key=True).prefetch_related("texts", "entry__texts")
    current = rows.get(pk=manuscript.pk)
    if current.mark != seen:
        raise ChangedSinceSeen
    change_state(manuscript, "shown", by=by, action="manuscript.approve", settled_at=clock.now())
    entries.take_over(entry, current, by=by)
    emails.approved(manuscript)
    jobs.enqueue("brands.tasks.arrange_pictures", str(manuscript.public_id))


def _must_settle(manuscript: Manuscript, to: str, by: Any) -> None:
    if not entries.can_write_entry(by, manuscript.entry):
        raise PermissionDenied
    if not can_settle_manuscript(by, manuscript):
        raise IllegalTransition(manuscript, to)
