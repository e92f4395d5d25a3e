"""After a correction the office looks at the corrected points only, and says of each: accepted, or asked again."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import corrections
from certifications.actions.conditions import must_run
from certifications.actions.corrections import Point
from certifications.models import Application, CorrectionItem, CorrectionRequest
from certifications.permissions import is_case_secretariat
from certifications.refusals import FilesArriving, NothingToCorrect, VerdictMissing
from certifications.states import ApplicationState, CorrectionState, Verdict
from home import clock
from home.states import IllegalTransition, change_state


def waiting(application: Application) -> CorrectionRequest | None:
    """The request that has been answered and not been looked at to the end."""
    return application.correction_requests.answered().order_by("-asked_at", "-pk").first()


@transaction.atomic
def settle(
    application: Application,
    *,
    accepted: Collection[int],
    again: Mapping[int, Point],
    due_on: date | None = None,
    note: str = "",
    by: Any,
) -> CorrectionRequest | None:
    """Says of every answered point whether it is accepted (item ids), or asked again with new words (item id -> point).

    With points to ask again a new request goes out, which is returned, with a letter; else the case goes on.
    Raises VerdictMissing, FilesArriving where all would be accepted while a file is under way,
    what `corrections.request` raises, and IllegalTransition where nothing waits.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_run(application.round)
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program", "form_version")
    case = locked.get(pk=application.pk)
    row = waiting(case)
    if row is None or case.state != ApplicationState.SUBMITTED:
        raise IllegalTransition(case, CorrectionState.CLOSED)
    items = {item.pk: item for item in row.items.all()}
    if set(accepted) & set(again) or set(items) != set(accepted) | set(again):
        raise VerdictMissing
    for pk, item in items.items():
        _judge(item, Verdict.AGAIN if pk in again else Verdict.ACCEPTED, by)
    if not again:
        if case.tickets.open().filter(awaited=True).exists():
            raise FilesArriving
        change_state(row, CorrectionState.CLOSED, by=by, action="correction.accept")
        case.history.append(case, action="correction.accept", by=by, to_state=case.state)
        return None
    if due_on is None or not all(point.says_something for point in again.values()):
        raise NothingToCorrect
    points = {str(items[pk].key): point for pk, point in again.items()}
    request = corrections.request(case, points, due_on=due_on, note=note, by=by)
    application.refresh_from_db()
    return request


def _judge(item: CorrectionItem, verdict: Verdict, by: Any) -> None:
    item.verdict, item.looked_at_by, item.looked_at = verdict, by, clock.now()
    item.save(update_fields=["verdict", "looked_at_by", "looked_at"])
