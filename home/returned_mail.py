"""Reads what a mail server writes back when it could not deliver a letter (RFC 3464). No Django."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
WORDS = 300


@dataclass(frozen=True)
class Returned:
    """One letter that did not arrive. `status` is the server's three-part code (RFC 3463), `words` what it says about it."""

    letter: str
    address: str
    status: str
    words: str


def read(raw: bytes) -> list[Returned]:
    """The letters that a report says have failed for good; none for anything else, and for letters that are only late."""
    report = email.message_from_bytes(raw, policy=email.policy.compat32)
    kind = str(report.get_param("report-type", "")).lower()
    if report.get_content_type() != "multipart/report" or kind != "delivery-status":
        return []
    letter = next(_originals(report), "")
    return [returned for returned in _failures(report, letter) if letter]


def _originals(report: Message) -> Iterator[str]:
    """The letter's own number, out of the Message-ID of what is sent back with the report."""
    for part in report.walk():
        inner: object = None
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            inner = email.message_from_bytes(text if isinstance(text, bytes) else b"")
        elif part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
        if isinstance(inner, Message) and (found := MESSAGE_ID.search(str(inner.get("Message-ID", "")))):
            yield found.group(1)


def _failures(report: Message, letter: str) -> Iterator[Returned]:
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for block in part.get_payload():
            if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
                continue
            address = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "").partition(";")[2]
            words = " ".join(str(block.get("Diagnostic-Code", "")).partition(";")[2].split())
            yield Returned(letter, address.strip(), str(block.get("Status", "")).strip()[:20], words[:WORDS])
