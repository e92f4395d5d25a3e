"""Papers whose time is over are disposed of: proposed by the secretariat, approved by somebody else, done by the worker."""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import due_papers
from certifications.actions import emptying
from certifications.disposal_states import DisposalState
from certifications.models import Application, Disposal, DisposedCase, Hold, Round
from certifications.permissions import releases_round, runs_round
from certifications.refusals import AnotherDisposes, CommentMissing, NothingDue
from certifications.states import RetentionClass
from home import clock
from home.states import change_state

logger = logging.getLogger(__name__)
# Between the approval and the doing: who notices something can still stop it.
PAUSE = timedelta(days=1)


@transaction.atomic
def propose(round_: Round, retention: str, *, by: Any) -> Disposal:
    """Proposes to dispose of what is due today of one class, with what that is. A second click finds the first proposal.

    Raises NothingDue.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    list(Round.objects.select_for_update(no_key=True).filter(pk=round_.pk).values_list("pk"))
    if under_way := round_.disposals.under_way().filter(retention=retention).first():
        return under_way
    found = next((due for due in due_papers.of_round(round_, clock.today()) if due.retention == retention), None)
    if found is None or not found.cases:
        raise NothingDue
    disposal = Disposal.objects.create(
        round=round_,
        retention=retention,
        due_on=clock.today(),
        rule=due_papers.terms_of(round_).as_data(),
        counts=due_papers.counts(found.cases, retention, due_papers.classes_of(round_)),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    facts = {"counts": disposal.counts, "rule": disposal.rule, "held": len(found.held)}
    disposal.history.append(disposal, action="disposal.propose", by=by, to_state=disposal.state, facts=facts)
    return disposal


@transaction.atomic
def confirm(disposal: Disposal, *, by: Any) -> None:
    """Approves a proposal; a day later the worker begins. Raises AnotherDisposes for who proposed it."""
    if not releases_round(by, disposal.round):
        raise PermissionDenied
    if disposal.proposed_by_id == by.pk:
        raise AnotherDisposes
    facts = {"confirmed_by": by, "confirmed_at": clock.now()}
    change_state(disposal, DisposalState.CONFIRMED, by=by, action="disposal.confirm", **facts)


@transaction.atomic
def give_back(disposal: Disposal, *, reason: str, by: Any) -> None:
    """Returns a proposal, or stops an approved one: what has not been disposed of yet stays. Raises CommentMissing."""
    if not (releases_round(by, disposal.round) or runs_round(by, disposal.round)):
        raise PermissionDenied
    if not reason.strip():
        raise CommentMissing
    change_state(disposal, DisposalState.RETURNED, by=by, action="disposal.return", note=reason)


def carry_out_due() -> int:
    """Carries out what was approved a day ago; says how many cases. One that fails keeps no other from its end."""
    done = 0
    rows = Disposal.objects.filter(state=DisposalState.CONFIRMED, confirmed_at__lte=clock.now() - PAUSE)
    for disposal in rows.select_related("round__program").order_by("confirmed_at"):
        try:
            done += carry_out(disposal)
        except Exception:
            logger.exception("disposal %s could not be carried out to its end; it is tried again", disposal.public_id)
    return done


def carry_out(disposal: Disposal, most: int = 200) -> int:
    """Disposes of up to so many cases, one transaction each; when none is left, the disposal is done. Says how many cases."""
    classes = due_papers.classes_of(disposal.round)
    due = due_papers.of_round(disposal.round, disposal.due_on)
    cases = [case for each in due if each.retention == disposal.retention for case in each.cases]
    done = sum(_dispose(disposal, each, classes) for each in cases[:most])
    if len(cases) <= most:
        _finish(disposal)
    return done


@transaction.atomic
def _dispose(disposal: Disposal, case: Application, classes: dict[str, str]) -> bool:
    """One case, behind its lock: a hold that is being placed comes before or after, and so does a stop."""
    state = Disposal.objects.select_for_update(of=("self",), no_key=True).values_list("state", flat=True).get(pk=disposal.pk)
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    held = Hold.objects.held(Application.objects.filter(pk=case.pk)).exists()
    gone = DisposedCase.objects.filter(application=application, retention=disposal.retention).exists()
    if held or gone or state != DisposalState.CONFIRMED:
        return False
    counts = emptying.empty(application, disposal, classes)
    at = clock.now()
    DisposedCase.objects.create(disposal=disposal, application=application, retention=disposal.retention, counts=counts, at=at)
    facts = {"class": disposal.retention, "disposal": str(disposal.public_id), "counts": counts}
    application.history.append(
        application, action="application.dispose", by=None, to_state=application.state, facts=facts, held=True
    )
    return True


@transaction.atomic
def _finish(disposal: Disposal) -> None:
    """Sums up what was done. Nothing happens to one that was stopped meanwhile."""
    held = Disposal.objects.select_for_update(of=("self",)).get(pk=disposal.pk)
    if held.state != DisposalState.CONFIRMED:
        return
    total = {"cases": 0}
    for counts in held.disposed.values_list("counts", flat=True):
        total["cases"] += 1
        for name, number in counts.items():
            total[name] = total.get(name, 0) + number
    change_state(held, DisposalState.DONE, by=None, action="disposal.carry_out", counts=total, done_at=clock.now())


def classes() -> list[tuple[str, Any]]:
    """The classes that can be disposed of; what lasts with a certificate stays."""
    return [(str(name), RetentionClass(name).label) for name in due_papers.CLASSES]
