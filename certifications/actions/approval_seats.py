"""Who stands at which step of a program's approvals, and who stands in for her from when to when."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.approval_steps import steps_of
from certifications.models import ApprovalSeat, Program
from certifications.permissions import is_approver, is_secretariat
from certifications.refusals import DeputyIncomplete, NoSuchStep, NotAnApprover
from home import clock


@transaction.atomic
def name(
    program: Program,
    code: str,
    user: Any,
    *,
    by: Any,
    deputy: bool = False,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> ApprovalSeat:
    """Names who signs at a step, or who stands in for her from a day to a day, and why.

    The role of an approver is given elsewhere, by the administrator: this only says who of them signs what. Raises
    NoSuchStep, NotAnApprover, and DeputyIncomplete for a deputy without days or a reason.
    """
    if by is not None and not is_secretariat(by, program):
        raise PermissionDenied
    if code not in {step.code for step in steps_of({"approval": program.approval})}:
        raise NoSuchStep
    if not is_approver(user, program):
        raise NotAnApprover
    first = since or clock.today()
    if (deputy and (until is None or not reason.strip())) or (until and until < first):
        raise DeputyIncomplete
    return ApprovalSeat.objects.create(
        program=program,
        code=code,
        user=user,
        deputy=deputy,
        since=first,
        until=until,
        reason=reason.strip(),
        named_by=by,
        named_at=clock.now(),
    )


@transaction.atomic
def end(seat: ApprovalSeat, *, by: Any) -> None:
    """Takes the person off the step from now on; what she has signed stands. A second click changes nothing."""
    if not is_secretariat(by, seat.program):
        raise PermissionDenied
    ApprovalSeat.objects.filter(pk=seat.pk, ended_at__isnull=True).update(ended_at=clock.now(), ended_by=by)
    seat.refresh_from_db()
