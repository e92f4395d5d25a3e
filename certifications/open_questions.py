"""Which questions of an application may change at this moment."""

from collections.abc import Collection
from datetime import datetime

from certifications import answers as calculation
from certifications.models import Application, Question
from certifications.models.questions import rules_of
from certifications.states import ApplicationState, RoundState
from home import clock


def open_keys(application: Application, began: datetime | None = None) -> Collection[str]:
    """The keys of the questions that may change now: all of a draft, those of an open correction, else none.

    Of a draft it is judged by the instant `began`, else by the transaction's: what took long to look at had come in time.
    In a cancelled round none may. With a question under correction open the questions that depend on its answer and were not
    asked when the application was submitted last: a new answer may call for them. What was asked then stays as it was.
    """
    if application.round.state == RoundState.CANCELLED:
        return set()
    if application.state == ApplicationState.DRAFT and application.is_open(began or clock.transaction_now()):
        return {
            str(key)
            for key in Question.objects.filter(version=application.form_version_id).order_by().values_list("key", flat=True)
        }
    if application.state == ApplicationState.CORRECTION:
        request = application.correction_requests.open().first()
        named = {str(key) for key in request.items.values_list("key", flat=True)} if request else set()
        return named | _newly_asked(application, named) if named else named
    return set()


def _newly_asked(application: Application, named: Collection[str]) -> set[str]:
    """What depends on the named questions and is in no submitted version yet."""
    rules, last = rules_of(application.form_version), application.versions.last()
    then = {rule.key for rule in calculation.asked(rules, last.answers if last else {})}
    return set(calculation.dependent(set(named), rules)) - then
