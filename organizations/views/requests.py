"""What a view behind `login_required` gets."""

from django.http import HttpRequest

from organizations.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is a person of ours, never a visitor."""

    user: User
