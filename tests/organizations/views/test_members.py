import uuid

import pytest
from django.urls import reverse

from organizations.actions import memberships
from organizations.models import Invitation, Organization
from organizations.states import MembershipRole
from tests.access.sweep import face


def url(view, company, *rest):
    return reverse(f"organizations:{view}", args=[company.public_id, *[each.public_id for each in rest]])


@pytest.mark.parametrize("count", [1, 3])
def test_members_page_asks_the_same_number_of_queries(client, company, owner, make_person, count, django_assert_num_queries):
    for number in range(count - 1):
        company.memberships.create(user=make_person(f"p{number}"), role="viewer", started_at=company.created_at)
        memberships.invite(company, email=f"i{number}@company.example", role="viewer", by=owner)
    client.force_login(owner)
    client.get(url("members", company))

    with django_assert_num_queries(8):
        response = client.get(url("members", company))

    assert (len(response.context["memberships"]), len(response.context["invitations"])) == (count, count - 1)


def test_members_page_lets_owners_invite(client, company, owner):
    client.force_login(owner)

    response = client.post(url("members", company), {"email": " ＴＡＲＯ．．ｙ＠docomo.ne.jp ", "role": "editor"}, follow=True)

    assert [each.email for each in Invitation.objects.all()] == ["taro..y@docomo.ne.jp"]
    assert "taro..y@docomo.ne.jp 宛てに招待をお送りします。" in response.content.decode()


@pytest.mark.parametrize("who", ["editor", "viewer"])
def test_members_page_shows_others_no_invitations(client, company, owner, invited_token, request, who):
    client.force_login(request.getfixturevalue(who))

    page = client.get(url("members", company)).content.decode()
    posted = client.post(url("members", company), {"email": "x@company.example", "role": "owner"})

    assert "new@company.example" not in page
    assert posted.status_code == 403
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("email", "words"), [("owner@company.example", "すでにメンバー"), ("hanako", "hanako@company.example")])
def test_invitation_that_cannot_be_sent_says_why(client, company, owner, email, words):
    client.force_login(owner)

    response = client.post(url("members", company), {"email": email, "role": "editor"})

    assert response.status_code == 422
    assert words in response.context["form"].errors["email"][0]
    assert f'value="{email}"' in response.content.decode()


def test_last_owner_reads_why_she_cannot_leave(client, company, owner):
    client.force_login(owner)
    membership = company.memberships.get()

    left = client.post(url("end_membership", company, membership.user), follow=True)
    changed = client.post(url("member", company, membership.user), {"role": "viewer"})

    assert "管理者が1人以上必要です" in left.content.decode()
    assert (changed.status_code, "管理者が1人以上必要です" in changed.content.decode()) == (422, True)
    assert company.memberships.owners().count() == 1


def test_member_leaves_and_no_longer_sees_the_company(client, company, viewer):
    client.force_login(viewer)
    membership = company.memberships.get(user=viewer)

    response = client.post(url("end_membership", company, membership.user))

    assert response["Location"] == "/my/organizations/"
    assert client.get(url("detail", company)).status_code == 404


def test_leaving_is_not_done_by_looking(client, company, viewer):
    client.force_login(viewer)
    membership = company.memberships.get(user=viewer)

    assert client.get(url("end_membership", company, membership.user)).status_code == 405
    assert company.memberships.current().filter(user=viewer).exists()


@pytest.mark.parametrize(("who", "seen"), [("owner", 200), ("viewer", 200), ("editor", 403)])
def test_member_page_is_for_owners_and_oneself(client, company, viewer, request, who, seen):
    client.force_login(request.getfixturevalue(who))

    response = client.get(url("member", company, viewer))

    assert response.status_code == seen


def test_member_cannot_raise_herself(client, company, viewer):
    client.force_login(viewer)
    membership = company.memberships.get(user=viewer)

    response = client.post(url("member", company, membership.user), {"role": "owner"})

    membership.refresh_from_db()
    assert (response.status_code, membership.role) == (403, MembershipRole.VIEWER)


def test_owner_changes_a_role(client, company, owner, viewer):
    client.force_login(owner)
    membership = company.memberships.get(user=viewer)

    response = client.post(url("member", company, membership.user), {"role": "editor"})

    membership.refresh_from_db()
    assert (response.status_code, membership.role) == (302, MembershipRole.EDITOR)


def test_owner_withdraws_an_invitation(client, company, owner, invited_token):
    client.force_login(owner)

    client.post(url("revoke_invitation", company, Invitation.objects.get()))

    assert client.get(f"/invitations/{invited_token}/").status_code == 404


def test_what_is_another_companys_answers_as_what_does_not_exist(client, company, owner, viewer, invited_token, make_person):
    """The other company's owner asks in her own company's name."""
    other = make_person("elsewhere")
    hers = Organization.objects.create(name_ja="別の会社", name_kana="ベツノカイシャ", kind="sme", created_at=company.created_at)
    hers.memberships.create(user=other, role=MembershipRole.OWNER, started_at=company.created_at)
    client.force_login(other)
    missing = str(uuid.uuid4())
    asked = {
        url("member", hers, viewer): str(viewer.public_id),
        url("end_membership", hers, viewer): str(viewer.public_id),
        url("revoke_invitation", hers, Invitation.objects.get()): str(Invitation.objects.get().public_id),
    }

    found = [client.post(address) for address in asked]
    absent = [client.post(address.replace(known, missing)) for address, known in asked.items()]

    assert [response.status_code for response in found] == [404] * 3
    assert [face(response) for response in found] == [face(response) for response in absent]
    assert (company.memberships.current().count(), Invitation.objects.open(company.created_at).count()) == (2, 1)


def test_member_who_left_and_came_back_is_met_as_she_is_now(client, company, owner, viewer):
    memberships.end(company.memberships.get(user=viewer), by=viewer)
    company.memberships.create(user=viewer, role=MembershipRole.EDITOR, started_at=company.created_at)
    client.force_login(owner)

    response = client.get(url("member", company, viewer))

    assert response.context["membership"].role == MembershipRole.EDITOR
