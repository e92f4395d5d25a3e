"""The certificate as an Open Badges 3.0 credential, whose issuer is this site's did:web, and what is published about both.

https://www.imsglobal.org/spec/ob/v3p0/ and https://w3c-ccg.github.io/did-method-web/
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from certifications import signing, status_lists
from certifications.models import Certificate, Level
from certifications.states import ProgramOutcome
from home import clock

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
PURPOSES = ("revocation", "suspension")
LIST_LASTS = timedelta(hours=24)
KEY_TYPE = "https://w3id.org/security/multikey/v1"


def signing_key() -> Ed25519PrivateKey:
    """The key that signs now. Raises signing.NoSigningKey."""
    return signing.load_key(settings.SIGNING_KEY_FILE, make=settings.SIGNING_KEY_MADE)


def issuer_did() -> str:
    """did:web of this site; a port is part of the name."""
    return f"did:web:{quote(urlsplit(settings.PUBLIC_URL).netloc, safe='')}"


def method_of(multikey: str) -> str:
    """How a proof names the key that made it."""
    return f"{issuer_did()}#{multikey}"


def did_document(multikeys: Iterable[str]) -> dict[str, Any]:
    """What /.well-known/did.json says: the keys whose signatures are ours."""
    did = issuer_did()
    methods = [{"id": method_of(key), "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in multikeys]
    names = [method["id"] for method in methods]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", KEY_TYPE],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
        "service": [{"id": f"{did}#verify", "type": "LinkedDomains", "serviceEndpoint": f"{settings.PUBLIC_URL}/verify/"}],
    }


def address(path: str) -> str:
    """An absolute address of ours."""
    return f"{settings.PUBLIC_URL}{path}"


def _moment(day: date, *, end: bool = False) -> str:
    """The first moment of a day in the city, or its last second, in UTC."""
    local = datetime.combine(day, time(23, 59, 59) if end else time.min, tzinfo=clock.TOKYO)
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _both(japanese: str, english: str) -> str:
    return f"{japanese} / {english}" if english and english != japanese else japanese


def achievement(level: Level) -> dict[str, Any]:
    """What can be achieved: a program's level."""
    program = level.program
    several = program.levels.count() > 1
    names = [_both(program.name_ja, program.name_en), *([_both(level.name_ja, level.name_en)] if several else [])]
    return {
        "id": address(f"/credentials/achievements/{program.slug}/{level.code}"),
        "type": ["Achievement"],
        "achievementType": "Award" if program.outcome == ProgramOutcome.AWARD else "Certification",
        "name": " ".join(names),
        "description": _both(program.summary_ja, program.summary_en) or program.name_ja,
        "criteria": {"id": address(f"/programs/{program.slug}/"), "type": "Criteria"},
    }


def credential(certificate: Certificate) -> dict[str, Any]:
    """The credential of a certificate, not signed yet: the same again as long as the certificate's facts are the same."""
    number, spot = status_lists.place(certificate.pk)
    program = certificate.program
    holder, name = _both(certificate.holder_ja, certificate.holder_en), _both(certificate.name_ja, certificate.name_en)
    specimen = "見本（何も証明しません） / Specimen, attests nothing: " if certificate.specimen else ""
    document = {
        "@context": CONTEXTS,
        "id": address(f"/verify/{certificate.code}/credential.json"),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": issuer_did(),
            "type": ["Profile"],
            "name": _both(program.issuer_ja, program.issuer_en),
            "url": address("/"),
        },
        "validFrom": _moment(certificate.valid_from),
        "name": f"{specimen}{_both(program.name_ja, program.name_en)}",
        "description": f"{name} ({certificate.number})",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": holder, "identityType": "name"},
            ],
            "licenseNumber": certificate.number,
            "achievement": achievement(certificate.level),
        },
        "credentialStatus": [
            {
                "id": f"{list_address(purpose, number)}#{spot}",
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose,
                "statusListIndex": str(spot),
                "statusListCredential": list_address(purpose, number),
            }
            for purpose in PURPOSES
        ],
    }
    if certificate.valid_until:
        document["validUntil"] = _moment(certificate.valid_until, end=True)
    return document


def list_address(purpose: str, number: int) -> str:
    """Where a status list lies."""
    return address(f"/credentials/status/{purpose}/{number}")


def status_list(purpose: str, number: int, places: Iterable[int], key: Ed25519PrivateKey) -> str:
    """A status list as a signed token (VC-JWT), good for a day, so that an old copy cannot bring a certificate back."""
    now = clock.now().replace(microsecond=0)
    form = "%Y-%m-%dT%H:%M:%SZ"
    did, here = issuer_did(), list_address(purpose, number)
    document = {
        "@context": CONTEXTS[:1],
        "id": here,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": now.astimezone(UTC).strftime(form),
        "validUntil": (now + LIST_LASTS).astimezone(UTC).strftime(form),
        "credentialSubject": {
            "id": f"{here}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": status_lists.encoded(places),
        },
    }
    return signing.token(
        document | {"iss": did, "jti": here}, key, kid=method_of(signing.multikey(key.public_key())), typ="vc+jwt"
    )


def text_of(document: dict[str, Any]) -> str:
    """As it is given out: for machines and for eyes."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class NotWhole(ValueError):
    """It is not one plain JSON object: broken, too deep, or with a name twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotWhole("a name stands twice")
    return found


def _refuse(word: str) -> Any:
    raise NotWhole(word)


def read(data: bytes) -> dict[str, Any]:
    """A JSON document that somebody brings. Raises NotWhole."""
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python counts
        raise NotWhole(str(error)) from error
    if not isinstance(document, dict):
        raise NotWhole("no object")
    return document


def fingerprint(document: dict[str, Any]) -> str:
    """SHA-256 over the document without its layout: whoever saves it with other spaces or in another order changes nothing."""
    plain = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
