"""What an accepted change notice does to a certificate: other facts from today, or another certificate in its place."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import F

from certifications import codes
from certifications.actions import certificates, numbers, open_changes, open_reports, renewal_moves
from certifications.certificate_states import CertificateOrigin, CertificateState, ReasonClass
from certifications.change_states import STEMS, ChangeKind
from certifications.models import Certificate, ChangeNotice
from certifications.refusals import EffectWrong
from certifications.states import SubjectKind
from home import clock, jobs
from home.discovery import reactions
from home.languages import COLUMN_LANGUAGES


def after(held: ChangeNotice) -> dict[str, str]:
    """The certificate's columns that change, as they are from now on. A person who is herself certified has one name."""
    if held.kind not in STEMS:
        return {}
    certificate, stem = held.certificate, STEMS[ChangeKind(held.kind)]
    is_person = certificate.program.subject_kind == SubjectKind.PERSON
    stems = {"holder", "name"} if is_person and certificate.name_ja == certificate.holder_ja else {stem}
    return {f"{each}_{language}": getattr(held, f"new_{language}") for each in sorted(stems) for language in COLUMN_LANGUAGES}


def amend(held: ChangeNotice, *, public: Mapping[str, str], by: Any) -> None:
    """The event that keeps what was said before, and what is said from today; the faces upstairs and the paper follow.

    A renewal that has been earned and has not begun says the same from its first day.
    """
    _amend(held.certificate, held, public=public, by=by)
    if waiting := held.certificate.waiting_renewal:
        _amend(waiting, held, public=public, by=by)


def _amend(certificate: Certificate, held: ChangeNotice, *, public: Mapping[str, str], by: Any) -> None:
    named = after(held)
    before = {name: getattr(certificate, name) for name in named}
    words = {language: public.get(language, "").strip() for language in COLUMN_LANGUAGES}
    facts = {"change": str(held.public_id), "kind": held.kind, "before": before, "after": named, "public": words}
    certificate.history.append(certificate, action="certificate.amend", by=by, facts=facts, held=True)
    if named:
        # Without a paper until the worker has drawn it: nobody shall get one that says what was.
        rows = Certificate.objects.filter(pk=certificate.pk)
        rows.update(pdf=None, row_version=F("row_version") + 1, **named)
        certificate.refresh_from_db()
        if certificate.origin == CertificateOrigin.DECIDED:
            jobs.enqueue("certifications.tasks.render_certificate", str(certificate.public_id))
        for react in reactions("amended"):
            react(certificate)
    certificates.shown(certificate)


def issue_anew(held: ChangeNotice, *, by: Any) -> Certificate:
    """The newer certificate, valid from today until the day of the older one, which it replaces. Behind the older one's lock."""
    old, today = held.certificate, clock.today()
    if old.round is None:
        raise EffectWrong
    number = numbers.take(old.program, old.fiscal_year, "certificate", old.round.rules["number_pattern"])
    reason = {
        "ja": f"記載事項の変更により、{number}に替わりました。",
        "en": f"Replaced by {number}, since its facts have changed.",
        "zh": f"因记载事项变更，已由{number}替代。",
    }
    certificates.change(
        old,
        CertificateState.SUPERSEDED,
        action="certificate.supersede",
        reason_class=ReasonClass.REPLACED,
        reason=reason,
        note=number,
        by=by,
        decision=old.decision_id,
    )
    kept = ("program", "round", "subject", "decision", "level", "category", "area", "organization", "fiscal_year", "valid_until")
    named = {
        f"{stem}_{language}": getattr(old, f"{stem}_{language}") for stem in ("name", "holder") for language in COLUMN_LANGUAGES
    }
    newer = Certificate(
        code=codes.generate(),
        number=number,
        state_since=today,
        issued_on=today,
        valid_from=today,
        predecessor=old,
        design=old.program.designs.current(),
        specimen=settings.DEMO,
        **{name: getattr(old, name) for name in kept},
        **(named | after(held)),
    )
    newer.save(force_insert=True)
    until = newer.valid_until.isoformat() if newer.valid_until else None
    told = {"decision": old.decision_id, "valid_from": today.isoformat(), "valid_until": until, "change": str(held.public_id)}
    newer.history.append(newer, action="certificate.issue", by=by, to_state=newer.state, facts=told)
    open_changes.carry_over(old, newer)
    open_reports.carry_over(old, newer)
    renewal_moves.carry_over(old, newer)
    jobs.enqueue("certifications.tasks.render_certificate", str(newer.public_id))
    return newer
