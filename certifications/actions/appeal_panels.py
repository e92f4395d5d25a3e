"""What the members of an appeal's panel do: pledge, keep a note, give their opinion to the office, step back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import appeals, conflicts
from certifications.actions.conditions import must_run
from certifications.appeal_permissions import reads_as_panel, sits_on
from certifications.appeal_states import AppealState
from certifications.models import Appeal, PanelOpinion
from certifications.refusals import NotUnderReview, OpinionIncomplete, ReasonMissing
from home import clock
from home.versions import write_version


@transaction.atomic
def pledge(appeal: Appeal, *, by: Any) -> PanelOpinion:
    """A member pledges secrecy, before anything of the appeal is shown to her. Twice has one effect. Raises RoundCancelled."""
    held = appeals.locked(appeal)
    if not sits_on(by, held):
        raise PermissionDenied
    must_run(held.decision.application.round)
    seat = held.seats.get(person=by)
    opinion, created = PanelOpinion.objects.get_or_create(seat=seat, defaults={"pledged_at": clock.now()})
    if created:
        held.history.append(held, action="appeal.pledge", by=by, held=True)
    return opinion


@transaction.atomic
def write(appeal: Appeal, *, note: str, ruling: str, reasons: str, row_version: int, by: Any, give: bool = False) -> PanelOpinion:
    """Saves a member's note and opinion over the version that was read; `give` hands the opinion to the office.

    What was given can be given anew until the appeal is answered; the office reads the newest, never the note. Raises
    NotUnderReview before the appeal was found admissible, OpinionIncomplete, StaleRecord, RoundCancelled.
    """
    held = appeals.locked(appeal)
    if not reads_as_panel(by, held):
        raise PermissionDenied
    must_run(held.decision.application.round)
    opinion = PanelOpinion.objects.select_for_update(of=("self",)).get(seat__appeal=held, seat__person=by)
    changes: dict[str, Any] = {"note": note.strip()}
    if give:
        if held.state != AppealState.IN_REVIEW:
            raise NotUnderReview
        if not ruling or not reasons.strip():
            raise OpinionIncomplete
        changes |= {"ruling": ruling, "reasons": reasons.strip(), "given_at": clock.now()}
    elif opinion.given_at is None:  # what the office has keeps standing until another is given
        changes |= {"ruling": ruling, "reasons": reasons.strip()}
    write_version(opinion, row_version=row_version, **changes)
    if give:
        facts = {"ruling": ruling}
        held.history.append(held, action="appeal.give_opinion", by=by, to_state=held.state, facts=facts, held=True)
    return opinion


@transaction.atomic
def step_back(appeal: Appeal, *, reason: str, by: Any) -> None:
    """A member says that something connects her with the case: it is a conflict from now on, and her seat is free.

    What she gave stands no longer. Raises ReasonMissing.
    """
    held = appeals.locked(appeal)
    if not sits_on(by, held):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    held.seats.filter(person=by).delete()
    held.history.append(held, action="appeal.step_back", by=by, to_state=held.state, held=True)
    conflicts.declare_as_panel(held.decision.application, reason=reason.strip(), by=by)
