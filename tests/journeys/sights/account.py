"""Signing up, signing in, and what belongs to an account."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from organizations.models import User
from tests.journeys.sights import passkeys
from tests.journeys.sights.sight import Sight, sending

PASSWORD = "a long password"
OWNER = "owner@minato-lift.example"
SAFE, FRESH = "safe@people.example", "fresh@people.example"


def made():
    """Somebody with a second factor, somebody whose address waits to be confirmed, somebody without a password."""
    if known := User.objects.filter(email=SAFE).first():
        return known, EmailAddress.objects.get(email=FRESH)
    safe = User.objects.create_user(SAFE, PASSWORD, name="安全 守")
    EmailAddress.objects.create(user=safe, email=safe.email, verified=True, primary=True)
    TOTP.activate(safe, generate_totp_secret())
    RecoveryCodes.activate(safe)
    fresh = User.objects.create_user(FRESH, None, name="新井 葉")
    return safe, EmailAddress.objects.create(user=fresh, email=FRESH, verified=False, primary=True)


def entrance(safe, waiting):
    reset = f"{user_pk_to_url_str(safe)}-{default_token_generator.make_token(safe)}"
    yield Sight("account_login", "/account/login/", "empty")
    yield Sight("account_login", "/account/login/", "with errors", do=sending(login="nobody@people.example", password="wrong"))
    yield Sight("account_signup", "/account/signup/", "empty")
    yield Sight("account_signup", "/account/signup/", "with errors", do=sending(email="x", name="", password1="a", password2="b"))
    yield Sight("account_reset_password", "/account/password/reset/", "empty")
    yield Sight("account_reset_password", "/account/password/reset/", "with errors", do=sending(email="x"))
    yield Sight("account_reset_password_done", "/account/password/reset/done/")
    yield Sight("account_reset_password_from_key", f"/account/password/reset/key/{reset}/", "empty", lands="-set-password/")
    yield Sight("account_reset_password_from_key", "/account/password/reset/key/1-no-key/", "link is used up")
    yield Sight("account_reset_password_from_key_done", "/account/password/reset/key/done/")
    yield Sight("account_email_verification_sent", "/account/confirm-email/")
    yield Sight("account_confirm_email", f"/account/confirm-email/{EmailConfirmationHMAC(waiting).key}/")
    yield Sight("account_confirm_email", "/account/confirm-email/no-such-key/", "link is used up")
    yield Sight("account_inactive", "/account/inactive/")
    yield Sight("account_logout", "/account/logout/", who=OWNER)
    yield Sight("403_csrf", "/account/login/", "form open too long", do=without_cookies)
    yield Sight("mfa_authenticate", "/account/login/", "empty", do=sending(login=SAFE, password=PASSWORD))


def without_cookies(page):
    """The form is sent after its cookie has gone."""
    page.context.clear_cookies()
    with page.expect_navigation():
        page.locator("main form").first.evaluate("form => { form.noValidate = true; form.submit(); }")


def add_address(page):
    page.fill("main [name=email]:not([type=radio])", "x")
    with page.expect_navigation():
        page.locator("main [name=action_add]").evaluate("button => { button.form.noValidate = true; button.click(); }")


def own():
    """Pages that change an account ask for the password once more; here it has just been given."""
    yield Sight("account_email", "/account/email/", who=OWNER)
    yield Sight("account_email", "/account/email/", "with errors", who=OWNER, do=add_address)
    yield Sight("account_change_password", "/account/password/change/", "empty", who=SAFE)
    wrong = sending(oldpassword="no", password1="a", password2="b")
    yield Sight("account_change_password", "/account/password/change/", "with errors", who=SAFE, do=wrong)
    yield Sight("account_set_password", "/account/password/set/", "empty", who=FRESH)
    yield Sight("account_reauthenticate", "/account/reauthenticate/", "empty", who=SAFE)
    yield Sight("account_reauthenticate", "/account/reauthenticate/", "with errors", who=SAFE, do=sending(password="no"))
    yield Sight("mfa_index", "/account/2fa/", "nothing set up", who=OWNER)
    yield Sight("mfa_index", "/account/2fa/", who=SAFE)
    yield Sight("mfa_reauthenticate", "/account/2fa/reauthenticate/", "empty", who=SAFE)
    yield Sight("mfa_view_recovery_codes", "/account/2fa/recovery-codes/", who=SAFE)
    yield Sight("mfa_generate_recovery_codes", "/account/2fa/recovery-codes/generate/", who=SAFE)
    yield Sight("mfa_deactivate_totp", "/account/2fa/totp/deactivate/", who=SAFE)
    yield Sight("mfa_activate_totp", "/account/2fa/totp/activate/", "empty", who=JUDGE)
    yield Sight("mfa_activate_totp", "/account/2fa/totp/activate/", "with errors", who=JUDGE, do=sending(code="1"))
    yield Sight("mfa_add_webauthn", "/account/2fa/webauthn/add/", "empty", who=JUDGE)
    yield Sight("mfa_list_webauthn", "/account/2fa/webauthn/", "empty", who=JUDGE)
    yield Sight("organizations:second_factor", "/my/second-factor/", who=OWNER)
    yield Sight("organizations:profile", "/my/profile/", who=OWNER)
    yield Sight("organizations:profile", "/my/profile/", "with errors", who=OWNER, do=sending(name=""))


JUDGE = "judge8@judges.example"


def sights():
    safe, waiting = made()
    yield from entrance(safe, waiting)
    yield from own()
    yield from passkeys.sights()
