import pytest
from allauth.mfa.models import Authenticator

from organizations import second_factor
from organizations.actions import roles

SET_UP = "/my/second-factor/"


@pytest.fixture
def judge(make_person):
    user = make_person("judge")
    roles.grant(user, "judge", by=None)
    return user


def authenticator(user, kind):
    return Authenticator.objects.create(user=user, type=kind, data={})


@pytest.mark.parametrize("who", ["auditor", "administrator", "web_editor", "superuser", "judge"])
@pytest.mark.parametrize("path", ["/", "/my/organizations/", "/admin/", "/admin/organizations/", "/en/my/profile/"])
def test_staff_and_judges_are_led_to_the_set_up_page(client, request, who, path):
    client.force_login(request.getfixturevalue(who))

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].removeprefix("/en").startswith(f"{SET_UP}?next=")


@pytest.mark.parametrize(
    "path", [SET_UP, "/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/logout/", "/healthz"]
)
def test_set_up_itself_is_open(client, auditor, path):
    client.force_login(auditor)

    response = client.get(path)

    assert SET_UP not in response.get("Location", "")
    assert response.status_code in {200, 302}


def test_set_up_page_explains(client, auditor):
    client.force_login(auditor)

    page = client.get("/admin/", follow=True).content.decode()

    assert [words in page for words in ("2段階認証の設定", "/account/2fa/webauthn/add/", "/account/2fa/totp/activate/")] == [
        True
    ] * 3


def test_set_up_page_lets_on_who_is_done(client, auditor):
    authenticator(auditor, Authenticator.Type.TOTP)
    client.force_login(auditor)

    assert 'href="/admin/"' in client.get(f"{SET_UP}?next=/admin/").content.decode()
    assert "evil" not in client.get(f"{SET_UP}?next=//evil.example").content.decode()


def test_writing_is_refused_without_a_second_factor(client, auditor):
    client.force_login(auditor)

    assert client.post("/my/profile/", {"name": "x", "language": "ja"}).status_code == 403


@pytest.mark.parametrize(("kind", "enough"), [("totp", True), ("webauthn", True), ("recovery_codes", False)])
def test_second_factor_is_an_app_or_a_passkey(client, auditor, kind, enough):
    authenticator(auditor, kind)
    client.force_login(auditor)

    assert (client.get("/admin/").status_code == 200) is enough


def test_companies_need_none(client, owner):
    client.force_login(owner)

    assert client.get("/my/organizations/").status_code == 200
    assert second_factor.is_needed(owner) is False


def test_sample_city_asks_nobody(client, auditor, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(auditor)

    assert client.get("/admin/").status_code == 200


def test_visitors_are_not_looked_at(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert "Cookie" not in response.get("Vary", "")


def test_role_counts_from_the_next_request(client, owner):
    client.force_login(owner)
    before = client.get("/my/organizations/").status_code

    roles.grant(owner, "auditor", by=None)

    assert (before, client.get("/my/organizations/").status_code) == (200, 302)
