"""Signatures with Ed25519 keys: how keys are kept, named and published, and signed tokens (RFC 7515, RFC 8037)."""

import base64
import json
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PREFIX = b"\xed\x01"  # multicodec ed25519-pub
RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


class NoSigningKey(Exception):
    """The key file is missing or holds no Ed25519 key."""


def load_key(path: Path, *, make: bool = False) -> Ed25519PrivateKey:
    """The private key in a PEM file; `make` writes a new one where there is none. Raises NoSigningKey.

    A new one is for its owner's eyes only; of two processes that find none, one writes and the other reads what it wrote.
    """
    if make and not path.exists():
        _write_new(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise NoSigningKey(str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(str(path))
    return key


def new_key() -> bytes:
    """A fresh private key as PEM."""
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Ed25519PrivateKey.generate().private_bytes(*form)


def _write_new(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(new_key())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(whole, path)  # fails where the other process was first
    except FileExistsError:
        pass
    finally:
        whole.unlink()


def base58(data: bytes) -> str:
    """Bitcoin's Base58, as multibase "z" uses it."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """The bytes again. Raises ValueError for other characters."""
    number = 0
    for character in text:
        number = number * 58 + BASE58.index(character)
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + body


def multikey(key: Ed25519PublicKey) -> str:
    """How a public key is published: https://www.w3.org/TR/cid-1.0/#Multikey, "z6Mk...". It names the key, too."""
    return "z" + base58(ED25519_PREFIX + key.public_bytes(*RAW))


def from_multikey(text: str) -> Ed25519PublicKey:
    """The public key. Raises ValueError for anything else."""
    data = from_base58(text[1:]) if text.startswith("z") else b""
    if not data.startswith(ED25519_PREFIX):
        raise ValueError("This is no Ed25519 key.")
    return Ed25519PublicKey.from_public_bytes(data[len(ED25519_PREFIX) :])


def base64url(data: bytes) -> str:
    """Without padding, as tokens have it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(payload: dict[str, Any], key: Ed25519PrivateKey, *, kid: str, typ: str) -> str:
    """A compact JWS of the payload."""
    header = {"alg": "EdDSA", "kid": kid, "typ": typ}
    parts = [base64url(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()) for part in (header, payload)]
    return ".".join([*parts, base64url(key.sign(".".join(parts).encode()))])


def is_signed_by(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether the signature over the data is of this key."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True
