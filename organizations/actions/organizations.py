"""Registering an organization and keeping its facts."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from home import clock
from home.discovery import offered, reactions
from home.versions import write_version
from organizations.models import Membership, Organization, User
from organizations.permissions import can_assess_standing, can_edit_organization, can_register_organization
from organizations.states import MembershipRole

NAMES = frozenset({"name_ja", "name_kana", "name_en", "name_zh"})


TOLD = NAMES | {"corporate_number", "representative", "website"}


class CorporateNumberTaken(Exception):
    """The office has confirmed that the number is another organization's."""


class NumberMissing(Exception):
    """There is no corporate number to confirm."""


class NumberEvidenceMissing(Exception):
    """A number is confirmed from something: a register extract, an answer to a letter to the registered address."""


def register(*, by: User, **facts: Any) -> Organization:
    """Registers an organization and makes the actor its first owner.

    A corporate number that somebody else has typed first is let in: whose it is, the office establishes (`verify_number`).
    """
    if not can_register_organization(by):
        raise PermissionDenied
    facts["corporate_number"] = facts.get("corporate_number") or None
    with transaction.atomic():
        organization = Organization.objects.create(created_at=clock.now(), **facts)
        Membership.objects.create(organization=organization, user=by, role=MembershipRole.OWNER, started_at=clock.now())
        organization.history.append(organization, action="organizations.register", by=by)
    return organization


def record(*, by: User, **facts: Any) -> Organization:
    """Puts an organization on record for which nobody has an account yet, as when it applies on paper. It has no owner.

    Raises CorporateNumberTaken when the number is known to be another's: then that one applies.
    """
    if not can_register_organization(by):
        raise PermissionDenied
    facts["corporate_number"] = facts.get("corporate_number") or None
    with transaction.atomic():
        if facts["corporate_number"] and Organization.objects.verified().filter(corporate_number=facts["corporate_number"]):
            raise CorporateNumberTaken
        organization = Organization.objects.create(created_at=clock.now(), **facts)
        organization.history.append(organization, action="organizations.record", by=by)
    return organization


def update(organization: Organization, *, row_version: int, by: User, **facts: Any) -> None:
    """Writes the facts that changed, and keeps in the history which ones. Nothing is written when none did.

    Another corporate number has to be confirmed anew. Floors above that keep an index of names, or watch who is connected
    with whom, are called within the transaction (their `reactions.renamed` and `interests.changed`).
    Raises home.versions.StaleRecord when somebody else was first.
    """
    if not can_edit_organization(by, organization):
        raise PermissionDenied
    if "corporate_number" in facts:
        facts["corporate_number"] = facts["corporate_number"] or None
    with transaction.atomic():
        stored = Organization.objects.select_for_update().get(pk=organization.pk)
        changes = {name: value for name, value in facts.items() if getattr(stored, name) != value}
        if not changes:
            return
        if "corporate_number" in changes:
            changes |= {"number_verified_at": None, "number_evidence": ""}
        write_version(organization, row_version=row_version, **changes)
        changed = sorted(set(changes) & set(facts))
        organization.history.append(organization, action="organizations.update", by=by, facts={"changed": changed})
        if NAMES & set(changes):
            for react in reactions("renamed"):
                react(organization)
        if TOLD & set(changes):
            tell_of([organization])


def verify_number(organization: Organization, *, evidence: str, by: User | None) -> None:
    """The office establishes that the corporate number is this organization's. Doing it twice changes nothing.

    Raises NumberMissing, NumberEvidenceMissing, and CorporateNumberTaken when it was confirmed for another: that has to be
    withdrawn first. Nobody confirms for an organization of her own, or one in which she has an interest.
    """
    if by is not None and not can_assess_standing(by, organization):
        raise PermissionDenied
    if not evidence.strip():
        raise NumberEvidenceMissing
    with transaction.atomic():
        stored = Organization.objects.select_for_update().get(pk=organization.pk)
        if not stored.corporate_number:
            raise NumberMissing
        if stored.number_is_verified:
            return
        if Organization.objects.verified().claiming(stored).exists():
            raise CorporateNumberTaken
        _note_number(stored, "organizations.verify_number", by, number_verified_at=clock.now(), number_evidence=evidence.strip())


def doubt_number(organization: Organization, *, reason: str, by: User) -> None:
    """The office takes its confirmation of the corporate number back. Raises NumberEvidenceMissing without a reason."""
    if not can_assess_standing(by, organization):
        raise PermissionDenied
    if not reason.strip():
        raise NumberEvidenceMissing
    with transaction.atomic():
        stored = Organization.objects.select_for_update().get(pk=organization.pk)
        if stored.number_is_verified:
            _note_number(
                stored, "organizations.doubt_number", by, note=reason.strip(), number_verified_at=None, number_evidence=""
            )


def _note_number(stored: Organization, action: str, by: User | None, *, note: str = "", **changes: Any) -> None:
    """Writes it and its history. The constraint stands behind two officers who confirm two organizations at once."""
    try:
        with transaction.atomic():
            write_version(stored, row_version=stored.row_version, **changes)
    except IntegrityError as refusal:
        raise CorporateNumberTaken from refusal
    facts = {"number": stored.corporate_number, "evidence": changes["number_evidence"]}
    stored.history.append(stored, action=action, by=by, note=note, facts=facts)
    tell_of([stored])


def tell_of(organizations: Iterable[Organization]) -> None:
    """Floors above that watch who is connected with whom look again (their `interests.changed`)."""
    for module in offered("interests"):
        module.changed([organization.pk for organization in organizations])
