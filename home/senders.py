"""How often one place may send what anybody may send; counted where sign-in and sign-up are counted, never stored."""

from allauth.core import ratelimit
from django.http import HttpRequest


def may_send(request: HttpRequest, action: str) -> bool:
    """Counts this sending and says whether the place has not sent too often. ACCOUNT_RATE_LIMITS names the action."""
    return ratelimit.consume(request, action=action)
