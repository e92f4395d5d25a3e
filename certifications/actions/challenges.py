"""An applicant challenges a judge (忌避), where the program publishes who judges."""

import hashlib
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import conflict_emails
from certifications.actions.conditions import must_be_in, must_run
from certifications.conflict_states import ConflictSource, ConflictState
from certifications.models import Application, Conflict, Round
from certifications.permissions import is_own_writer, is_secretariat, may_challenge
from certifications.refusals import ChallengesClosed, LiesInThePast, NotOnPanel, PanelNotPublished, ReasonMissing
from certifications.states import MAY_BE_ASSIGNED
from home import clock
from home.states import change_state
from home.versions import write_version


@transaction.atomic
def open_until(round_: Round, day: date, *, by: Any) -> None:
    """Applicants can challenge judges until the end of the day. Raises PanelNotPublished, WrongStage and LiesInThePast."""
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    held = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=round_.pk)
    must_be_in(held, MAY_BE_ASSIGNED)
    if not held.rules.get("conflicts", {}).get("publishes_panel"):
        raise PanelNotPublished
    if day < clock.today():
        raise LiesInThePast
    if held.challenges_until != day:
        write_version(held, row_version=held.row_version, challenges_until=day)
        held.history.append(held, action="round.challenges", by=by, to_state=held.state, note=day.isoformat(), held=True)


@transaction.atomic
def challenge(application: Application, judge: Any, *, reason: str, by: Any) -> Conflict:
    """The applicant says why a judge should not judge this application. The office decides; the judge goes on until then.

    The same words twice add nothing; what was dismissed comes back only with other words. Raises ChallengesClosed,
    NotOnPanel, ReasonMissing.
    """
    if not is_own_writer(by, application):
        raise PermissionDenied
    must_run(application.round)
    if not may_challenge(by, application):
        raise ChallengesClosed
    if not application.round.panel.filter(judge=judge).exists():
        raise NotOnPanel
    if not reason.strip():
        raise ReasonMissing
    digest = hashlib.sha256(reason.strip().encode()).hexdigest()
    ground = {"hash": digest, "source": "applicant", "kind": "other", "path": [], "until": "", "said": reason.strip()}
    said = {
        "source": ConflictSource.APPLICANT,
        "reason": reason.strip(),
        "recorded_by": by,
        "recorded_at": clock.now(),
    }
    conflict, created = Conflict.objects.get_or_create(
        person=judge,
        application=application,
        organization=None,
        subject=None,
        defaults={"state": ConflictState.SUSPECTED, "grounds": [ground], **said},
    )
    if created:
        conflict.history.append(conflict, action="conflict.challenge", by=by, to_state=conflict.state, note=reason)
        conflict_emails.challenged(conflict)
        return conflict
    held = Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if digest in {each["hash"] for each in held.grounds}:
        return held
    held.grounds = [*held.grounds, ground]
    if held.state in {ConflictState.DISMISSED, ConflictState.ENDED}:
        change_state(held, ConflictState.SUSPECTED, by=by, action="conflict.challenge", note=reason, grounds=held.grounds, **said)
    else:
        held.save(update_fields=["grounds"])
        held.history.append(held, action="conflict.challenge", by=by, note=reason, held=True)
    conflict_emails.challenged(held)
    return held
