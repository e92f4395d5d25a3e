"""Who takes part: sign-in, passwords, second factors."""

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "certifications:my"  # a name, not a path: the language stays that of the sign-in page
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "organizations.accounts.display_name"
ACCOUNT_SIGNUP_FORM_CLASS = "organizations.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "organizations.sign_in_forms.LoginForm",
    "signup": "organizations.sign_in_forms.SignupForm",
    "add_email": "organizations.sign_in_forms.AddEmailForm",
    "reset_password": "organizations.sign_in_forms.ResetPasswordForm",
}
# Beside the library's own: what anybody may send.
ACCOUNT_RATE_LIMITS = {"inquire": "10/h/ip,30/d/ip", "engage": "10/h/ip,30/d/ip", "register": "60/h/ip,300/d/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tsunagi"
MFA_PASSKEY_LOGIN_ENABLED = True
SECOND_FACTOR_REQUIRED = True
