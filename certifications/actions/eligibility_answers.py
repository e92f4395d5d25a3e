"""What the applicant said in the self-check, changed while the application is a draft."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import self_checks
from certifications.actions.conditions import must_run
from certifications.models import Application
from certifications.open_questions import open_keys
from certifications.permissions import may_write_for_applicant
from certifications.refusals import NotOpenForChange
from certifications.states import ApplicationState


@transaction.atomic
def answer(application: Application, answers: Mapping[str, Any], *, by: Any) -> None:
    """Keeps the answers in place of the earlier ones; the history names old and new.

    Raises NotOpenForChange once it is too late or submitted.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    if locked.state != ApplicationState.DRAFT or not open_keys(locked):
        raise NotOpenForChange
    said = self_checks.kept(locked.round, answers)
    if said.get("answers", {}) == locked.eligibility.get("answers", {}):
        return
    before, after = locked.eligibility.get("answers", {}), said.get("answers", {})
    Application.objects.filter(pk=locked.pk).update(eligibility=said)
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    facts = {"from": {name: before.get(name) for name in changed}, "to": {name: after.get(name) for name in changed}}
    note = self_checks.changes_in_words(locked.round, before, after)
    locked.history.append(locked, action="application.eligibility", by=by, to_state=locked.state, note=note, facts=facts)
    application.eligibility = said
