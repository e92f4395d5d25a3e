"""What a committee can propose of a case: by its stage who goes on, or which result; and the words for it."""

from django.utils.translation import gettext

from certifications import voting
from certifications.models import AgendaItem, Level, Motion, Stage
from certifications.states import Outcome

GOES_ON, STOPPED = "goes_on", "stopped"
NEGATIVE = frozenset({STOPPED, Outcome.NOT_CERTIFIED.value})
CERTIFIED = f"{Outcome.CERTIFIED.value}:"


def outcomes(stage: Stage) -> list[tuple[str, str]]:
    """Code and words of every outcome in the stage: where it selects, who goes on; else the levels of the program."""
    if stage.selects:
        return [(GOES_ON, gettext("goes on")), (STOPPED, gettext("does not go on"))]
    levels = [(f"{CERTIFIED}{level.code}", str(level.name)) for level in stage.round.program.levels.order_by("rank")]
    return [*levels, (Outcome.NOT_CERTIFIED.value, str(Outcome.NOT_CERTIFIED.label))]


def words(stage: Stage, code: str) -> str:
    """An outcome, or a vote, in words."""
    known = dict(outcomes(stage)) | {
        voting.FOR: gettext("for"),
        voting.AGAINST: gettext("against"),
        voting.ABSTAIN: gettext("abstains"),
        voting.CARRIED: gettext("carried"),
        voting.LOST: gettext("not carried"),
    }
    return known.get(code, code)


def level_of(stage: Stage, code: str) -> Level | None:
    """The level that an outcome names."""
    if not code.startswith(CERTIFIED):
        return None
    return stage.round.program.levels.filter(code=code.removeprefix(CERTIFIED)).first()


def last_vote(item: AgendaItem) -> Motion | None:
    """The vote that speaks of the item: the last one that was counted."""
    return item.motions.filter(state="closed").order_by("-number").first()


def tally(motion: Motion) -> list[tuple[str, int]]:
    """Each choice of a counted vote in words, with its number."""
    stage = motion.item.meeting.stage
    return [(words(stage, code), motion.tally.get(code, 0)) for code in motion.options]
