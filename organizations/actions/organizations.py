"""Registering an organization and keeping its facts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from home import clock
from home.discovery import offered
from home.versions import write_version
from organizations.models import Membership, Organization, User
from organizations.permissions import can_edit_organization, can_register_organization
from organizations.states import MembershipRole

NAMES = frozenset({"name_ja", "name_kana", "name_en", "name_zh"})


class CorporateNumberTaken(Exception):
    """Another organization has this corporate number already."""


def register(*, by: User, **facts: Any) -> Organization:
    """Registers an organization and makes the actor its first owner. Raises CorporateNumberTaken."""
    if not can_register_organization(by):
        raise PermissionDenied
    facts["corporate_number"] = facts.get("corporate_number") or None
    with transaction.atomic():
        organization = _written(lambda: Organization.objects.create(created_at=clock.now(), **facts))
        Membership.objects.create(organization=organization, user=by, role=MembershipRole.OWNER, started_at=clock.now())
        organization.history.append(organization, action="organizations.register", by=by)
    return organization


def record(*, by: User, **facts: Any) -> Organization:
    """Puts an organization on record for which nobody has an account yet, as when it applies on paper. It has no owner.

    Raises CorporateNumberTaken.
    """
    if not can_register_organization(by):
        raise PermissionDenied
    facts["corporate_number"] = facts.get("corporate_number") or None
    with transaction.atomic():
        organization = _written(lambda: Organization.objects.create(created_at=clock.now(), **facts))
        organization.history.append(organization, action="organizations.record", by=by)
    return organization


def update(organization: Organization, *, row_version: int, by: User, **facts: Any) -> None:
    """Writes the facts that changed, and keeps in the history which ones. Nothing is written when none did.

    Floors above that keep an index of names are called within the transaction (their `reactions.renamed`).
    Raises home.versions.StaleRecord when somebody else was first, and CorporateNumberTaken.
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
        _written(lambda: write_version(organization, row_version=row_version, **changes))
        organization.history.append(organization, action="organizations.update", by=by, facts={"changed": sorted(changes)})
        if NAMES & set(changes):
            for module in offered("reactions"):
                module.renamed(organization)


def _written(write: Any) -> Any:
    """What the write returns; the database's refusal of a second corporate number gets its name."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as refusal:
        if "corporate_number" in str(refusal):
            raise CorporateNumberTaken from refusal
        raise
