"""How an application's sign-off stands: whether one is needed, and whether it still speaks of what stands there now."""

from certifications.models import Application, SignOff
from certifications.states import Channel


def is_needed(application: Application) -> bool:
    """Whether an owner confirms before submission: the round asks for it, and an organization applies by itself.

    What came on paper has been signed there.
    """
    asks = bool(application.round.rules.get("sign_off"))
    return asks and application.organization_id is not None and application.channel == Channel.ONLINE


def fits(sign_off: SignOff, application: Application, sha256: str) -> bool:
    """Whether it speaks of exactly this content, asked by the same edition of the form."""
    return sign_off.content_sha256 == sha256 and sign_off.form_version_id == application.form_version_id


def is_confirmed(application: Application, sha256: str) -> bool:
    """Whether an owner has confirmed exactly this content."""
    rows = application.sign_offs.filter(confirmed_at__isnull=False)
    return any(fits(row, application, sha256) for row in rows)
