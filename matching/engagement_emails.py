"""Letters about requests for masters and tours. Names and words are read behind a link."""

from typing import Any

from django.core.signing import Signer
from django.db.models import Q

from certifications.emails import link
from certifications.recipients import holders_by_list, told_of_result
from home.actions import letters
from matching.models import Engagement, EngagementOffer
from organizations.models import User

ASKER, HOST = "matching.engagement", "matching.offer"


def private_mark(record: Engagement | EngagementOffer) -> str:
    """What stands in the private link of who asks, or of the host; signed and not kept."""
    return Signer(salt=ASKER if isinstance(record, Engagement) else HOST, sep="~").sign(str(record.public_id))


def readers(offer: EngagementOffer) -> list[Any]:
    """The host's people whom letters reach; else the address that is known of the master."""
    certificate = offer.certificate
    people = told_of_result(certificate.application) if certificate.application else holders_by_list(certificate)
    found: list[Any] = [person for person in people if person.has_address]
    return found or ([certificate.subject.email] if certificate.subject.email else [])


def please_confirm(engagement: Engagement) -> None:
    """To who asks: the address is to be confirmed before the office gets it."""
    _to_asker("confirm", engagement)


def received(engagement: Engagement) -> None:
    """To those who arrange: something new."""
    _to_desk("received", engagement)


def answered(engagement: Engagement) -> None:
    """To those who arrange: the host has said yes or no."""
    _to_desk("answered", engagement)


def offered(offer: EngagementOffer) -> None:
    """To the host: would you?"""
    _to_host("offered", offer)


def confirmed(engagement: Engagement, offer: EngagementOffer) -> None:
    """To both: day and place."""
    _to_asker("arranged", engagement)
    _to_host("arranged", offer)


def declined(engagement: Engagement, reason: str) -> None:
    """To who asks: it could not be arranged, and why."""
    _to_asker("declined", engagement, reason=reason)


def called_off(engagement: Engagement, offers: list[EngagementOffer], reason: str) -> None:
    """To who asks, and to the hosts who had been asked."""
    _to_asker("called_off", engagement, reason=reason)
    for offer in offers:
        _to_host("called_off", offer, reason=reason)


def taken_back(offer: EngagementOffer) -> None:
    """To the host: no answer is needed any more."""
    _to_host("taken_back", offer)


def report_asked(offer: EngagementOffer) -> None:
    """To the host: how was it?"""
    _to_host("report_asked", offer)


def _to_asker(kind: str, engagement: Engagement, **more: Any) -> None:
    if engagement.emptied_at is None:
        address = link("matching:engagement", private_mark(engagement), language=engagement.language)
        _write(kind, engagement, engagement.email, engagement.language, address, "asker", addressee=engagement.name, **more)


def _to_host(kind: str, offer: EngagementOffer, **more: Any) -> None:
    for reader in readers(offer):
        language, address = getattr(reader, "language", "ja"), private_mark(offer)
        key = f"host-{offer.pk}-{getattr(reader, 'pk', 'address')}"
        said = link("matching:offer", address, language=language)
        _write(kind, offer.engagement, reader, language, said, key, addressee=str(offer.certificate.holder), **more)


def _to_desk(kind: str, engagement: Engagement) -> None:
    right = Q(groups__permissions__codename="change_engagement", groups__permissions__content_type__app_label="matching")
    for person in User.objects.filter(right, is_active=True).distinct().order_by("pk"):
        said = link("engagements:detail", engagement.public_id)
        _write(kind, engagement, person, person.language, said, str(person.pk), addressee=str(person))


def _write(kind: str, engagement: Engagement, to: Any, language: str, address: str, key: str, **more: Any) -> None:
    letters.write(
        f"matching/engagement_{kind}",
        key=f"engagement_{kind}:{engagement.public_id}:{engagement.history.count()}:{key}",
        to=to,
        about=engagement.reference,
        language=language,
        context={
            "engagement": engagement,
            "day": engagement.held_on or engagement.first_day,
            "link": address,
            **more,
        },
    )
