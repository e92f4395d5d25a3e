"""Letters about renewals: the invitation, and the reminder."""

from certifications.certificate_emails import to_holder
from certifications.models import Renewal


def invited(renewal: Renewal) -> None:
    """To the holder: the certificate ends, how and until when it can be renewed."""
    to_holder("renewal_invited", renewal.certificate, str(renewal.public_id), campaign=renewal.campaign)


def reminded(renewal: Renewal, occasion: str) -> None:
    """To the holder who has not handed in: the certificate ends, or the round closes, soon."""
    facts = {"campaign": renewal.campaign, "begun": renewal.application is not None}
    to_holder("renewal_reminded", renewal.certificate, f"{renewal.public_id}:{occasion}", renewal=renewal, **facts)
