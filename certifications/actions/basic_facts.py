"""The names of team and subject, its field and theme: changed while a draft, and afterwards where the office asks for it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import answers as calculation
from certifications import basics
from certifications.actions.conditions import must_run
from certifications.models import Application, Category, Consent, CorrectionRequest, Question, Subject, Team, Theme
from certifications.permissions import is_proxy, may_write_for_applicant
from certifications.refusals import BasicsChanged, BasicWrong, CandidateIsNominator, ConsentAnswered, NotOpenForChange
from certifications.refusals.renewals import NamesByNotice
from certifications.states import ApplicationState, Reaction
from home import clock


@transaction.atomic
def change(
    application: Application,
    facts: Mapping[str, str],
    *,
    read: str,
    by: Any,
    candidate_email: str | None = None,
) -> None:
    """Writes the facts of a draft (by field; field and theme by their codes) in the place of those that were read.

    `read` is the fingerprint of what the page showed. With another address of the candidate the earlier link is void and
    nobody has been asked. Raises NotOpenForChange, BasicsChanged when a colleague was faster, BasicWrong,
    CandidateIsNominator, ConsentAnswered once the candidate has consented, and NamesByNotice for a renewal.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    if locked.state != ApplicationState.DRAFT or not locked.is_open(clock.transaction_now()):
        raise NotOpenForChange
    before = basics.facts_of(locked)
    if read != basics.fingerprint(before, locked.subject.email):
        raise BasicsChanged
    known = basics.questions(locked)
    wanted = {field: facts[field] for field in known if field in facts}
    if locked.renews_id and any(wanted.get(name, before[name]) != before[name] for name in basics.NAMES):
        raise NamesByNotice
    for field, value in wanted.items():
        must_fit(known[field], value)
    _write(locked, before, wanted, by=by)
    if candidate_email is not None and candidate_email != locked.subject.email:
        _readdress(locked, candidate_email, by)


def must_fit(question: Question, value: str) -> None:
    """Raises BasicWrong for what can never stand there: nothing where something must, too much, no choice."""
    empty = calculation.is_empty(value)
    if (empty and question.required) or calculation.problem_of(question.rule, value):
        raise BasicWrong(str(question.label))


def take_over(application: Application, request: CorrectionRequest, *, by: Any) -> None:
    """With the handing in of a correction its points about basic facts come into force. Asked behind the case's lock."""
    wanted = {}
    for item in request.items.all():
        field = basics.field_of(item.key)
        values = {str(Reaction.CONFIRMED): item.proposed_value, str(Reaction.ANSWERED): item.given_value}
        value = values.get(item.reaction)
        if field is not None and value is not None:
            wanted[field] = value
    _write(application, basics.facts_of(application), wanted, by=by)


def _write(application: Application, before: Mapping[str, str], wanted: Mapping[str, str], *, by: Any) -> None:
    """Writes what differs, with old and new in the history."""
    changes = {field: value for field, value in wanted.items() if value != before[field]}
    if not changes:
        return
    if names := {field: value for field, value in changes.items() if field in basics.NAMES}:
        Subject.objects.filter(pk=application.subject_id).update(**names)
        application.subject.refresh_from_db()
    if "team_name" in changes and application.team is not None:
        Team.objects.filter(pk=application.team.pk).update(name=changes["team_name"])
        application.team.refresh_from_db()
    if "category" in changes:
        application.category = Category.objects.get(program=application.round.program_id, code=changes["category"])
    if "theme" in changes:
        application.theme = Theme.objects.get(round=application.round_id, code=changes["theme"])
    application.save(update_fields=["category", "theme"])
    application.history.append(
        application,
        action="application.basics",
        by=by,
        to_state=application.state,
        note=basics.in_words(application, before, changes),
        facts={"from": {field: before[field] for field in changes}, "to": dict(changes)},
    )


def _readdress(application: Application, address: str, by: Any) -> None:
    """The candidate gets another address: whoever has the earlier link finds nothing there any more."""
    if is_proxy(by, application) or not application.subject.email or not address:
        raise NotOpenForChange
    if address == by.email:
        raise CandidateIsNominator
    consent = Consent.objects.filter(application=application).first()
    if consent is not None and consent.given_at:
        raise ConsentAnswered
    if consent is not None:
        consent.delete()
    Subject.objects.filter(pk=application.subject_id).update(email=address)
    # Neither address: the history stays longer than what somebody typed wrongly should.
    application.history.append(application, action="consent.readdress", by=by, to_state=application.state)
