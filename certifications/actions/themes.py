"""Companies' themes of a contest: written, published, put in order, taken out of the offer; while the call is not closed."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from certifications import theme_emails
from certifications.actions.conditions import must_be_in
from certifications.models import Application, Round, Theme, ThemePicture
from certifications.permissions import is_secretariat
from certifications.refusals import (
    NoThemesHere,
    ReasonMissing,
    ThemeChosen,
    ThemeCodeTaken,
    ThemesUnsorted,
    TooManyFiles,
    WrongStage,
)
from certifications.states import MAY_GET_THEMES, ApplicationState, ThemeState
from home import clock, freshness, jobs
from home.actions import collections, files
from home.models import Picture
from home.states import IllegalTransition, change_state
from home.versions import write_version

KINDS = ("jpg", "png", "heic")
MAX_BYTES = 20 * 1024 * 1024
MAX_PICTURES = 6
COLLECTION = "テーマ"  # of their pictures in the public plane: no web editor may exchange what a company has set
PLACES = ("fill-400x300|format-webp", "fill-800x600|format-webp")


def _held(round_: Round, by: Any) -> Round:
    """The round behind its lock, as long as its themes may change. Raises RoundCancelled, WrongStage and NoThemesHere."""
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    held = Round.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=round_.pk)
    must_be_in(held, MAY_GET_THEMES)
    if not held.program.themes:
        raise NoThemesHere
    if not held.takes_themes(clock.transaction_now()):
        raise WrongStage
    return held


@transaction.atomic
def add(round_: Round, *, code: str, organization: Any, by: Any, **words: Any) -> Theme:
    """Adds the draft of a company's theme, at the end of the order; nobody is offered it yet.

    Raises WrongStage once the call is closed, RoundCancelled, NoThemesHere and ThemeCodeTaken.
    """
    held = _held(round_, by)
    code = code.strip()
    if held.themes.filter(code=code).exists():
        raise ThemeCodeTaken
    last = held.themes.aggregate(last=Max("order"))["last"] or 0
    theme = Theme.objects.create(round=held, code=code, organization=organization, order=last + 1, **words)
    theme.history.append(theme, action="theme.add", by=by, to_state=theme.state, held=True)
    held.history.append(held, action="round.add_theme", by=by, facts={"theme": theme.code, "title": theme.title_ja}, held=True)
    return theme


@transaction.atomic
def change(theme: Theme, *, row_version: int, by: Any, **words: Any) -> None:
    """Writes a theme over the version that was read; a code stays once it was published, for corrections name it.

    Versions that were submitted keep the words that they were submitted with. Raises StaleRecord and what `add` raises.
    """
    held = _held(theme.round, by)
    if theme.state != ThemeState.DRAFT:
        words["code"] = theme.code
    elif held.themes.filter(code=words["code"].strip()).exclude(pk=theme.pk).exists():
        raise ThemeCodeTaken
    before = {name: getattr(theme, name) for name in words}
    changed = {name: value for name, value in words.items() if value != before[name]}
    write_version(theme, row_version=row_version, **changed)
    facts = {"from": {name: _plain(before[name]) for name in changed}, "to": {n: _plain(v) for n, v in changed.items()}}
    theme.history.append(theme, action="theme.change", by=by, to_state=theme.state, facts=facts, held=True)
    freshness.renew("programs")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


@transaction.atomic
def publish(theme: Theme, *, by: Any) -> None:
    """Offers the theme: with the round's call, applicants can choose it and the program's page shows it.

    Also brings one back that was retired. Its pictures are copied into the public plane by the worker.
    """
    _held(theme.round, by)
    action = "theme.publish" if theme.state == ThemeState.DRAFT else "theme.offer_again"
    change_state(theme, ThemeState.PUBLISHED, by=by, action=action)
    _ask_for_pictures(theme)
    freshness.renew("programs")


def _ask_for_pictures(theme: Theme) -> None:
    if theme.state == ThemeState.PUBLISHED and theme.pictures.filter(picture=None).exists():
        jobs.enqueue("certifications.tasks.show_theme_pictures", theme.pk)


@transaction.atomic
def retire(theme: Theme, *, reason: str, by: Any) -> None:
    """Takes the theme out of the offer, for instance when its company withdraws; its pictures leave the public plane.

    What was submitted keeps it. Whoever has chosen it in a draft gets a letter and must choose another. Raises ReasonMissing.
    """
    _held(theme.round, by)
    if not reason.strip():
        raise ReasonMissing
    change_state(theme, ThemeState.RETIRED, by=by, action="theme.retire", note=reason.strip())
    for row in theme.pictures.exclude(picture=None).select_related("picture"):
        if row.picture is not None:
            row.picture.delete()
    drafts = theme.applications.filter(state=ApplicationState.DRAFT)
    for application in drafts.select_related("round__program", "subject", "organization", "team", "person"):
        theme_emails.theme_retired(application, theme, reason.strip())
    freshness.renew("programs")


@transaction.atomic
def discard(theme: Theme, *, by: Any) -> None:
    """Throws away a draft of a theme that nobody was ever offered. Raises IllegalTransition, and ThemeChosen."""
    held = _held(theme.round, by)
    current = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    if current.state != ThemeState.DRAFT:
        raise IllegalTransition(current, "discarded")
    if Application.objects.filter(theme=current).exists():
        raise ThemeChosen
    held.history.append(
        held, action="round.discard_theme", by=by, facts={"theme": current.code, "title": current.title_ja}, held=True
    )
    current.delete()


@transaction.atomic
def order(round_: Round, *, themes: Sequence[int], by: Any) -> None:
    """Puts the round's themes (all of them, by their ids) in this order. Raises ThemesUnsorted when one is missing."""
    held = _held(round_, by)
    if sorted(themes) != sorted(held.themes.values_list("pk", flat=True)):
        raise ThemesUnsorted
    for place, pk in enumerate(themes, start=1):
        Theme.objects.filter(pk=pk).update(order=place)
    codes = list(held.themes.order_by("order").values_list("code", flat=True))
    held.history.append(held, action="round.order_themes", by=by, facts={"themes": codes}, held=True)
    freshness.renew("programs")


