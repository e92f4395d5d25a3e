"""Papers are held back from disposal: an appeal, an audit, a reason to keep them longer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.models import Application, Hold, Round
from certifications.permissions import is_case_office, runs_round
from certifications.refusals import ReasonMissing
from home import clock


@transaction.atomic
def place(round_: Round, application: Application | None = None, *, kind: str, reason: str, by: Any) -> Hold:
    """Holds one case, or the whole round. Also what is being carried out at this moment stops at the next case."""
    _must_may(by, round_, application)
    if not reason.strip():
        raise ReasonMissing
    return _place(round_, application, kind=kind, reason=reason, by=by)


def keep(application: Application, *, kind: str, reason: str, by: Any) -> Hold:
    """Holds a case because of what has just happened to it, whoever did that. Called within its transaction."""
    return _place(application.round, application, kind=kind, reason=reason, by=by)


def _place(round_: Round, application: Application | None, *, kind: str, reason: str, by: Any) -> Hold:
    record = application or round_
    _locked(record)
    hold = Hold.objects.create(
        round=round_, application=application, kind=kind, reason=reason, placed_by=by, placed_at=clock.now()
    )
    action = "application.hold" if application else "round.hold"
    record.history.append(record, action=action, by=by, to_state=record.state, note=reason, facts={"kind": kind}, held=True)
    return hold


@transaction.atomic
def lift(hold: Hold, *, reason: str, by: Any) -> None:
    """Ends a hold; a second click changes nothing."""
    _must_may(by, hold.round, hold.application)
    if not reason.strip():
        raise ReasonMissing
    record = hold.application or hold.round
    _locked(record)
    if Hold.objects.standing().filter(pk=hold.pk).update(lifted_by=by, lifted_at=clock.now()):
        action = "application.lift_hold" if hold.application else "round.lift_hold"
        record.history.append(record, action=action, by=by, to_state=record.state, note=reason, held=True)


def _must_may(by: Any, round_: Round, application: Application | None) -> None:
    if not (is_case_office(by, application) if application else runs_round(by, round_)):
        raise PermissionDenied


def _locked(record: Application | Round) -> None:
    list(type(record)._base_manager.select_for_update(no_key=True).filter(pk=record.pk).values_list("pk"))
