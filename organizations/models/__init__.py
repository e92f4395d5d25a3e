"""People, organizations, memberships and standing."""

from organizations.models.links import OrganizationLink
from organizations.models.organizations import Area, Invitation, Membership, Organization, OrganizationEvent, Standing
from organizations.models.people import User, UserEvent

__all__ = [
    "Area",
    "Invitation",
    "Membership",
    "Organization",
    "OrganizationEvent",
    "OrganizationLink",
    "Standing",
    "User",
    "UserEvent",
]
