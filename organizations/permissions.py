"""Who may do what with people and organizations. Called directly: `can_edit_organization(user, organization)`."""

from typing import Any

import rules

from home import discovery
from home.permissions import has_right, holds, is_active_user
from organizations.states import MembershipRole


def role_in(user: Any, organization: Any) -> str:
    """The user's present role in the organization, or an empty text."""
    membership = organization.memberships.filter(user=user, ended_at__isnull=True).first()
    return membership.role if membership else ""


@rules.predicate
def is_member(user: Any, organization: Any) -> bool:
    return bool(role_in(user, organization))


@rules.predicate
def is_editor(user: Any, organization: Any) -> bool:
    return role_in(user, organization) in {MembershipRole.OWNER, MembershipRole.EDITOR}


@rules.predicate
def is_owner(user: Any, organization: Any) -> bool:
    return role_in(user, organization) == MembershipRole.OWNER


@rules.predicate
def is_own_membership(user: Any, membership: Any) -> bool:
    return bool(membership.user_id == user.pk)


@rules.predicate
def owns_organization_of(user: Any, membership: Any) -> bool:
    return is_owner(user, membership.organization)


can_register_organization = is_active_user
can_see_organization = is_active_user & (holds("organizations.view_organization") | is_member)
can_enter_organizations = is_active_user & holds("organizations.view_organization")
can_import_organizations = can_enter_organizations & holds("organizations.add_organization")
can_edit_organization = is_active_user & is_editor
can_see_members = is_active_user & (holds("organizations.view_membership") | is_member)
can_manage_members = is_active_user & is_owner
can_end_membership = is_active_user & (is_own_membership | owns_organization_of)

can_see_standing = is_active_user & (holds("organizations.view_standing") | is_member)


@rules.predicate
def has_interest(user: Any, organization: Any) -> bool:
    """A membership, or what a floor above has on record: a conflict of interest."""
    return is_member(user, organization) or any(
        module.has_interest(user, organization) for module in discovery.offered("interests")
    )


# Nobody establishes facts about an organization of her own, or one in which she has an interest.
can_assess_standing = is_active_user & holds("organizations.add_standing") & ~has_interest

can_add_people = is_active_user & holds("organizations.add_user")
can_see_users = is_active_user & holds("organizations.view_user")


@rules.predicate
def can_change_roles(user: Any, person: Any) -> bool:
    """An administrator gives and takes roles, but never her own."""
    return is_active_user(user) and has_right(user, "organizations.change_user") and user.pk != person.pk
