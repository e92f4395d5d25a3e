"""Multiplies the sample city's register for measurements: python -m scripts.bulk_entries 20000, settings from the environment.

Copies what the sample certificates stand on, row by row and in bulk, with dates spread over their years. The search index keeps
the sample's own entries only: filling it for the copies takes minutes and no measured page asks it.
"""

import secrets
import sys
import uuid
from datetime import timedelta
from typing import Any

import django
from django.db import models

from scripts.processes import ROOT

BATCH = 1_000


def copied(record: Any, **changes: Any) -> Any:
    """An unsaved copy with these values."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields if not field.primary_key}
    copy = type(record)(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def fill(total: int) -> int:
    """Copies until the register has so many entries; says how many it has."""
    from brands.models import Entry  # noqa: PLC0415  models exist once Django is set up

    related = ("certificate__subject", "certificate__decision__application")
    originals = list(Entry.objects.select_related(*related).prefetch_related("texts", "pictures"))
    if not originals:
        raise LookupError("The register is empty: fill the sample city first.")
    have = Entry.objects.count()
    while have < total:
        have += _batch(originals, have, min(BATCH, total - have))
    return have


def _batch(originals: list[Any], first: int, size: int) -> int:
    rows: dict[str, list[Any]] = {name: [] for name in ("subject", "application", "decision", "certificate", "entry")}
    texts: list[models.Model] = []
    pictures: list[models.Model] = []
    for number in range(first, first + size):
        entry = originals[number % len(originals)]
        certificate = entry.certificate
        subject = copied(certificate.subject, public_id=uuid.uuid4(), name_ja=f"{certificate.subject.name_ja[:100]} {number}号")
        application = copied(
            certificate.decision.application, public_id=uuid.uuid4(), subject=subject, receipt_number=f"BULK-{number:06}"
        )
        decision = copied(certificate.decision, application=application)
        back = timedelta(days=number % 365)
        copy = copied(
            certificate,
            public_id=uuid.uuid4(),
            code=secrets.token_hex(6).upper(),
            number=f"BULK-{number:06}",
            subject=subject,
            decision=decision,
            name_ja=subject.name_ja,
            predecessor=None,  # it took the place of one certificate, not of many
            issued_on=certificate.issued_on - back,
            pdf=None,
        )
        public = copied(entry, public_id=uuid.uuid4(), certificate=copy, slug=f"bulk-{number:06}")
        for name, record in zip(rows, (subject, application, decision, copy, public), strict=True):
            rows[name].append(record)
        texts += [copied(text, entry=public) for text in entry.texts.all()]
        pictures += [copied(picture, entry=public) for picture in entry.pictures.all()]
    for records in [*rows.values(), texts, pictures]:
        if records:
            _take_keys(records)
            type(records[0])._base_manager.bulk_create(records, batch_size=BATCH)
    return size


def _take_keys(records: list[Any]) -> None:
    """Reads the keys of parents, which exist only after those were saved."""
    for record in records:
        for field in record._meta.concrete_fields:
            if field.is_relation and field.is_cached(record):
                setattr(record, field.name, getattr(record, field.name))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    print(f"{fill(int(sys.argv[1])):,} entries in the register")
