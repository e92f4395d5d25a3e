"""Bitstring Status List v1.0 (https://www.w3.org/TR/vc-bitstring-status-list/): one bit per certificate and purpose."""

import base64
import gzip
from collections.abc import Iterable

SIZE = 131_072  # the least that the standard allows, so that asking for a list says little about whom one asks


def place(number: int) -> tuple[int, int]:
    """In which list a certificate stands, and where in it."""
    return divmod(number, SIZE)


def encoded(places: Iterable[int]) -> str:
    """The list with the bits at these places set: compressed, in multibase base64url; first bits are the highest."""
    bits = bytearray(SIZE // 8)
    for spot in places:
        bits[spot // 8] |= 0x80 >> (spot % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()
