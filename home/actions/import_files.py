"""The file of a list: taken in, its head found, its columns proposed."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from home import clock
from home.actions import files
from home.import_states import ImportState
from home.list_kinds import Kind, kinds_of
from home.lists import headers
from home.lists.files import Source, opened, top
from home.lists.headers import Head
from home.lists.rows import Row, Unreadable
from home.models import ColumnMemory, ImportRun, StoredFile
from home.uploads.kinds import LISTS
from home.uploads.looking import quarantine

MAX_BYTES = 20 * 1024**2


def must_handle(run: ImportRun, by: Any) -> None:
    """Raises PermissionDenied unless the person may bring in lists of this kind."""
    if run.kind not in kinds_of(by):
        raise PermissionDenied


def receive(upload: UploadedFile, *, kind: str, by: Any) -> ImportRun:
    """Takes the file in and proposes what its columns mean: as the last time for lists with this head, else by its words.

    Raises UploadRefused, and Unreadable when it is no list.
    """
    what = kinds_of(by).get(kind)
    if what is None:
        raise PermissionDenied
    stored, name = files.store(upload, by=by, kinds=LISTS, max_bytes=MAX_BYTES)
    with at_hand(stored) as source:
        facts = _proposal(what, source, _best_sheet(what, source), name)
    with transaction.atomic():
        run = ImportRun.objects.create(kind=kind, file=stored, name=name[:200], brought_by=by, created_at=clock.now(), **facts)
        run.history.append(run, action="import.receive", by=by, to_state=run.state, held=True)
    return run


def sheets(run: ImportRun) -> list[str]:
    """The sheets of the file."""
    if run.file is None:
        return []
    with at_hand(run.file) as source:
        return source.names


def samples(run: ImportRun, count: int = 3) -> list[list[str]]:
    """The first rows below the head, by column: what the reader recognizes her columns by."""
    if run.file is None:
        return []
    with at_hand(run.file) as source:
        below = [row for row in top(source, run.sheet, run.head["last"] + count + 5) if row.number > run.head["last"]]
    return [[row.own(column) for column in range(len(run.head["labels"]))] for row in below[:count]]


def turn_to(run: ImportRun, *, sheet: str, by: Any) -> None:
    """Reads another sheet of the same file."""
    must_handle(run, by)
    if run.file is None or run.state != ImportState.RECEIVED:
        raise Unreadable("sheet")
    with at_hand(run.file) as source:
        facts = _proposal(run.list_kind, source, sheet, run.name)
    ImportRun.objects.filter(pk=run.pk, state=ImportState.RECEIVED).update(**facts)
    run.refresh_from_db()


def _best_sheet(kind: Kind, source: Source) -> str:
    """The sheet whose head says most of what the kind wants to know; the first one when none does."""
    best, found = source.names[0] if source.names else "", 0.0
    for name in source.names:
        head = headers.find(top(source, name), kind.synonyms)
        if head and head.score > found:
            best, found = name, head.score
    return best


def _proposal(kind: Kind, source: Source, sheet: str, file_name: str) -> dict[str, Any]:
    """Where the head is and what its columns mean, as fields of a run. Raises Unreadable."""
    rows = top(source, sheet)
    if not rows:
        raise Unreadable("empty")
    head = headers.find(rows, kind.synonyms)
    if head is None:
        raise Unreadable("head")
    columns, carried = {str(column): name for column, name in head.columns.items()}, _carried(kind, head, rows)
    remembered = ColumnMemory.objects.filter(kind=kind.code, signature=headers.signature(head.labels)).first()
    if remembered:
        columns, carried = remembered.columns, remembered.carried
    titles = [text.strip() for row in rows if row.number < head.first for text in row.cells if text.strip()]
    return {
        "for_all": kind.teller()([*titles, sheet, file_name]),
        "sheet": sheet,
        "encoding": source.encoding,
        "head": {"first": head.first, "last": head.last, "labels": head.labels, "remembered": bool(remembered)},
        "columns": columns,
        "carried": carried,
    }


def _carried(kind: Kind, head: Head, rows: Sequence[Row]) -> list[int]:
    """Columns that look as if their cells had been merged: the first is filled, and many below it are empty. A proposal."""
    repeating = {each.name for each in kind.fields if each.repeats}
    below = [row for row in rows if row.number > head.last and len(row.filled) > 1]
    found = []
    for column, name in head.columns.items():
        filled = [bool(row.text(column).strip()) for row in below]
        if name in repeating and filled and filled[0] and filled.count(False) * 4 >= len(filled):
            found.append(column)
    return found


@contextmanager
def at_hand(stored: StoredFile) -> Iterator[Source]:
    """The file on the machine's own disk, wherever it is kept."""
    with quarantine() as folder:
        path = Path(folder) / "list"
        with storages["private"].open(stored.path, "rb") as handle, path.open("wb") as copy:
            shutil.copyfileobj(handle, copy)
        with opened(path) as source:
            yield source
