from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from home import clock
from home.models import Letter
from home.tokens import token_hash
from organizations.actions import memberships
from organizations.models import Invitation
from organizations.states import MembershipRole


def roles_of(company):
    return {str(each.user): each.role for each in company.memberships.current().select_related("user")}


def test_invite_writes_a_letter_and_keeps_only_the_hash(company, owner, invited_token):
    invitation = Invitation.objects.get()

    letter = Letter.objects.get(kind="organizations/invitation")
    assert (letter.address, letter.about) == ("new@company.example", f"organization:{company.public_id}")
    assert str(company) in letter.subject
    assert "&" not in letter.text
    assert invitation.token_hash == token_hash(invited_token)
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)


def test_invite_again_withdraws_the_earlier_one(company, owner, invited_token):
    memberships.invite(company, email="ＮＥＷ@company.example", role=MembershipRole.VIEWER, by=owner)

    assert [each.role for each in Invitation.objects.open(clock.now())] == [MembershipRole.VIEWER]


def test_invite_of_a_member_is_refused(company, owner, editor):
    with pytest.raises(memberships.AlreadyMember):
        memberships.invite(company, email=editor.email.upper(), role=MembershipRole.VIEWER, by=owner)


def test_invite_stops_at_the_limit(company, owner, monkeypatch):
    monkeypatch.setattr(memberships, "OPEN_INVITATIONS", 1)
    memberships.invite(company, email="a@company.example", role=MembershipRole.VIEWER, by=owner)

    with pytest.raises(memberships.TooManyInvitations):
        memberships.invite(company, email="b@company.example", role=MembershipRole.VIEWER, by=owner)

    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("who", ["editor", "viewer", "stranger", "auditor", "superuser"])
def test_invite_by_others_is_refused(company, request, who):
    with pytest.raises(PermissionDenied):
        memberships.invite(company, email="x@company.example", role=MembershipRole.OWNER, by=request.getfixturevalue(who))

    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


def test_accept_makes_a_member_whatever_the_address_and_tells_the_inviter(company, owner, stranger, invited_token):
    membership = memberships.accept(invited_token, by=stranger)

    letter = Letter.objects.get(kind="organizations/joined")
    assert (membership.user, membership.role) == (stranger, MembershipRole.EDITOR)
    assert Invitation.objects.get().accepted_by == stranger
    assert letter.recipient == owner
    assert [word in letter.text for word in (stranger.email, "new@company.example")] == [True, True]


def test_accept_works_once(company, stranger, make_person, invited_token):
    memberships.accept(invited_token, by=stranger)

    with pytest.raises(memberships.InvitationClosed):
        memberships.accept(invited_token, by=make_person("second"))


def test_accept_after_fourteen_days_is_refused(company, stranger, invited_token):
    with clock.at(clock.now() + timedelta(days=14, seconds=1)), pytest.raises(memberships.InvitationClosed):
        memberships.accept(invited_token, by=stranger)


@pytest.mark.parametrize("token", ["", "x", "\x00"])
def test_accept_of_an_unknown_token_is_refused(company, stranger, invited_token, token):
    with pytest.raises(memberships.InvitationClosed):
        memberships.accept(token, by=stranger)


def test_accept_by_a_member_leaves_the_invitation_open(company, viewer, invited_token):
    with pytest.raises(memberships.AlreadyMember):
        memberships.accept(invited_token, by=viewer)

    assert Invitation.objects.open(clock.now()).count() == 1


def test_accept_of_a_revoked_invitation_is_refused(company, owner, stranger, invited_token):
    memberships.revoke(Invitation.objects.get(), by=owner)

    with pytest.raises(memberships.InvitationClosed):
        memberships.accept(invited_token, by=stranger)


def test_revoke_of_a_used_invitation_is_refused(company, owner, stranger, invited_token):
    memberships.accept(invited_token, by=stranger)

    with pytest.raises(memberships.InvitationClosed):
        memberships.revoke(Invitation.objects.get(), by=owner)


def test_revoke_by_others_is_refused(company, editor, invited_token):
    with pytest.raises(PermissionDenied):
        memberships.revoke(Invitation.objects.get(), by=editor)


def test_change_role_makes_a_second_owner_who_can_take_over(company, owner, editor):
    memberships.change_role(company.memberships.get(user=editor), role=MembershipRole.OWNER, by=owner)
    memberships.change_role(company.memberships.get(user=owner), role=MembershipRole.VIEWER, by=editor)

    assert roles_of(company) == {"owner": "viewer", "editor": "owner"}


def test_change_role_of_the_last_owner_is_refused(company, owner):
    with pytest.raises(memberships.LastOwner):
        memberships.change_role(company.memberships.get(), role=MembershipRole.EDITOR, by=owner)

    assert roles_of(company) == {"owner": "owner"}


def test_change_role_by_others_is_refused(company, editor):
    with pytest.raises(PermissionDenied):
        memberships.change_role(company.memberships.get(user=editor), role=MembershipRole.OWNER, by=editor)


def test_end_keeps_the_row_with_its_end(company, owner, viewer, noon):
    membership = company.memberships.get(user=viewer)

    memberships.end(membership, by=viewer)

    membership.refresh_from_db()
    assert membership.ended_at == noon
    assert roles_of(company) == {"owner": "owner"}
    assert company.history.last().action == "organizations.leave"


def test_end_of_the_last_owner_is_refused(company, owner, editor):
    with pytest.raises(memberships.LastOwner):
        memberships.end(company.memberships.get(user=owner), by=owner)


def test_end_twice_is_refused(company, owner, viewer):
    membership = company.memberships.get(user=viewer)
    memberships.end(membership, by=owner)

    with pytest.raises(memberships.MembershipEnded):
        memberships.end(membership, by=owner)


def test_ended_member_can_be_invited_again(company, owner, viewer):
    memberships.end(company.memberships.get(user=viewer), by=owner)
    memberships.invite(company, email=viewer.email, role=MembershipRole.EDITOR, by=owner)

    assert Invitation.objects.open(clock.now()).count() == 1


def test_invite_sends_few_letters_to_one_address_in_a_day(company, owner, monkeypatch):
    for _each in range(memberships.LETTERS_TO_ONE):
        memberships.invite(company, email="victim@elsewhere.example", role=MembershipRole.VIEWER, by=owner)

    with pytest.raises(memberships.TooManyLetters):
        memberships.invite(company, email="victim@elsewhere.example", role=MembershipRole.VIEWER, by=owner)
    other = memberships.invite(company, email="other@elsewhere.example", role=MembershipRole.VIEWER, by=owner)
    with clock.at(clock.now() + timedelta(hours=25)):
        memberships.invite(company, email="victim@elsewhere.example", role=MembershipRole.VIEWER, by=owner)

    assert other.email == "other@elsewhere.example"
    assert Letter.objects.filter(kind="organizations/invitation").count() == memberships.LETTERS_TO_ONE + 2


def test_invite_counts_withdrawn_invitations_of_the_day(company, owner, monkeypatch):
    monkeypatch.setattr(memberships, "LETTERS_A_DAY", 1)
    memberships.invite(company, email="a@company.example", role=MembershipRole.VIEWER, by=owner)
    Invitation.objects.update(revoked_at=clock.now())

    with pytest.raises(memberships.TooManyLetters):
        memberships.invite(company, email="b@company.example", role=MembershipRole.VIEWER, by=owner)
