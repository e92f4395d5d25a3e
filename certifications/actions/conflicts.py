"""Conflicts of interest go on record, are settled, and take from the judge what they touch."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import conflict_emails
from certifications.actions.blocking import hold, renew
from certifications.actions.conditions import must_run
from certifications.conflict_states import ConflictSource, ConflictState, TieKind
from certifications.models import Application, Assignment, Conflict, Round
from certifications.permissions import can_settle, is_secretariat
from certifications.refusals import (
    ConflictWithoutObject,
    ListHidden,
    NotOfThisPanel,
    NotOnPanel,
    PledgeMissing,
    ReasonMissing,
    WouldTellWhoApplies,
)
from certifications.states import WITH_THE_OFFICE, AssignmentState
from home import clock
from home.permissions import is_active_user
from home.states import change_state


@transaction.atomic
def declare(assignment: Assignment, *, reason: str, by: Any, kind: str = TieKind.OTHER) -> Conflict:
    """The judge says that the case is too near. It is gone from the judge's list at the next request; the sheet stays sealed."""
    if not is_active_user(by) or assignment.judge_id != by.pk:
        raise PermissionDenied
    hold(by)
    assignment.refresh_from_db(fields=["state", "row_version"])
    said = {"source": ConflictSource.JUDGE, "kind": kind, "reason": reason}
    conflict = _confirm(by, by=by, application=assignment.application, **said)
    assignment.refresh_from_db(fields=["state", "row_version"])
    if assignment.state != AssignmentState.RECUSED:
        change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.recuse", note=reason)
    return conflict


@transaction.atomic
def declare_on(application: Application, *, kind: str, reason: str, by: Any) -> Conflict:
    """The judge declares a tie with an applicant from the list of all of them, before any content is shown.

    Raises NotOnPanel, PledgeMissing, ListHidden where the judges do not see who applies, ReasonMissing.
    """
    round_ = application.round
    seat = round_.panel.filter(judge=by).first() if is_active_user(by) else None
    if seat is None or application.state not in WITH_THE_OFFICE:
        raise NotOnPanel
    if round_.blind:
        raise ListHidden
    if seat.pledged_at is None:
        raise PledgeMissing
    must_run(round_)
    if not reason.strip():
        raise ReasonMissing
    hold(by)
    about = {"organization": application.organization} if application.organization else {"application": application}
    return _confirm(by, source=ConflictSource.JUDGE, kind=kind, reason=reason, by=by, **about)


def declare_as_panel(application: Application, *, reason: str, by: Any) -> Conflict:
    """A member of an appeal's panel says that the case is too near. Called by the verb that has asked whether she sits on it."""
    hold(by)
    return _confirm(by, source=ConflictSource.JUDGE, kind=TieKind.OTHER, reason=reason, by=by, application=application)


@transaction.atomic
def record(
    person: Any,
    *,
    program: Any,
    reason: str,
    by: Any,
    organization: Any = None,
    subject: Any = None,
    application: Any = None,
    kind: str = TieKind.OTHER,
    with_group: bool = False,
    until: date | None = None,
) -> Conflict:
    """The office records a conflict with a company, a product or one case; what it touches is taken from the judge at once.

    Sheets of rounds that are over stay as they are: they belong to a result that was announced. Raises
    ConflictWithoutObject unless exactly one of the three is named, and PermissionDenied for a case of another program.
    """
    if not is_secretariat(by, program) or (application and application.round.program_id != program.pk):
        raise PermissionDenied
    if sum(each is not None for each in (organization, subject, application)) != 1:
        raise ConflictWithoutObject
    hold(person)
    about = {"organization": organization, "subject": subject, "application": application}
    said = {"source": ConflictSource.OFFICE, "kind": kind, "reason": reason, "until": until}
    return _confirm(person, by=by, with_group=with_group and organization is not None, **about, **said)


@transaction.atomic
def confirm(
    conflict: Conflict, round_: Round, *, reason: str, by: Any, with_group: bool = False, until: date | None = None
) -> None:
    """The office finds that the suspicion is true. It takes effect at the next request, and the judges' cases are free.

    Raises NotOfThisPanel, StaleState.
    """
    _may_settle(conflict, round_, by)
    hold(conflict.person)
    reach = with_group and conflict.organization_id is not None
    changes = {"reason": reason, "with_group": reach, "until": until, "recorded_by": by, "recorded_at": clock.now()}
    change_state(conflict, ConflictState.CONFIRMED, by=by, action="conflict.confirm", note=reason, **changes)
    renew(conflict.person, by=by, note=reason)


