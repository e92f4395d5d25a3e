"""Copies for blind judging: proposed by the machine, looked through by the office, read by judges only then."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import blind_reading
from certifications.actions.conditions import must_run
from certifications.blinding_states import BlindCopyState
from certifications.masking import Kind, Name, Span, disjoint
from certifications.models import Application, ApplicationVersion, BlindCopy, Round
from certifications.permissions import is_case_secretariat
from certifications.refusals import BlindCopyUnfinished, PlaceOutside
from certifications.states import MAY_BE_ASSIGNED, ApplicationState
from home import clock
from home.actions import page_pictures
from home.actions.page_pictures import Undrawable
from home.jobs import enqueue
from home.models import StoredFile
from home.states import change_state
from home.versions import write_version

Places = Mapping[str, Iterable[Sequence[Any]]]
PER_MILLE = 1000
MOST_WORDS = 100


@transaction.atomic
def propose(version: ApplicationVersion, *, by: Any) -> BlindCopy:
    """Makes the copy of a submitted version, once: hides every place that names who applies; the worker draws the files.

    What the office has covered or left out in the version before is so again, and its own words are looked for again.
    """
    known = BlindCopy.objects.filter(version=version).first()
    if known is not None:
        return known
    application = version.application
    before = BlindCopy.objects.filter(version__application=application).order_by("-version__seq").first()
    words = before.words if before else []
    names = [*blind_reading.names_of(application), *_names(words)]
    copy, made = BlindCopy.objects.get_or_create(
        version=version,
        defaults={
            "words": words,
            "hidden": _stored(blind_reading.places_of(blind_reading.texts_of(version), names)),
            "papers": before.papers if before else {},
            "made_at": clock.now(),
        },
    )
    if made:
        copy.history.append(copy, action="blind_copy.propose", by=by, to_state=copy.state)
        enqueue("certifications.tasks.draw_blind_copy", copy.pk)
    return copy


def propose_missing() -> None:
    """Makes the copies that rounds with a blind stage still lack: a stage may have become blind after the screening."""
    running = Round.objects.filter(state__in=MAY_BE_ASSIGNED).prefetch_related("stages")
    blind = [round_.pk for round_ in running if round_.blind]
    cases = Application.objects.filter(round__in=blind, state=ApplicationState.IN_REVIEW)
    for case in cases:
        if (version := case.versions.last()) and not BlindCopy.objects.filter(version=version).exists():
            propose(version, by=None)


def draw(copy: BlindCopy) -> None:
    """Makes pictures of the pages of all files, in a job; of what none can be made, it is noted why. Done twice, it counts once.

    Raises OSError when the storage fails; the job is then tried again.
    """
    if copy.drawn_at is not None:
        return
    undrawn: dict[str, str] = {}
    for stored in StoredFile.objects.filter(sha256__in=[row["sha256"] for row in copy.version.files]).order_by("pk"):
        try:
            page_pictures.draw(stored)
        except Undrawable as undrawable:
            rows = [row for row in copy.version.files if row["sha256"] == stored.sha256]
            undrawn |= {str(row["attachment"]): undrawable.code for row in rows}
    BlindCopy.objects.filter(pk=copy.pk, drawn_at__isnull=True).update(drawn_at=clock.now(), undrawn=undrawn)


@transaction.atomic
def search(copy: BlindCopy, words: Sequence[Mapping[str, str]], *, row_version: int, by: Any) -> BlindCopy:
    """Hides besides every place where one of the words stands ([{text, kind}]); the words of before that are not named go.

    Places that the office has opened or closed by hand are proposed anew. Raises StaleRecord.
    """
    _may_prepare(copy, by)
    kept = [{"text": word["text"].strip(), "kind": Kind(word["kind"]).value} for word in words if word["text"].strip()][
        :MOST_WORDS
    ]
    names = [*blind_reading.names_of(copy.version.application), *_names(kept)]
    hidden = _stored(blind_reading.places_of(blind_reading.texts_of(copy.version), names))
    write_version(copy, row_version=row_version, words=kept, hidden=hidden)
    copy.history.append(copy, action="blind_copy.search", by=by, facts={"words": len(kept)})
    return copy


@transaction.atomic
def hide(
    copy: BlindCopy, *, places: Places, papers: Mapping[str, Any], row_version: int, by: Any, finished: bool = False
) -> BlindCopy:
    """Sets which places of the texts and which parts of the files are hidden: exactly these. `finished` also checks the copy.

    `places` is {path: [(start, end, kind)]}, `papers` as BlindCopy.papers. Raises PlaceOutside, StaleRecord, and what `check`
    raises.
    """
    _may_prepare(copy, by)
    texts = blind_reading.texts_of(copy.version)
    hidden = {path: [Span(int(a), int(b), Kind(kind)) for a, b, kind in rows] for path, rows in places.items()}
    for path, rows in hidden.items():
        if any(not 0 <= place.start < place.end <= len(texts.get(path, "")) for place in rows):
            raise PlaceOutside
    stored = _stored({path: disjoint(rows) for path, rows in hidden.items() if rows})
    write_version(copy, row_version=row_version, hidden=stored, papers=_sound(copy, papers))
    copy.history.append(copy, action="blind_copy.hide", by=by, facts={"places": sum(map(len, stored.values()))})
    if finished:
        check(copy, row_version=copy.row_version, by=by)
    return copy


@transaction.atomic
def check(copy: BlindCopy, *, row_version: int, by: Any) -> None:
    """A person has looked it through: from now on judges may read it.

    Raises BlindCopyUnfinished while files are being drawn, or when one that cannot be drawn is not left out; StaleRecord.
    """
    _may_prepare(copy, by)
    copy.refresh_from_db()
    write_version(copy, row_version=row_version)
    if copy.drawn_at is None or any(not copy.leaves_out(attachment) for attachment in copy.undrawn):
        raise BlindCopyUnfinished
    change_state(copy, BlindCopyState.CHECKED, by=by, action="blind_copy.check", checked_by=by, checked_at=clock.now())


@transaction.atomic
def reopen(copy: BlindCopy, *, by: Any, reason: str) -> None:
    """Something was overlooked: no judge reads the case until it has been looked through again."""
    _may_prepare(copy, by)
    change_state(copy, BlindCopyState.PROPOSED, by=by, action="blind_copy.reopen", note=reason, checked_by=None, checked_at=None)


def _may_prepare(copy: BlindCopy, by: Any) -> None:
    application = copy.version.application
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_run(application.round)


def _names(words: Iterable[Mapping[str, str]]) -> list[Name]:
    return [Name(word["text"], Kind(word["kind"])) for word in words]


def _stored(places: Mapping[str, Iterable[Any]]) -> dict[str, list[list[Any]]]:
    return {path: [[place.start, place.end, place.kind.value] for place in rows] for path, rows in places.items()}


def _sound(copy: BlindCopy, papers: Mapping[str, Any]) -> dict[str, Any]:
    """Only what belongs to a file of the version, with areas that lie on the page."""
    known = {row["attachment"] for row in copy.version.files}
    return {
        attachment: {
            "left_out": bool(row.get("left_out")),
            "areas": {str(int(page)): [_area(area) for area in areas] for page, areas in row.get("areas", {}).items()},
        }
        for attachment, row in papers.items()
        if attachment in known
    }


def _area(area: Sequence[int]) -> list[int]:
    left, top, right, bottom = (min(max(int(side), 0), PER_MILLE) for side in area)
    return [min(left, right), min(top, bottom), max(left, right), max(top, bottom)]
