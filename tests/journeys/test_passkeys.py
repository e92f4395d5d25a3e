"""A passkey, set up and used in a real browser whose authenticator is simulated by the browser itself."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from organizations.actions import roles
from organizations.models import User

pytestmark = pytest.mark.journey
PASSWORD = "a long password"


@pytest.fixture
def auditor(transactional_db):
    user = User.objects.create_user("auditor@city.example", PASSWORD, name="監査 花子")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    roles.grant(user, "auditor", by=None)
    return user


@pytest.fixture
def authenticator(page):
    """A platform authenticator that always recognizes its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_passkey_is_set_up_and_then_opens_the_desk(page, live_server, auditor, authenticator, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.SECOND_FACTOR_REQUIRED = True
    site = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number

    page.goto(f"{site}/admin/")
    page.fill("[name=login]", auditor.email)
    page.fill("[name=password]", PASSWORD)
    page.click("form[action='/account/login/'] button.button--primary")
    page.wait_for_url("**/my/second-factor/**")
    page.click("a[href='/account/2fa/webauthn/add/']")
    page.fill("[name=password]", PASSWORD)  # asked once more before anything about signing in is changed
    page.click("main button.button--primary")
    page.fill("[name=name]", "この端末")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/account/2fa/" in url and not url.endswith("/add/"))

    assert [(each.user, each.type) for each in Authenticator.objects.exclude(type="recovery_codes")] == [(auditor, "webauthn")]

    page.context.clear_cookies()
    page.goto(f"{site}/account/login/?next=/admin/people/")
    page.click("#passkey_login")
    page.wait_for_url(f"{site}/admin/people/")

    expect(page.locator("body")).to_contain_text("auditor@city.example")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")  # nothing may still be asking when the database is emptied
