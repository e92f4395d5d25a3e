"""Proofs inside JSON documents: W3C Data Integrity with eddsa-rdfc-2022 (https://www.w3.org/TR/vc-di-eddsa/).

What is signed is what the document says (its RDF, canonicalized), not its bytes. The words' meanings are read from files of
ours (credential_contexts), never from the network: whoever could change them could change what a signature says.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certifications import signing

FOLDER = Path(__file__).parent / "credential_contexts"
CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
}
SUITE = "eddsa-rdfc-2022"


class UnknownWord(Exception):
    """The document uses a word or a context that no file of ours explains: it would be left unsigned."""


@cache
def _context(address: str) -> dict[str, Any]:
    if address not in CONTEXTS:
        raise UnknownWord(address)
    document: dict[str, Any] = json.loads((FOLDER / CONTEXTS[address]).read_text())
    return document


def _load(address: str, _options: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": address, "document": _context(address), "contentType": "application/ld+json"}


def _digest(document: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical form (RDFC-1.0)."""
    from pyld import jsonld  # noqa: PLC0415  27 MB with lxml, and only the worker signs documents

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    try:
        return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()
    except jsonld.JsonLdError as error:
        raise UnknownWord(str(error)) from error


def _to_sign(document: dict[str, Any], options: dict[str, Any]) -> bytes:
    return _digest({"@context": document["@context"], **options}) + _digest(document)


def secure(document: dict[str, Any], key: Ed25519PrivateKey, *, method: str, created: str) -> dict[str, Any]:
    """The document with its proof; the same again for the same moment, since such signatures have no random part."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = "z" + signing.base58(key.sign(_to_sign(document, options)))
    return document | {"proof": options | {"proofValue": value}}


def is_secured_by(secured: dict[str, Any], key: Ed25519PublicKey) -> bool:
    """Whether the document is what this key signed. A proof of another kind is none."""
    document = dict(secured)
    proof = document.pop("proof", None)
    if not isinstance(proof, dict) or proof.get("cryptosuite") != SUITE or proof.get("proofPurpose") != "assertionMethod":
        return False
    options = dict(proof)
    value = options.pop("proofValue", None)
    try:
        signature = signing.from_base58(value[1:]) if isinstance(value, str) and value.startswith("z") else b""
        return signing.is_signed_by(key, signature, _to_sign(document, options))
    except (UnknownWord, ValueError, KeyError):
        return False
