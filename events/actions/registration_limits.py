"""How much one address may register in a day. What one place may send, its view counts."""

from datetime import timedelta

from events.models import Registration
from events.refusals import TooManyRegistrations
from home import clock

DAY = timedelta(days=1)
FROM_ONE_ADDRESS = 10
LETTERS_A_DAY = 3  # that tell somebody again what she has: an address must not be filled with our letters


def must_take(email: str) -> None:
    """Raises TooManyRegistrations."""
    recent = Registration.objects.filter(email=email, by_office=False, registered_at__gt=clock.now() - DAY)
    if recent.count() >= FROM_ONE_ADDRESS:
        raise TooManyRegistrations
