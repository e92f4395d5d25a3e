"""A decision becomes a certificate: drawn up, numbered, written; what it renews goes on until its end."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings

from certifications import codes, renewing
from certifications.actions import certificates, numbers, renewal_moves
from certifications.certificate_states import STANDING
from certifications.models import Certificate, Decision, Round
from certifications.papers import named_in
from certifications.renewal_states import RenewalNumber
from certifications.terms import term_end
from home import clock, jobs


def drafted(decision: Decision, *, number: str, code: str, on: date) -> Certificate:
    """The certificate of a decision as it would be issued on a day, not written yet: a preview and the release draw the same."""
    application = decision.application
    round_ = application.round
    if decision.level is None:
        raise ValueError("Only a decision with a level is certified; the database refuses any other.")
    before = application.renews
    first = renewing.first_day(before.valid_until, on) if before and before.state in STANDING else on
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
        valid_from=first,
        design=round_.program.designs.current(),
        valid_until=term_end(first, round_.rules["validity_years"]),
        # One that an appeal issues anew takes the place of the first renewal, not of what that renewed.
        predecessor=before if before and before.newer is None else None,
        specimen=settings.DEMO,
        **named_in(application),
    )


def next_numbers(round_: Round, decisions: Sequence[Decision]) -> list[str]:
    """The numbers that the certificates of these decisions would get, for a preview; none is taken."""
    kept = {decision.pk: _kept_number(decision) for decision in decisions}
    fresh = sum(not number for number in kept.values())
    ahead = iter(numbers.ahead(round_.program, round_.fiscal_year, "certificate", round_.rules["number_pattern"], fresh))
    return [kept[decision.pk] or next(ahead) for decision in decisions]


def _kept_number(decision: Decision) -> str:
    """The renewed certificate's number with the suffix of this time, where the round keeps numbers; else empty."""
    application = decision.application
    said, before = application.round.rules.get("renewals", {}), application.renews
    if before is None or said.get("number") != RenewalNumber.KEPT:
        return ""
    each = renewing.numbers(before.number, said["suffix"], has_suffix=before.is_renewal)
    return next(number for number in each if not Certificate.objects.filter(number=number).exists())


def issue(decision: Decision, *, by: Any) -> Certificate:
    """Issues the certificate of a released decision, numbered in the caller's transaction. The PDF follows in the worker."""
    round_ = decision.application.round
    if decision.application.renews:  # of two steps at once upon the renewed one, the second sees what the first has done
        decision.application.renews = certificates.locked(decision.application.renews)
    pattern = round_.rules["number_pattern"]
    number = _kept_number(decision) or numbers.take(round_.program, round_.fiscal_year, "certificate", pattern)
    certificate = drafted(decision, number=number, code=codes.generate(), on=clock.today())
    certificate.save(force_insert=True)
    run = decision.result_run
    facts = {"result": run.number, "output_hash": run.output_hash} if run else {}
    until = certificate.valid_until.isoformat() if certificate.valid_until else None
    facts |= {"decision": decision.pk, "valid_from": certificate.valid_from.isoformat(), "valid_until": until}
    if certificate.predecessor:
        facts["renews"] = str(certificate.predecessor.public_id)
    certificate.history.append(certificate, action="certificate.issue", by=by, to_state=certificate.state, facts=facts)
    renewal_moves.follow_release(decision.application, by=by)
    jobs.enqueue("certifications.tasks.render_certificate", str(certificate.public_id))
    return certificate
