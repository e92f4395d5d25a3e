"""A list on its way in: each row is checked and staged, and then all rows are written at once, or none."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from home import clock, jobs
from home.actions.import_files import at_hand, must_handle
from home.import_states import ImportState, RowOutcome
from home.list_kinds import Kind, Planned
from home.lists import headers, records
from home.lists.rows import Unreadable, batched
from home.models import ColumnMemory, ImportRow, ImportRun
from home.states import change_state

logger = logging.getLogger(__name__)
BATCH = 500


class ColumnsMissing(Exception):
    """No column was named for something that every record needs; `labels` says what."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(", ".join(labels))
        self.labels = labels


class RowsRefused(Exception):
    """Some rows are refused, and nobody has said that the others are to be written without them."""


class NothingToWrite(Exception):
    """No row is new, and none changes anything."""


def check(
    run: ImportRun,
    *,
    columns: Mapping[int, str],
    carried: Sequence[int] = (),
    for_all: Mapping[str, str] | None = None,
    by: Any,
) -> None:
    """Remembers what the columns mean and has the worker check every row. Nothing is written to what the list is about.

    `for_all`: what is said once for the whole list, by field. Raises ColumnsMissing, and home.lists.values.Refused.
    """
    must_handle(run, by)
    kind = run.list_kind
    known = {each.name: each for each in kind.fields}
    chosen = {column: name for column, name in columns.items() if name in known}
    said = {name: text for name, text in (for_all or {}).items() if name in known and known[name].for_all and text}
    for name, text in said.items():
        known[name].reader(text, "")
    if missing := [str(known[name].label) for name in kind.needed if name not in {*chosen.values(), *said}]:
        raise ColumnsMissing(missing)
    kept = {str(column): name for column, name in sorted(chosen.items())}
    with transaction.atomic():
        repeating = sorted(set(carried) & set(chosen))
        facts: dict[str, Any] = {"columns": kept, "carried": repeating, "for_all": said, "counts": {}, "problem": ""}
        change_state(run, ImportState.CHECKING, by=by, action="import.check", **facts)
        ColumnMemory.objects.update_or_create(
            kind=run.kind,
            signature=headers.signature(run.head["labels"]),
            defaults={"columns": kept, "carried": repeating, "used_at": clock.now()},
        )
        jobs.enqueue("home.tasks.check_import", str(run.public_id))
    run.note_progress(0, 0)


def perform_check(run: ImportRun) -> None:
    """The worker's part of a check: stages every row, some at a time. Begun anew when it was broken off.

    What stops it otherwise is said in the list's state: somebody waits at its page.
    """
    if run.state != ImportState.CHECKING or run.file is None:
        return
    ImportRow.objects.filter(run=run).delete()
    kind, counts = run.list_kind, dict.fromkeys([*RowOutcome.values, "repaired"], 0)
    shape = records.Shape(
        run.head["last"],
        run.head["labels"],
        {int(column): name for column, name in run.columns.items()},
        frozenset(run.carried),
        run.for_all,
        kind.teller(),
    )
    try:
        with at_hand(run.file) as source:
            total = sum(1 for _row in source.rows(run.sheet))
            found = records.read(source.rows(run.sheet), shape, kind.readers, kind.needed)
            for batch in batched(found, BATCH):
                with transaction.atomic():
                    _stage(run, kind, batch, counts)
                run.note_progress(sum(counts[outcome] for outcome in RowOutcome.values), total)
    except Unreadable as unreadable:
        change_state(run, ImportState.FAILED, by=None, action="import.fail", problem=unreadable.code)
        return
    except Exception as error:
        logger.exception("import %s stopped while it was checked", run.public_id)
        change_state(run, ImportState.FAILED, by=None, action="import.fail", problem=type(error).__name__)
        return
    change_state(run, ImportState.CHECKED, by=None, action="import.checked", counts=counts)


def write(run: ImportRun, *, leave_out: bool = False, by: Any) -> None:
    """Has the worker write every row that is new or changes something: all of them, or none.

    Raises RowsRefused unless the refused ones are to be left out, NothingToWrite.
    """
    must_handle(run, by)
    if run.counts.get(RowOutcome.REFUSED) and not leave_out:
        raise RowsRefused
    if not run.counts.get(RowOutcome.NEW) and not run.counts.get(RowOutcome.CHANGE):
        raise NothingToWrite
    with transaction.atomic():
        change_state(run, ImportState.WRITING, by=by, action="import.write", leave_out=leave_out)
        jobs.enqueue("home.tasks.write_import", str(run.public_id), by.pk)
    run.note_progress(0, 0)


def perform_write(run: ImportRun, *, by: Any) -> None:
    """The worker's part of writing, in one transaction. A worker that dies leaves nothing, and the next one begins anew."""
    if run.state != ImportState.WRITING:
        return
    wanted = run.rows.filter(outcome__in=[RowOutcome.NEW, RowOutcome.CHANGE]).order_by("number")
    total, done = wanted.count(), 0
    with _all_or_nothing(run, otherwise=ImportState.FAILED, action="import.fail"):
        change_state(run, ImportState.DONE, by=by, action="import.done", finished_at=clock.now())
        for batch in batched(wanted.iterator(BATCH), BATCH):
            run.list_kind.write(batch, by=by)
            done += len(batch)
            run.note_progress(done, total)


