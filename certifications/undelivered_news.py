"""What follows when a letter could not be sent or came back: who waits for its answer learns of it."""

from certifications import consent_emails
from certifications.models import Consent
from certifications.states import ApplicationState
from home.models import Letter

ASKED = "certifications/consent_asked"


def undelivered(letter: Letter) -> None:
    """The candidate of a nomination does not know of it: the nominator and the office do."""
    if letter.kind != ASKED:
        return
    rows = Consent.objects.filter(token_hash=letter.key.rpartition(":")[2], given_at=None, refused_at=None)
    consent = rows.select_related("application__round__program", "application__subject").first()
    if consent is not None and consent.application.state == ApplicationState.DRAFT:
        consent_emails.undelivered(consent.application, letter)
