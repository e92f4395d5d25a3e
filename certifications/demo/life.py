"""What happened to certificates of the sample city later on: changes that their holders told, and a master who retired."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from certifications.actions import certificates, changes, honors
from certifications.models import Certificate
from home import clock
from home.actions import letters


def build(rows: Mapping[str, Any], context: dict[str, Any]) -> None:
    """Of a certificate that was issued anew, context["certificates"] names the newer one from now on."""
    for row in rows["changes"]:
        with transaction.atomic():
            _change(row, context)
    for row in rows["honors"]:
        _honor(row, context)


def _honor(row: Mapping[str, Any], context: dict[str, Any]) -> None:
    certificate = context["certificates"][row["entry"]]
    asked = clock.now() - timedelta(days=row["days_ago"])
    with clock.at(asked):
        secretary = context["secretaries"][certificate.program.slug]
        honors.honor(certificate, kind=row["kind"], year=asked.year, asked_by=row["asked_by"], by=secretary)


def _change(row: Mapping[str, Any], context: dict[str, Any]) -> None:
    certificate = Certificate.objects.select_related("program", "organization").get(pk=context["certificates"][row["entry"]].pk)
    owner = certificate.decision.application.created_by
    told = clock.now() - timedelta(days=row["days_ago"])
    with clock.at(told):
        facts = {
            "kind": row["kind"],
            "words": row["words"],
            "new": row["new"],
            "changed_on": told.date() - timedelta(days=row["since_days"]),
        }
        notice = changes.notice(certificate, **facts, by=owner)
        letters.deliver_due()
    if not row["answer"]:
        return
    with clock.at(told + timedelta(days=3)):
        newer = changes.reissue(notice, answer=row["answer"], by=context["approvers"][certificate.program.slug])
        letters.deliver_due()
    certificates.render(newer)
    context["certificates"][row["entry"]] = newer
