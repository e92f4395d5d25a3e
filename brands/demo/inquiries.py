"""Inquiries to makers of the sample city, one in each state; two came of a fair, in English and Chinese."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from home import clock
from matching.actions import inquiries
from matching.models import Inquiry
from organizations.states import MembershipRole

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "inquiries.json"


def build(context: dict[str, Any]) -> None:
    """Each by the asker's and the owner's own verbs, on the days on which they happened."""
    now = clock.now()
    for row in json.loads(SAMPLES.read_text(encoding="utf-8")):
        certificate = context["certificates"][row["code"]]
        owners = certificate.organization.memberships.current().filter(role=MembershipRole.OWNER)
        owner = owners.select_related("user").first().user
        asked = now - timedelta(days=row["days_ago"])
        facts = {name: row[name] for name in ("topic", "name", "organization_name", "email", "body", "language")}
        with clock.at(asked):
            inquiry = inquiries.send(certificate, **facts)
            if row["state"] == "unconfirmed":
                continue
            inquiries.confirm(inquiry)
        inquiry = Inquiry.objects.with_names().get(pk=inquiry.pk)
        if row["state"] == "open":
            continue
        with clock.at(asked + timedelta(days=1)):
            inquiries.answer(inquiry, body=row["answer"], by=owner)
        if row["state"] == "closed":
            with clock.at(asked + timedelta(days=3)):
                inquiries.close(inquiry, outcome=row["outcome"], amount=row.get("amount"), by=owner)
