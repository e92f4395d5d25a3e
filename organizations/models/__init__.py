"""People, organizations, memberships and standing."""

from organizations.models.organizations import Area, Invitation, Membership, Organization, Standing
from organizations.models.people import User

__all__ = ["Area", "Invitation", "Membership", "Organization", "Standing", "User"]
