"""What must hold of a round before anything happens in it, asked of the database anew."""

from collections.abc import Collection

from certifications.models import Round
from certifications.refusals import PaperWaits, RoundCancelled, StillOpen, StillScreening, WrongStage
from certifications.states import ApplicationState, Channel, RoundState
from home import clock


def must_run(round_: Round) -> None:
    """Raises RoundCancelled when the round has been called off, also after this copy of it was read."""
    if Round.objects.filter(pk=round_.pk, state=RoundState.CANCELLED).exists():
        raise RoundCancelled


def must_be_in(round_: Round, states: Collection[str]) -> None:
    """Raises RoundCancelled, and WrongStage unless the round is in one of the states now."""
    must_run(round_)
    if not Round.objects.filter(pk=round_.pk, state__in=states).exists():
        raise WrongStage


def must_be_over(round_: Round) -> None:
    """Raises StillOpen while anybody has time, also if it was given to one applicant alone. More time waits for the lock."""
    held = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    if clock.transaction_now() < held.last_deadline():
        raise StillOpen


def must_be_screened(round_: Round) -> None:
    """Raises StillOpen, StillScreening while a case is with the office or the applicant, and PaperWaits."""
    must_be_over(round_)
    under_way = round_.applications.filter(state__in=[ApplicationState.SUBMITTED, ApplicationState.CORRECTION])
    if under_way.exclude(decision__outcome="ineligible").exists():
        raise StillScreening
    if round_.applications.filter(state=ApplicationState.DRAFT).exclude(channel=Channel.ONLINE).exists():
        raise PaperWaits
