"""What proves a certificate is issued and kept known: the paper's fingerprint, the signed credential, the keys."""

import hashlib
import json
from datetime import UTC
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import credentials, data_integrity, signing
from certifications.models import Certificate, IssuedFile, IssuedKind, SigningKey
from home import clock


def note_paper(certificate: Certificate, drawn: bytes) -> None:
    """Keeps the fingerprint of a drawn paper, so that a dropped file is known again. Called by the worker only."""
    facts = {"certificate": certificate, "kind": IssuedKind.PAPER, "issued_at": clock.now()}
    IssuedFile.objects.get_or_create(fingerprint=hashlib.sha256(drawn).hexdigest(), defaults=facts)


def issue_credential(certificate: Certificate) -> None:
    """Signs the credential unless the present one says the same with a good key. Called by the worker only.

    Signed before the transaction begins, as papers are drawn.
    """
    document = credentials.credential(certificate)
    present = certificate.issued_files.credentials().select_related("key").newest()
    if present is not None and present.key.compromised_at is None and _unsigned(present.text) == document:
        return
    key = credentials.signing_key()
    now = clock.now()
    name = signing.multikey(key.public_key())
    created = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    signed = data_integrity.secure(document, key, method=credentials.method_of(name), created=created)
    with transaction.atomic():
        known, _made = SigningKey.objects.get_or_create(multikey=name, defaults={"first_used_at": now})
        facts = {"certificate": certificate, "kind": IssuedKind.CREDENTIAL, "key": known, "issued_at": now}
        text = credentials.text_of(signed)
        IssuedFile.objects.get_or_create(fingerprint=credentials.fingerprint(signed), defaults=facts | {"text": text})


def _unsigned(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    del document["proof"]
    return document


@transaction.atomic
def tell_compromised(key: SigningKey, *, by: Any) -> None:
    """A key fell into wrong hands: it is no longer published, and the worker signs again what it had signed.

    Only who runs the machines may say so, at the command line: raises PermissionDenied for anybody signed in.
    """
    if by is not None:
        raise PermissionDenied
    if key.compromised_at is None:
        key.compromised_at = clock.now()
        key.save(update_fields=["compromised_at"])
