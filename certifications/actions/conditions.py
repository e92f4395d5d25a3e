"""What must hold of a round before anything happens in it, asked of the database anew."""

from collections.abc import Collection

from certifications.models import Round
from certifications.refusals import RoundCancelled, WrongStage
from certifications.states import RoundState


def must_run(round_: Round) -> None:
    """Raises RoundCancelled when the round has been called off, also after this copy of it was read."""
    if Round.objects.filter(pk=round_.pk, state=RoundState.CANCELLED).exists():
        raise RoundCancelled


def must_be_in(round_: Round, states: Collection[str]) -> None:
    """Raises RoundCancelled, and WrongStage unless the round is in one of the states now."""
    must_run(round_)
    if not Round.objects.filter(pk=round_.pk, state__in=states).exists():
        raise WrongStage
