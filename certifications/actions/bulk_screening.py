"""Many cases through screening in one go: one verb each, one transaction each; one failure does not stop the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from certifications.actions import decisions, rechecks, screening
from certifications.models import Application
from certifications.permissions import is_case_secretariat
from certifications.refusals import ReasonsMissing, Refusal
from certifications.states import ApplicationState, Outcome
from home.states import IllegalTransition, StaleState

ACCEPT, NOT_MET, LEAVE = "accept", "not_met", "leave"


@dataclass(frozen=True)
class ScreeningChoice:
    """What is to happen with one case: accept it, draft that requirements are not met, or leave it; with a word."""

    application: Application
    verb: str
    note: str = ""


@dataclass(frozen=True)
class CaseReadiness:
    """A case before anything happens: which lines are not met, which are still open, what stands in the way, what it can get."""

    application: Application
    not_met: list[str]
    open_lines: list[str]
    obstacle: str
    verbs: list[str]

    @property
    def complete(self) -> bool:
        return not self.open_lines and not self.obstacle


@dataclass(frozen=True)
class ScreeningResult:
    """What came of one choice; `why` says what stood in the way."""

    application: Application
    verb: str
    done: bool
    why: str = ""


def readiness(application: Application, by: Any) -> CaseReadiness:
    """What could happen with the case now; writes nothing."""
    lines = [row["code"] for row in application.round.rules["checklist"]]
    given = {check.code: check.passed for check in application.checks.all()}
    not_met = [code for code in lines if given.get(code) is False]
    open_lines = [code for code in lines if code not in given]
    obstacle = _obstacle(application, by)
    possible = [] if obstacle or open_lines else [NOT_MET if not_met else ACCEPT]
    return CaseReadiness(application, not_met, open_lines, obstacle, [*possible, LEAVE])


def _obstacle(application: Application, by: Any) -> str:
    if not is_case_secretariat(by, application):
        return gettext("You cannot screen this case.")
    if application.state != ApplicationState.SUBMITTED:
        return gettext("The case is not with the office for screening now.")
    if hasattr(application, "decision"):
        return gettext("A decision has been drafted already.")
    if rechecks.waiting(application) is not None:
        return gettext("Corrected points have not been looked at yet.")
    return ""


def settle(choices: Iterable[ScreeningChoice], *, by: Any) -> list[ScreeningResult]:
    """Does what was chosen, case by case, each in a transaction of its own, and says what came of each.

    A refusal of one case is its result, not an exception.
    """
    return [_settle(choice, by) for choice in choices]


def _settle(choice: ScreeningChoice, by: Any) -> ScreeningResult:
    case = choice.application
    if choice.verb == LEAVE:
        return ScreeningResult(case, choice.verb, done=False, why=gettext("Left as it is."))
    try:
        with transaction.atomic():
            if choice.verb == ACCEPT:
                screening.accept(case, note=choice.note.strip(), by=by)
            else:
                _draft_not_met(case, choice.note, by)
    except Refusal as refusal:
        return ScreeningResult(case, choice.verb, done=False, why=str(refusal))
    except PermissionDenied:
        return ScreeningResult(case, choice.verb, done=False, why=gettext("You cannot screen this case."))
    except (IllegalTransition, StaleState):
        return ScreeningResult(case, choice.verb, done=False, why=gettext("The case has moved on in the meantime."))
    return ScreeningResult(case, choice.verb, done=True)


def _draft_not_met(case: Application, note: str, by: Any) -> None:
    if not note.strip():
        raise ReasonsMissing
    if hasattr(case, "decision"):
        raise IllegalTransition(case, Outcome.INELIGIBLE)
    decisions.draft(case, outcome=Outcome.INELIGIBLE, reasons=note, by=by)
