"""How much may be asked in a day: by one address, and of one maker. What one place may send, its view counts."""

from datetime import timedelta

from certifications.models import Certificate
from home import clock
from matching.models import Inquiry
from matching.refusals import TooManyInquiries, TooManyWords

DAY = timedelta(days=1)
SECOND_CLICK = timedelta(minutes=2)
FROM_ONE_ADDRESS = 5
UNCONFIRMED_TO_ONE_ADDRESS = 2  # somebody else's address must not be filled with our letters
TO_ONE_MAKER = 40
WORDS_A_DAY = 10


def second_click(certificate: Certificate, email: str, body: str) -> Inquiry | None:
    """The inquiry that was sent just now with the same words from the same address."""
    recent = certificate.inquiries.from_address(email, clock.now() - SECOND_CLICK)
    found: Inquiry | None = recent.filter(messages__body=body.strip()).first()
    return found


def must_take(certificate: Certificate, email: str) -> None:
    """Raises TooManyInquiries."""
    since = clock.now() - DAY
    sent = Inquiry.objects.from_address(email, since)
    waiting = sent.filter(state="unconfirmed")
    if sent.count() >= FROM_ONE_ADDRESS or waiting.count() >= UNCONFIRMED_TO_ONE_ADDRESS:
        raise TooManyInquiries
    if certificate.inquiries.filter(asked_at__gt=since).count() >= TO_ONE_MAKER:
        raise TooManyInquiries


def must_take_words(inquiry: Inquiry) -> None:
    """Raises TooManyWords: each is a letter to every reader of the maker."""
    mine = inquiry.messages.filter(from_maker=False, sent_at__gt=clock.now() - DAY)
    if mine.count() >= WORDS_A_DAY:
        raise TooManyWords
