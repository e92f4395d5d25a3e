"""Which organizations belong to one group goes on record, with its source, and ends with its reason."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from home import clock
from organizations.actions.organizations import tell_of
from organizations.models import Organization, OrganizationLink, User
from organizations.permissions import can_assess_standing


class LinkSourceMissing(Exception):
    """A link is known from something: a register, an annual report, the company's own word."""


@transaction.atomic
def link(
    parent: Organization, child: Organization, *, since: date, source: str, until: date | None = None, by: User | None
) -> OrganizationLink:
    """Records that one organization stands above the other. Conflicts of interest reach along it from the next request on.

    Raises LinkSourceMissing, and ValidationError for a link to itself, a period that ends before it begins, or one that is
    on record and has not ended. Nobody links an organization of her own, or one in which she has an interest.
    """
    if by is not None and not all(can_assess_standing(by, each) for each in (parent, child)):
        raise PermissionDenied
    if not source.strip():
        raise LinkSourceMissing
    row = OrganizationLink(
        parent=parent, child=child, since=since, until=until, source=source.strip(), recorded_by=by, recorded_at=clock.now()
    )
    row.full_clean(exclude=["recorded_by"])
    row.save(force_insert=True)
    _note(row, "organizations.link", by, row.source)
    return row


@transaction.atomic
def unlink(row: OrganizationLink, *, on: date, reason: str, by: User) -> None:
    """Ends a link with a day and a reason; one that has ended stays as it is. Raises LinkSourceMissing and ValidationError."""
    if not all(can_assess_standing(by, each) for each in (row.parent, row.child)):
        raise PermissionDenied
    if not reason.strip():
        raise LinkSourceMissing
    held = OrganizationLink.objects.select_for_update(of=("self",)).select_related("parent", "child").get(pk=row.pk)
    if held.until is not None:
        return
    held.until = on
    held.full_clean(exclude=["recorded_by"])
    held.save(update_fields=["until"])
    _note(held, "organizations.unlink", by, reason.strip())


def _note(row: OrganizationLink, action: str, by: User | None, note: str) -> None:
    """Writes it into both histories, in one order, and lets the floors above look again."""
    facts = {
        "parent": str(row.parent.public_id),
        "child": str(row.child.public_id),
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else "",
    }
    for organization in sorted((row.parent, row.child), key=lambda each: each.pk):
        organization.history.append(organization, action=action, by=by, note=note, facts=facts)
    tell_of([row.parent, row.child])
