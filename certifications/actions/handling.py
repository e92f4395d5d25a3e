"""Who of the office handles a case: taken, handed to a colleague, or laid down again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions.conditions import must_run
from certifications.models import Application
from certifications.permissions import in_conflict, is_case_secretariat
from certifications.refusals import NotInTheOffice
from home.versions import write_version
from organizations.models import User


def colleagues(application: Application) -> list[User]:
    """Who can handle the case: the program's secretariat, without those who may not see it."""
    roles = application.round.program.roles.filter(role="secretariat", ended_at__isnull=True)
    people = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk")
    return [person for person in people if not in_conflict(person, application)]


@transaction.atomic
def hand_over(application: Application, handler: Any, *, by: Any) -> None:
    """Says who handles the case; None: nobody does. Doing it twice changes nothing.

    Raises NotInTheOffice, RoundCancelled, and StaleRecord when somebody else was faster.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_run(application.round)
    if application.handler_id == getattr(handler, "pk", None):
        return
    if handler is not None and handler not in colleagues(application):
        raise NotInTheOffice
    facts = {"from": str(application.handler or ""), "to": str(handler or "")}
    write_version(application, row_version=application.row_version, handler=handler)
    note = str(handler or "")
    application.history.append(
        application, action="application.hand_over", by=by, to_state=application.state, note=note, facts=facts
    )
