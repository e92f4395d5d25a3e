"""Inquiries for the tests, by the real actions."""

from matching.actions import inquiries
from matching.models import Inquiry

SENT = {
    "topic": "purchase",
    "name": "山川 花子",
    "organization_name": "山川商会",
    "email": "hanako@buyer.example",
    "body": "十台の見積りをお願いします。",
    "language": "ja",
}


def again(inquiry):
    """As a new request reads it."""
    return Inquiry.objects.with_names().get(pk=inquiry.pk)


def sent(certificate, **facts):
    return again(inquiries.send(certificate, **SENT | facts))


def reached(certificate, **facts):
    inquiry = sent(certificate, **facts)
    inquiries.confirm(inquiry)
    return again(inquiry)


def answered(certificate, by, **facts):
    inquiry = reached(certificate, **facts)
    inquiries.answer(inquiry, body="十台で百二十万円です。", by=by)
    return again(inquiry)


def closed(certificate, by, outcome="order", amount=1_200_000, **facts):
    inquiry = answered(certificate, by, **facts)
    inquiries.close(inquiry, outcome=outcome, amount=amount, by=by)
    return again(inquiry)
