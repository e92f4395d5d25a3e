import re
from datetime import timedelta

import pytest
from django.test import Client

from home import clock
from organizations.models import Invitation


def test_invitation_explains_itself_to_a_visitor(client, company, invited_token):
    path = f"/invitations/{invited_token}/"

    response = client.get(path)

    page = response.content.decode()
    assert response.status_code == 200
    assert [words in page for words in (company.name_ja, f"/account/login/?next={path}", f"/account/signup/?next={path}")] == [
        True
    ] * 3
    assert "new@company.example" not in page
    assert (response["Referrer-Policy"], "no-store" in response["Cache-Control"]) == ("no-referrer", True)


def test_invitation_is_not_used_up_by_looking(client, company, stranger, invited_token):
    client.head(f"/invitations/{invited_token}/")
    client.force_login(stranger)
    client.get(f"/invitations/{invited_token}/")

    assert Invitation.objects.open(clock.now()).count() == 1


def test_invitation_posted_by_a_visitor_leads_to_signing_in(client, company, invited_token):
    path = f"/invitations/{invited_token}/"

    response = client.post(path)

    assert response["Location"] == f"/account/login/?next={path}"
    assert company.memberships.count() == 1


def test_invitation_warns_who_is_signed_in_with_another_address(client, company, stranger, invited_token):
    client.force_login(stranger)

    page = client.get(f"/invitations/{invited_token}/").content.decode()

    assert "招待の宛先とは異なる stranger@company.example でログインしています" in page


def test_invitation_is_accepted_by_post(client, company, stranger, invited_token):
    client.force_login(stranger)

    response = client.post(f"/invitations/{invited_token}/")

    assert response["Location"] == f"/my/organizations/{company.public_id}/"
    assert client.get(response["Location"]).status_code == 200


def test_invitation_is_not_accepted_without_the_token_of_the_form(company, stranger, invited_token):
    client = Client(enforce_csrf_checks=True)
    client.force_login(stranger)

    response = client.post(f"/invitations/{invited_token}/")

    assert response.status_code == 403
    assert Invitation.objects.open(clock.now()).count() == 1


def test_invitation_tells_a_member_that_she_is_one(client, company, viewer, invited_token):
    client.force_login(viewer)

    assert "すでにこの団体のメンバーです" in client.get(f"/invitations/{invited_token}/").content.decode()
    assert client.post(f"/invitations/{invited_token}/")["Location"] == "/my/organizations/"


@pytest.mark.parametrize("signed_in", [True, False])
def test_closed_invitations_all_look_alike(client, company, stranger, invited_token, signed_in):
    if signed_in:
        client.force_login(stranger)

    unknown = client.get(f"/invitations/{'x' * 43}/")
    with clock.at(clock.now() + timedelta(days=15)):
        expired = client.get(f"/invitations/{invited_token}/")

    assert (unknown.status_code, expired.status_code) == (404, 404)
    assert "この招待は無効です" in unknown.content.decode()
    bodies = [response.content.decode() for response in (unknown, expired)]
    bodies = [re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", body) for body in bodies]
    assert bodies[0].replace("x" * 43, "T") == bodies[1].replace(invited_token, "T")
