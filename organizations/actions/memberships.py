"""Who acts for an organization: invitations, roles, leaving."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from home import clock
from home.actions import letters
from home.permissions import is_active_user
from home.tokens import token_hash
from organizations import addresses
from organizations.models import Invitation, Membership, Organization, User
from organizations.permissions import can_end_membership, can_manage_members
from organizations.states import MembershipRole

INVITATION_LIFE = timedelta(days=14)
OPEN_INVITATIONS = 30
# Letters of a day, also of invitations that were withdrawn: to one address from one organization, and from one altogether.
LETTERS_TO_ONE = 3
LETTERS_A_DAY = 60


class AlreadyMember(Exception):
    """The person is a member of the organization already."""


class TooManyInvitations(Exception):
    """The organization has as many open invitations as it may have; letters are not sent to the whole world."""


class TooManyLetters(Exception):
    """Today's invitations to this address, or of this organization, are as many as go out in a day."""


class InvitationClosed(Exception):
    """The invitation is unknown, used, withdrawn or expired."""


class LastOwner(Exception):
    """An organization keeps at least one owner."""


class MembershipEnded(Exception):
    """The membership has ended in the meantime."""


def invite(organization: Organization, *, email: str, role: str, by: User) -> Invitation:
    """Sends a letter with a link that makes its reader a member within 14 days.

    An earlier open invitation to the same address is withdrawn. Raises AlreadyMember, TooManyInvitations and TooManyLetters.
    """
    if not can_manage_members(by, organization):
        raise PermissionDenied
    email = addresses.normalize(email)
    with transaction.atomic():
        organization = _locked(organization)
        if organization.memberships.current().filter(user__email=email).exists():
            raise AlreadyMember
        today = organization.invitations.filter(created_at__gt=clock.now() - timedelta(days=1))
        inviters = Invitation.objects.filter(invited_by=by, created_at__gt=clock.now() - timedelta(days=1))
        most = max(today.filter(email=email).count(), inviters.filter(email=email).count())
        if most >= LETTERS_TO_ONE or max(today.count(), inviters.count()) >= LETTERS_A_DAY:
            raise TooManyLetters
        waiting = organization.invitations.open(clock.now())
        waiting.filter(email=email).update(revoked_at=clock.now())
        if waiting.count() >= OPEN_INVITATIONS:
            raise TooManyInvitations
        token, created_at = secrets.token_urlsafe(32), clock.now()
        invitation = Invitation.objects.create(
            organization=organization,
            email=email,
            role=role,
            token_hash=token_hash(token),
            invited_by=by,
            created_at=created_at,
            expires_at=created_at + INVITATION_LIFE,
        )
        organization.history.append(
            organization, action="organizations.invite", by=by, facts={"invitation": invitation.pk, "role": role}
        )
        with translation.override(by.language):
            url = settings.PUBLIC_URL + reverse("organizations:invitation", args=[token])
            letters.write(
                "organizations/invitation",
                key=f"invitation:{invitation.pk}",
                to=email,
                language=by.language,
                about=f"organization:{organization.public_id}",
                context={
                    "organization": str(organization),
                    "inviter": str(by),
                    "role": str(invitation.get_role_display()),
                    "url": url,
                    "expires_at": invitation.expires_at,
                },
            )
    return invitation


def accept(token: str, *, by: User) -> Membership:
    """Makes the signed-in reader a member, whatever her own address is, and tells the inviter who came.

    The link is the right: people are invited at a shared address and sign in with their own. Raises InvitationClosed
    and AlreadyMember.
    """
    if not is_active_user(by):
        raise PermissionDenied
    with transaction.atomic():
        invitation = Invitation.objects.open(clock.now()).filter(token_hash=token_hash(token)).first()
        if invitation is None:
            raise InvitationClosed
        organization = _locked(invitation.organization)
        if organization.memberships.current().filter(user=by).exists():
            raise AlreadyMember
        open_still = Invitation.objects.open(clock.now()).filter(pk=invitation.pk)
        if not open_still.update(accepted_at=clock.now(), accepted_by=by):
            raise InvitationClosed
        membership = Membership.objects.create(organization=organization, user=by, role=invitation.role, started_at=clock.now())
        organization.history.append(
            organization, action="organizations.join", by=by, facts={"invitation": invitation.pk, "role": invitation.role}
        )
        if invitation.invited_by is not None:
            letters.write(
                "organizations/joined",
                key=f"invitation:{invitation.pk}:accepted",
                to=invitation.invited_by,
                about=f"organization:{organization.public_id}",
                context={"organization": str(organization), "person": str(by), "email": by.email, "invited": invitation.email},
            )
    return membership


def revoke(invitation: Invitation, *, by: User) -> None:
    """Withdraws an invitation that has not been used. Raises InvitationClosed."""
    if not can_manage_members(by, invitation.organization):
        raise PermissionDenied
    with transaction.atomic():
        organization = _locked(invitation.organization)
        if not Invitation.objects.open(clock.now()).filter(pk=invitation.pk).update(revoked_at=clock.now()):
            raise InvitationClosed
        organization.history.append(organization, action="organizations.revoke", by=by, facts={"invitation": invitation.pk})


def change_role(membership: Membership, *, role: str, by: User) -> None:
    """Makes a member owner, editor or viewer. Raises LastOwner and MembershipEnded."""
    if not can_manage_members(by, membership.organization):
        raise PermissionDenied
    with transaction.atomic():
        organization = _locked(membership.organization)
        if role != MembershipRole.OWNER:
            _keep_an_owner(organization, without=membership)
        if not Membership.objects.current().filter(pk=membership.pk).update(role=role):
            raise MembershipEnded
        organization.history.append(
            organization, action="organizations.change_role", by=by, facts={"membership": membership.pk, "role": role}
        )
    membership.role = role


def end(membership: Membership, *, by: User) -> None:
    """Ends a membership, one's own or (as an owner) another's. Raises LastOwner and MembershipEnded."""
    if not can_end_membership(by, membership):
        raise PermissionDenied
    with transaction.atomic():
        organization = _locked(membership.organization)
        _keep_an_owner(organization, without=membership)
        if not Membership.objects.current().filter(pk=membership.pk).update(ended_at=clock.now()):
            raise MembershipEnded
        organization.history.append(organization, action="organizations.leave", by=by, facts={"membership": membership.pk})


def _locked(organization: Organization) -> Organization:
    """The organization's row, locked: two owners who leave at once must see each other."""
    return Organization.objects.select_for_update().get(pk=organization.pk)


def _keep_an_owner(organization: Organization, *, without: Membership) -> None:
    owners = organization.memberships.owners()
    if owners.filter(pk=without.pk).exists() and not owners.exclude(pk=without.pk).exists():
        raise LastOwner
