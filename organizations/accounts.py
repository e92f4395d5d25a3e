"""How signing in works here, told to django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from organizations.models import User


def display_name(user: User) -> str:
    """The name shown for a signed-in user."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name that is asked at sign-up, and counts failed guesses per account and place."""

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def get_logout_redirect_url(self, request: Any) -> str:
        """The front page in the language that was read, not in the first one."""
        return reverse("wagtail_serve", args=[""])

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        # With the account alone, anybody could lock anybody out by guessing wrongly five times.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"
