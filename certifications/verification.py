"""What a check of a certificate says on a day, in words that anyone understands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certifications.certificate_states import STANDING
from certifications.change_states import PUBLIC_KINDS
from certifications.models import Certificate, CertificateEvent
from home import dates


@dataclass(frozen=True)
class Verdict:
    """The word, its tone (good, warn, bad, wait), and a sentence with the day that matters."""

    label: str
    tone: str
    text: str


def verdict(certificate: Certificate, on: date) -> Verdict:
    """The answer to "is this certificate good today?"."""
    status = certificate.status_on(on)
    language = get_language() or "ja"
    since = {"day": dates.day(certificate.state_since, language)}
    if status == "suspended":
        return Verdict(_("Suspended"), "wait", _("It has been suspended since %(day)s and may not be referred to now.") % since)
    if status == "withdrawn":
        return Verdict(_("Withdrawn"), "bad", _("It was withdrawn on %(day)s and no longer counts.") % since)
    if status == "surrendered":
        return Verdict(_("Given back"), "bad", _("The holder gave it back on %(day)s; it no longer counts.") % since)
    if status == "superseded" and certificate.state in STANDING and certificate.valid_until:
        end = {"day": dates.day(certificate.valid_until, language)}
        return Verdict(_("Renewed"), "wait", _("It was valid until %(day)s. What holds now is the newer certificate.") % end)
    if status == "superseded":
        return Verdict(_("Replaced"), "bad", _("A newer certificate took its place on %(day)s.") % since)
    if status == "expired" and certificate.valid_until:
        end = {"day": dates.day(certificate.valid_until, language)}
        return Verdict(_("Expired"), "bad", _("It was valid until %(day)s.") % end)
    if status == "not_yet":
        start = {"day": dates.day(certificate.valid_from, language)}
        return Verdict(_("Not valid yet"), "wait", _("It will be valid from %(day)s.") % start)
    return Verdict(_("Valid"), "good", _("This certificate is in force as of %(day)s.") % {"day": dates.day(on, language)})


def public_events(certificate: Certificate) -> list[CertificateEvent]:
    """What anybody may know of its life, in order: each change of its state, term or facts. The office's notes are not read."""
    told = Q(action__in=["certificate.end_term", "certificate.expire"]) | ~Q(to_state="")
    told |= Q(action="certificate.amend", facts__kind__in=PUBLIC_KINDS)
    rows = certificate.history.filter(told).order_by("seq")
    return list(rows.only("record", "seq", "action", "effective_on", "reason_class", "facts"))
