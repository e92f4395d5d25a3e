"""A holder reads the invitation to renew, begins an application out of the earlier one, or says that she will not."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import renewal_deltas
from certifications.actions import applications, certificates, copies, renewal_moves
from certifications.actions.conditions import must_run
from certifications.certificate_permissions import may_speak_for_holder
from certifications.models import Application, Certificate, Renewal, UnchangedSection
from certifications.permissions import may_write_for_applicant
from certifications.refusals import NotOpenForChange
from certifications.refusals.renewals import RenewalUnderWay
from certifications.renewal_states import ALIVE, RenewalState
from certifications.states import ApplicationState
from home import clock
from home.states import change_state


def note_opened(renewal: Renewal, *, by: Any) -> None:
    """The holder's side has read it, for the first time. Anything later changes nothing."""
    if not may_speak_for_holder(by, renewal.certificate) or renewal.state != RenewalState.INVITED:
        return
    with transaction.atomic():
        held = _locked(renewal)
        if held.state == RenewalState.INVITED:
            change_state(held, RenewalState.OPENED, by=by, action="renewal.open")
    renewal.refresh_from_db()


def _locked(renewal: Renewal) -> Renewal:
    """The invitation as it stands now, behind its certificate's lock and its own."""
    held = certificates.locked(renewal.certificate)
    found: Renewal = Renewal.objects.select_related("campaign__round__program").select_for_update(of=("self",)).get(pk=renewal.pk)
    found.certificate = held
    return found


@transaction.atomic
def begin(renewal: Renewal, *, by: Any) -> Application:
    """Begins the application that renews the certificate, filled with what was submitted last; a second click finds the first.

    Where somebody else had applied (a nomination), nothing of hers is taken over. Raises RoundNotOpen, RoundCancelled,
    RenewedAlready, RenewalHeldUp, TermOver, ApplicantNotAllowed.
    """
    held = _locked(renewal)
    certificate, round_ = held.certificate, held.campaign.round
    if not may_speak_for_holder(by, certificate):
        raise PermissionDenied
    if known := under_way(certificate):
        return known
    must_run(round_)
    renewal_moves.must_be_renewable(certificate)
    before = certificate.application
    team = before.team if before else None
    person = by if certificate.organization is None and team is None else None
    application = applications.start(
        round_,
        subject=certificate.subject,
        by=by,
        organization=certificate.organization,
        team=team,
        person=person,
        category=certificate.category,
        renews=certificate,
    )
    if before is not None and copies.party_of(before) == copies.party_of(application):
        copies.copy_from(application, before, by=by)
    if held.state != RenewalState.BEGUN:
        change_state(held, RenewalState.BEGUN, by=by, action="renewal.begin", reason="")
    renewal.refresh_from_db()
    return application


def under_way(certificate: Certificate) -> Application | None:
    """The application that renews it, from its beginning until the result."""
    return Application.objects.filter(renews=certificate, state__in=ALIVE).select_related("round__program", "subject").first()


@transaction.atomic
def decline(renewal: Renewal, *, reason: str = "", by: Any) -> None:
    """The holder will not renew; until the round closes she may change her mind. Raises RenewalUnderWay, IllegalTransition."""
    held = _locked(renewal)
    if not may_speak_for_holder(by, held.certificate):
        raise PermissionDenied
    if under_way(held.certificate):
        raise RenewalUnderWay
    change_state(held, RenewalState.DECLINED, by=by, action="renewal.decline", reason=reason.strip())
    renewal.refresh_from_db()


@transaction.atomic
def say_unchanged(application: Application, codes: Collection[str], *, by: Any) -> None:
    """The applicant's word on sections of a draft that say the same as before: these, and no others. Raises NotOpenForChange."""
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    held = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    if held.state != ApplicationState.DRAFT or not held.is_open(clock.transaction_now()):
        raise NotOpenForChange
    same = {delta.code for delta in renewal_deltas.of_application(held) if delta.is_same}
    wanted, now = same & set(codes), clock.now()
    held.unchanged_sections.exclude(code__in=wanted).delete()
    known = set(held.unchanged_sections.values_list("code", flat=True))
    fresh = sorted(wanted - known)
    UnchangedSection.objects.bulk_create(UnchangedSection(application=held, code=code, said_by=by, said_at=now) for code in fresh)
    if fresh:
        facts = {"sections": fresh}
        held.history.append(held, action="renewal.unchanged", by=by, to_state=held.state, facts=facts)
