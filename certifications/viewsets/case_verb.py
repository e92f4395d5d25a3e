"""What every verb on a case shares: how refusals are told, and whether the case's round runs at all."""

from typing import Any

from certifications.refusals import Refusal
from certifications.states import RoundState
from home.desk.verbs import DeskVerbView


class CaseVerbView(DeskVerbView):
    """A verb on a case."""

    refusals: tuple[type[Exception], ...] = (Refusal,)


def runs(record: Any) -> bool:
    """Whether anything happens in the case's round at all: in one that was called off nothing does."""
    return bool(record.round.state != RoundState.CANCELLED)


def may_be_screened(record: Any) -> bool:
    """With the office, in a round that runs, and without a decision."""
    return runs(record) and record.state == "submitted" and not hasattr(record, "decision")
