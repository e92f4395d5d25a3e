"""The forms of django-allauth with our address field: full-width typing and old carriers' addresses pass."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from organizations.forms import AddressField


def with_our_field(form: Any, name: str) -> None:
    """Puts our field in the place of allauth's."""
    if name in form.fields:
        form.fields[name] = AddressField(label=_("e-mail address"), required=form.fields[name].required)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_our_field(self, "login")


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_our_field(self, "email")

    def try_save(self, request: Any) -> Any:
        """A known address takes as long as a new one: the password is hashed for nothing, and nobody learns who is here."""
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
        return super().try_save(request)


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_our_field(self, "email")


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_our_field(self, "email")