def add_picture(theme: Theme, upload: UploadedFile, *, by: Any, **descriptions: str) -> ThemePicture:
    """Adds a picture to the theme; it is looked at before it comes in. The same file twice is one picture.

    Raises TooManyFiles, UploadRefused, and what `add` raises.
    """
    with transaction.atomic():
        _held(theme.round, by)
    stored, _name = files.store(upload, by=by, kinds=KINDS, max_bytes=MAX_BYTES)
    with transaction.atomic():
        _held(theme.round, by)
        known = theme.pictures.filter(file=stored).first()
        if known is None and theme.pictures.count() >= MAX_PICTURES:
            raise TooManyFiles
        row = known or ThemePicture.objects.create(theme=theme, file=stored, **descriptions)
        facts = {"sha256": stored.sha256, "description": row.description_ja}
        theme.history.append(theme, action="theme.add_picture", by=by, to_state=theme.state, facts=facts)
        _ask_for_pictures(theme)
    return row


@transaction.atomic
def remove_picture(row: ThemePicture, *, by: Any) -> None:
    """Takes a picture off the theme and out of the public plane. Raises what `add` raises."""
    theme = row.theme
    _held(theme.round, by)
    facts = {"sha256": row.file.sha256, "description": row.description_ja}
    if row.picture:
        row.picture.delete()
    row.delete()
    theme.history.append(theme, action="theme.remove_picture", by=by, to_state=theme.state, facts=facts)
    freshness.renew("programs")


@transaction.atomic
def show_pictures(theme: Theme) -> int:
    """Copies the pictures of a published theme into the public plane and draws their sizes. Twice has one effect."""
    current = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    if current.state != ThemeState.PUBLISHED:
        return 0
    missing = list(current.pictures.filter(picture=None).select_related("file"))
    for row in missing:
        suffix = row.file.media_type.rpartition("/")[2].replace("jpeg", "jpg")
        picture = Picture(
            title=current.title_ja,
            description=row.description_ja,
            collection=collections.named(COLLECTION),
            file=ImageFile(io.BytesIO(row.file.read()), name=f"theme-{row.public_id}.{suffix}"),
        )
        picture.save()
        picture.get_renditions(*PLACES)
        ThemePicture.objects.filter(pk=row.pk).update(picture=picture)
    if missing:
        freshness.renew("programs")
    return len(missing)
