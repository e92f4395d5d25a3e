"""The one door through which a record's state changes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

Moves = Mapping[str, frozenset[str]]


class IllegalTransition(Exception):
    """The map of moves knows no way from the record's state to the wanted one."""

    def __init__(self, record: Any, to: str) -> None:
        super().__init__(f"{record._meta.label}: {record.state} -> {to} is not a legal move.")
        self.record, self.to = record, to


class StaleState(Exception):
    """Somebody else changed the record between our reading and our writing; nothing was written."""

    def __init__(self, record: Any) -> None:
        super().__init__(f"{record._meta.label} {record.pk} is no longer in the state that was read ({record.state}).")
        self.record = record


def change_state(record: Any, to: str, *, by: Any, action: str, note: str = "", facts: Any = None, **changes: Any) -> None:
    """Moves the record to a state, by compare-and-swap, and appends to its own history.

    The record's class names its map of legal moves in MOVES and its history by the related name `history`.
    `changes` are written in the same UPDATE, `facts` go into the event. Also raises the row version, and
    brings the record in memory up to date.
    Raises IllegalTransition, and StaleState when another transaction was first.
    """
    before = record.state
    if to not in record.MOVES.get(before, frozenset()):
        raise IllegalTransition(record, to)
    with transaction.atomic():
        rows = type(record)._base_manager.filter(pk=record.pk, state=before)
        if not rows.update(state=to, row_version=F("row_version") + 1, **changes):
            raise StaleState(record)
        record.history.append(record, action=action, by=by, from_state=before, to_state=to, note=note, facts=facts, held=True)
    record.state = to
    record.row_version += 1
    for name, value in changes.items():
        setattr(record, name, value)
