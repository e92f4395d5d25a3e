"""A certificate is issued, suspended, reinstated, withdrawn, given back; each step is an event of its own."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import codes, emails
from certifications.actions import numbers
from certifications.documents import certificate_pdf
from certifications.models import Certificate, Decision
from certifications.papers import holder_of
from certifications.permissions import is_case_approver, is_case_secretariat
from certifications.refusals import TermNotShorter
from certifications.states import CertificateState
from home import clock, freshness, jobs
from home.actions import files
from home.discovery import offered
from home.states import IllegalTransition, change_state


def drafted(decision: Decision, *, number: str, code: str, on: date) -> Certificate:
    """The certificate of a decision as it would be issued on a day, not written yet: a preview and the release draw the same."""
    application = decision.application
    round_ = application.round
    if decision.level is None:
        raise ValueError("Only a decision with a level is certified; the database refuses any other.")
    names = {f"name_{suffix}": getattr(application.subject, f"name_{suffix}") for suffix in ("ja", "en", "zh")}
    return Certificate(
        code=code,
        number=number,
        program=round_.program,
        round=round_,
        subject=application.subject,
        decision=decision,
        level=decision.level,
        category=application.category,
        area=application.subject.area or (application.organization.area if application.organization else None),
        organization=application.organization,
        fiscal_year=round_.fiscal_year,
        state_since=on,
        issued_on=on,
        valid_from=on,
        valid_until=term_end(on, round_.rules["validity_years"]),
        specimen=settings.DEMO,
        **names,
        **holder_of(application),
    )


def issue(decision: Decision, *, by: Any) -> Certificate:
    """Issues the certificate of a released decision, numbered in the caller's transaction. The PDF follows in the worker."""
    round_ = decision.application.round
    number = numbers.take(round_.program, round_.fiscal_year, "certificate", round_.rules["number_pattern"])
    certificate = drafted(decision, number=number, code=codes.generate(), on=clock.today())
    certificate.save(force_insert=True)
    run = decision.result_run
    facts = {"result": run.number, "output_hash": run.output_hash} if run else {}
    certificate.history.append(certificate, action="certificate.issue", by=by, to_state=certificate.state, facts=facts)
    jobs.enqueue("certifications.tasks.render_certificate", str(certificate.public_id))
    return certificate


def term_end(first: date, years: int | None) -> date | None:
    """The last day of validity: the day before the same day, so many years later. None without a term."""
    if years is None:
        return None
    try:
        anniversary = first.replace(year=first.year + years)
    except ValueError:  # 29 February
        anniversary = date(first.year + years, 3, 1)
    return anniversary - timedelta(days=1)


def _change(certificate: Certificate, to: str, *, action: str, reason: dict[str, str], by: Any) -> None:
    """One event: state, public reason and day in one transaction, a letter to the holder, and the faces upstairs renewed."""
    change_state(
        certificate,
        to,
        by=by,
        action=action,
        note=reason.get("ja", ""),
        state_since=clock.today(),
        **{f"state_reason_{suffix}": reason.get(suffix, "") for suffix in ("ja", "en", "zh")},
    )
    emails.certificate_changed(certificate)
    for module in offered("reactions"):
        module.changed(certificate)
    freshness.renew("register")


def render(certificate: Certificate) -> None:
    """Draws the PDF and keeps it; drawing it again replaces it. Called by the worker only.

    Drawn before the transaction begins: on SQLite everybody else would wait for the drawing.
    """
    drawn = certificate_pdf(certificate)
    with transaction.atomic():
        stored = files.store_bytes(drawn, media_type="application/pdf")
        Certificate.objects.filter(pk=certificate.pk).update(pdf=stored)


@transaction.atomic
def suspend(certificate: Certificate, *, reason: dict[str, str], by: Any) -> None:
    """Suspends: the verify page says so from this moment, with the public reason ({"ja", "en", "zh"})."""
    if not is_case_secretariat(by, certificate.decision.application):
        raise PermissionDenied
    _change(certificate, CertificateState.SUSPENDED, action="certificate.suspend", reason=reason, by=by)


@transaction.atomic
def reinstate(certificate: Certificate, *, by: Any) -> None:
    """Ends a suspension."""
    if not is_case_secretariat(by, certificate.decision.application):
        raise PermissionDenied
    _change(certificate, CertificateState.ACTIVE, action="certificate.reinstate", reason={}, by=by)


@transaction.atomic
def withdraw(certificate: Certificate, *, reason: dict[str, str], by: Any) -> None:
    """Withdraws for good; only an approver may, and the register keeps the entry with its status."""
    if not is_case_approver(by, certificate.decision.application):
        raise PermissionDenied
    _change(certificate, CertificateState.WITHDRAWN, action="certificate.withdraw", reason=reason, by=by)


@transaction.atomic
def surrender(certificate: Certificate, *, reason: dict[str, str], by: Any) -> None:
    """Records that the holder gave it back."""
    if not is_case_secretariat(by, certificate.decision.application):
        raise PermissionDenied
    _change(certificate, CertificateState.SURRENDERED, action="certificate.surrender", reason=reason, by=by)


@transaction.atomic
def end_term(certificate: Certificate, *, on: date, reason: str, by: Any) -> None:
    """Fixes the last day of validity (a product leaves the market). From the day after, a check says "expired".

    The state does not change: validity is computed from dates. Raises TermNotShorter for a day outside the present term
    (to prolong one is a decision), and IllegalTransition unless the certificate is active.
    """
    if not is_case_secretariat(by, certificate.decision.application):
        raise PermissionDenied
    certificate.refresh_from_db(from_queryset=Certificate.objects.select_for_update(of=("self",)))
    if certificate.state != CertificateState.ACTIVE:
        raise IllegalTransition(certificate, "end_term")
    if on < certificate.valid_from or (certificate.valid_until and on > certificate.valid_until):
        raise TermNotShorter
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=on, row_version=F("row_version") + 1)
    certificate.refresh_from_db()
    facts = {"valid_until": on.isoformat()}
    certificate.history.append(certificate, action="certificate.end_term", by=by, note=reason, facts=facts)
    emails.certificate_changed(certificate)
    for module in offered("reactions"):
        module.changed(certificate)
    freshness.renew("register")
