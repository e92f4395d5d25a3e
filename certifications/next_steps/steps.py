"""A next step: the reader's own, with its verb, or somebody else's, with whom it waits for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from home import clock


@dataclass(frozen=True)
class NextStep:
    """`verb` names the desk's verb when it is the reader's turn; else `waits_for` says who has it.

    `on` is the record that has the verb where it is not the one that was asked about: the case's round, one of the round's
    stages or cases; `reason` then says why. `due` is a day or a moment; `not_before`, one that is still to come, before which
    nobody need act.
    """

    label: str
    verb: str = ""
    on: Any = None
    waits_for: str = ""
    reason: str = ""
    due: Any = None
    not_before: Any = None

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and day_of(self.due) < clock.today()


def day_of(when: Any) -> date:
    """The day in Tokyo of a moment; a day itself."""
    return when.astimezone(clock.TOKYO).date() if isinstance(when, datetime) else when


def ahead(moment: datetime) -> date | None:
    """Its day in Tokyo; nothing once it has come."""
    return day_of(moment) if clock.now() < moment else None


def turn(label: str, verb: str, mine: bool, other: str, on: Any = None) -> NextStep:
    """The reader's own step, or one that waits for somebody else."""
    return NextStep(label, verb=verb, on=on) if mine else NextStep(label, waits_for=other)