@contextmanager
def _all_or_nothing(run: ImportRun, *, otherwise: str, action: str) -> Iterator[None]:
    """One transaction. When it breaks off nothing is written, and the list says so in the state that it then has."""
    state = run.state
    try:
        with transaction.atomic():
            yield
    except Exception as error:
        logger.exception("import %s stopped while it was %s", run.public_id, state)
        run.refresh_from_db()
        if run.state == state:
            change_state(run, otherwise, by=None, action=action, problem=type(error).__name__)


def undo(run: ImportRun, *, by: Any) -> None:
    """Has the worker take back what the list has written, as far as nobody has changed it since."""
    must_handle(run, by)
    with transaction.atomic():
        change_state(run, ImportState.UNDOING, by=by, action="import.undo")
        jobs.enqueue("home.tasks.undo_import", str(run.public_id), by.pk)
    run.note_progress(0, 0)


def perform_undo(run: ImportRun, *, by: Any) -> None:
    """The worker's part of undoing, in one transaction: the last row first. What has changed since stays, and is marked."""
    if run.state != ImportState.UNDOING:
        return
    wanted = run.rows.filter(outcome__in=[RowOutcome.NEW, RowOutcome.CHANGE], kept=False).order_by("-number")
    total, done, kept, below = wanted.count(), 0, 0, None
    with _all_or_nothing(run, otherwise=ImportState.DONE, action="import.keep"):
        # Read some at a time by number: the rows are marked on the way.
        while batch := list((wanted if below is None else wanted.filter(number__lt=below))[:BATCH]):
            below = batch[-1].number
            left = [row.pk for row in run.list_kind.take_back(batch, by=by)]
            ImportRow.objects.filter(pk__in=left).update(kept=True)
            kept += len(left)
            done += len(batch)
            run.note_progress(done, total)
        counts = run.counts | {"kept": run.counts.get("kept", 0) + kept}
        change_state(run, ImportState.UNDONE, by=by, action="import.undone", counts=counts)


def drop(run: ImportRun, *, by: Any) -> None:
    """Puts a list aside that is not to be written. What was read of it is deleted at once."""
    must_handle(run, by)
    with transaction.atomic():
        change_state(run, ImportState.DROPPED, by=by, action="import.drop", file=None)
        ImportRow.objects.filter(run=run).delete()


def forget(older_than: datetime) -> int:
    """Deletes files and rows of lists with which nothing has happened since the moment; that there was one stays known.

    They can no longer be undone. Says how many lists it were.
    """
    over, forgotten = ImportRun.objects.finished_before(older_than), 0
    for key in list(over.order_by("pk").values_list("pk", flat=True)[:100]):
        with transaction.atomic():
            held = over.select_for_update(of=("self",)).filter(pk=key).first()
            if held is None:  # somebody undoes it in this moment
                continue
            ImportRow.objects.filter(run=held).delete()
            ImportRun.objects.filter(pk=key).update(file=None)
            forgotten += 1
    return forgotten


def _stage(run: ImportRun, kind: Kind, batch: Sequence[records.Record], counts: dict[str, int]) -> None:
    """Plans a batch and keeps it. A row that repeats an earlier one is left out; one that contradicts it is refused."""
    good = [record for record in batch if not record.skipped and not record.refused]
    planned = {plan.source.number: plan for plan in kind.plan(good, by=run.brought_by)}
    keys = {plan.key for plan in planned.values() if plan.key}
    earlier = {
        row.key: (row.number, row.facts)
        for row in ImportRow.objects.filter(run=run, key__in=keys).exclude(outcome=RowOutcome.REFUSED).order_by("-number")
    }
    rows = []
    for record in batch:
        plan = planned.get(record.number) or Planned(record, RowOutcome.REFUSED)
        if record.skipped:
            plan.outcome = RowOutcome.SKIPPED
        elif plan.key in earlier:
            first, facts = earlier[plan.key]
            if facts == _bare(plan.facts):
                record.repair("repeated", row=first)
                plan.outcome = RowOutcome.SKIPPED
            else:
                record.refuse("contradicts", row=first)
        if record.refused:
            plan.outcome = RowOutcome.REFUSED
        elif plan.key and plan.key not in earlier and plan.outcome != RowOutcome.SKIPPED:
            earlier[plan.key] = (record.number, _bare(plan.facts))
        rows.append(_row(run, record, plan))
        counts[plan.outcome] += 1
        counts["repaired"] += bool(not record.refused and any(note.kind == "repair" for note in record.notes))
    ImportRow.objects.bulk_create(rows)


def _bare(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _row(run: ImportRun, record: records.Record, plan: Planned) -> ImportRow:
    notes = [note.as_json() for note in record.notes]
    if record.skipped:
        notes.append({"kind": "skip", "code": record.skipped, "column": ""})
    return ImportRow(
        run=run,
        number=record.number,
        outcome=plan.outcome,
        key=plan.key[:255],
        record=plan.record,
        version=plan.version,
        facts=_bare(plan.facts),
        before=plan.before,
        notes=notes,
    )