@transaction.atomic
def dismiss(conflict: Conflict, round_: Round, *, reason: str, by: Any) -> None:
    """The office finds that nothing is behind it, and says why. It comes back only with facts that were not known.

    Raises ReasonMissing, NotOfThisPanel, StaleState.
    """
    _may_settle(conflict, round_, by)
    if not reason.strip():
        raise ReasonMissing
    hold(conflict.person)
    changes = {"reason": reason, "recorded_by": by, "recorded_at": clock.now()}
    change_state(conflict, ConflictState.DISMISSED, by=by, action="conflict.dismiss", note=reason, **changes)
    renew(conflict.person, by=by, note=reason)


@transaction.atomic
def ask(conflict: Conflict, round_: Round, *, reason: str = "", by: Any) -> None:
    """The office asks the judge, by letter and on her page. Raises WouldTellWhoApplies, NotOfThisPanel, StaleState."""
    _may_settle(conflict, round_, by)
    if round_.blind:
        raise WouldTellWhoApplies
    change_state(
        conflict, ConflictState.ASKED, by=by, action="conflict.ask", note=reason, asked_at=clock.now(), recorded_by=by, answer=""
    )
    conflict_emails.asked(conflict, round_)


@transaction.atomic
def answer(conflict: Conflict, *, connected: bool, text: str, by: Any) -> None:
    """The judge answers. "Yes" confirms it at once; "no" goes back to the office, which decides.

    Raises ReasonMissing without a word of explanation.
    """
    if not is_active_user(by) or conflict.person_id != by.pk:
        raise PermissionDenied
    if not text.strip():
        raise ReasonMissing
    hold(by)
    asker = conflict.recorded_by
    if connected:
        said = {"reason": text, "source": ConflictSource.JUDGE, "recorded_by": by, "recorded_at": clock.now()}
        change_state(conflict, ConflictState.CONFIRMED, by=by, action="conflict.answer_yes", note=text, answer=text, **said)
        renew(by, by=by, note=text)
    else:
        change_state(conflict, ConflictState.SUSPECTED, by=by, action="conflict.answer_no", note=text, answer=text)
    conflict_emails.answered(conflict, asker)


@transaction.atomic
def end_past() -> int:
    """Conflicts that were confirmed until a day end after it; says how many."""
    past = Conflict.objects.confirmed().filter(until__lt=clock.today()).select_related("person").order_by("person", "pk")
    for conflict in past:
        hold(conflict.person)
        change_state(conflict, ConflictState.ENDED, by=None, action="conflict.end")
        renew(conflict.person, by=None, note="")
    return len(past)


def _may_settle(conflict: Conflict, round_: Round, by: Any) -> None:
    if not can_settle(by, round_) or conflict.person_id == by.pk:
        raise PermissionDenied
    must_run(round_)
    if not Conflict.objects.of_round(round_).filter(pk=conflict.pk).exists():
        raise NotOfThisPanel


def _confirm(
    person: Any, *, by: Any, organization: Any = None, subject: Any = None, application: Any = None, **said: Any
) -> Conflict:
    """The confirmed conflict. What was on record before is kept in its history; the same words twice add nothing."""
    words = said | {"recorded_by": by, "recorded_at": clock.now()}
    about = {"organization": organization, "subject": subject, "application": application}
    note, facts = said["reason"], {"source": said["source"], "kind": said["kind"]}
    found, created = Conflict.objects.get_or_create(person=person, **about, defaults={"state": ConflictState.CONFIRMED, **words})
    if created:
        found.history.append(found, action="conflict.record", by=by, to_state=found.state, note=note, facts=facts)
    else:
        _confirm_again(Conflict.objects.select_for_update(of=("self",)).get(pk=found.pk), by=by, said=said, words=words)
    renew(person, by=by, note=note)
    found.refresh_from_db()
    return found


def _confirm_again(conflict: Conflict, *, by: Any, said: dict[str, Any], words: dict[str, Any]) -> None:
    note, facts = said["reason"], {"source": said["source"], "kind": said["kind"]}
    if conflict.state != ConflictState.CONFIRMED:
        change_state(conflict, ConflictState.CONFIRMED, by=by, action="conflict.confirm", note=note, **words)
        return
    before = {name: getattr(conflict, name) for name in said}
    if before == said:
        return
    Conflict.objects.filter(pk=conflict.pk).update(row_version=F("row_version") + 1, **words)
    conflict.refresh_from_db()
    facts["before"] = {name: str(value) for name, value in before.items() if value != said[name]}
    conflict.history.append(conflict, action="conflict.amend", by=by, note=note, facts=facts, held=True)
