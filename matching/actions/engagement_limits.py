"""How many requests one address may send in a day; what one place may send, its view counts."""

from datetime import timedelta

from home import clock
from matching.models import Engagement
from matching.refusals import TooManyInquiries

FROM_ONE_ADDRESS = 5
UNCONFIRMED_TO_ONE_ADDRESS = 2


def must_take(email: str) -> None:
    """Raises TooManyInquiries."""
    sent = Engagement.objects.filter(email=email, asked_at__gt=clock.now() - timedelta(days=1))
    if sent.count() >= FROM_ONE_ADDRESS or sent.filter(state="unconfirmed").count() >= UNCONFIRMED_TO_ONE_ADDRESS:
        raise TooManyInquiries
