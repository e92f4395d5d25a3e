"""Requests for masters and tours for the tests, by the real actions."""

from datetime import timedelta

from home import clock
from matching.actions import engagements
from matching.models import Engagement, EngagementOffer

SENT = {
    "kind": "tour",
    "origin": "abroad",
    "category": None,
    "area": None,
    "second_day": None,
    "people": 20,
    "name": "Maria Silva",
    "organization_name": "Câmara de Comércio",
    "email": "maria@delegation.example",
    "body": "工場を見学したいです。",
    "language": "en",
}


def again(record):
    """As a new request reads it."""
    rows = EngagementOffer.objects if isinstance(record, EngagementOffer) else Engagement.objects
    return rows.with_names().get(pk=record.pk)


def sent(**facts):
    return again(engagements.send(**{"first_day": clock.today() + timedelta(days=14)} | SENT | facts))


def received(**facts):
    engagement = sent(**facts)
    engagements.receive(engagement)
    return again(engagement)


def offered(certificate, by, **facts):
    return again(engagements.offer(received(**facts), certificate, by=by))


def accepted(certificate, by, **facts):
    offer = offered(certificate, by, **facts)
    engagements.answer(offer, accepts=True)
    return again(offer)


def confirmed(certificate, by, *, days=14, **facts):
    offer = accepted(certificate, by, **facts)
    engagements.confirm(offer.engagement, held_on=clock.today() + timedelta(days=days), place="本社工場 10時", by=by)
    return again(offer)


def reported(certificate, by, **facts):
    offer = confirmed(certificate, by, days=0, **facts)
    engagements.report_as_host(offer, attended=18, words="盛況でした。")
    return again(offer)
