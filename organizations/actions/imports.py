"""Organizations from a list: many are put on record at once, changed at once, and taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, ProtectedError

from home import clock
from home.discovery import reactions
from home.versions import write_version
from organizations.actions.organizations import NAMES, TOLD, tell_of
from organizations.models import Organization, OrganizationEvent, User
from organizations.permissions import can_import_organizations

CHANGED = "organizations.import_change"


@transaction.atomic
def record_many(rows: Sequence[Mapping[str, Any]], *, by: User) -> None:
    """Puts new organizations on record, which nobody has an account for yet. Each row carries its public id."""
    if not can_import_organizations(by):
        raise PermissionDenied
    now = clock.now()
    made = Organization.objects.bulk_create(Organization(created_at=now, **row) for row in rows)
    OrganizationEvent.objects.begin(made, action="organizations.import", by=by)


@transaction.atomic
def change(
    public_id: Any, *, row_version: int, facts: Mapping[str, Any], action: str = "organizations.import_change", by: User
) -> None:
    """Writes facts of an organization without people of its own. Raises home.versions.StaleRecord when it has changed."""
    if not can_import_organizations(by):
        raise PermissionDenied
    stored = Organization.objects.select_for_update().get(public_id=public_id)
    changes = dict(facts)
    if "corporate_number" in changes:
        changes |= {"number_verified_at": None, "number_evidence": ""}
    write_version(stored, row_version=row_version, **changes)
    stored.history.append(stored, action=action, by=by, facts={"changed": sorted(facts)}, held=True)
    if NAMES & set(facts):
        for react in reactions("renamed"):
            react(stored)
    if TOLD & set(facts):
        tell_of([stored])


@transaction.atomic
def take_back(public_ids: Sequence[Any], *, by: User) -> set[Any]:
    """Deletes organizations that a list has made and with which nothing has happened since; gives back which those were."""
    if not can_import_organizations(by):
        raise PermissionDenied
    untouched = (
        Organization.objects.filter(public_id__in=public_ids, row_version=1)
        .annotate(events=Count("history"))
        .filter(events=1, history__action="organizations.import")
    )
    gone = dict(untouched.values_list("pk", "public_id"))
    try:
        with transaction.atomic():
            _delete(list(gone))
    except ProtectedError:
        for pk in list(gone):  # one at a time: those that something has come to name stay
            try:
                with transaction.atomic():
                    _delete([pk])
            except ProtectedError:
                del gone[pk]
    return set(gone.values())


def _delete(keys: Sequence[int]) -> None:
    OrganizationEvent.objects.filter(record__in=keys).delete()
    Organization.objects.filter(pk__in=keys).delete()
