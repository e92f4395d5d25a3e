"""Asks as a role, undoes what was done, and puts the answer into one letter."""

import re
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction

LETTERS = {
    "R": "reads (200, 202)",
    "X": "does it",
    "V": "is asked again (400, 422): the guard let it through, the input was not whole",
    "L": "is told that it is too late or too early (409)",
    "F": "is refused (403, or the desk's own way of saying so)",
    "I": "is asked to sign in",
    "-": "finds nothing (404), as if it did not exist",
    "M": "has no such verb (405)",
}
TOKENS = (
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(rb'"CSRF_TOKEN": ?"[^"]+"'),
    re.compile(rb'"csrf-token" content="[^"]+"'),
    re.compile(rb'nonce="[^"]+"'),
    re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
)
TEMPORARY_HEADERS = {"Set-Cookie", "Date", "Expires", "Last-Modified"}


@contextmanager
def undone():
    """Whatever is written inside has never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def letter(response):
    """The answer in one letter of LETTERS."""
    status = response.status_code
    if status in {301, 302}:
        target = response.headers["Location"]
        if "/login/" in target:
            return "I"
        return "F" if target == "/admin/" else "X"
    if response.headers.get("Content-Type", "").startswith("application/json") and status == 200:
        return "X"
    known = {200: "R", 202: "R", 400: "V", 401: "I", 403: "F", 404: "-", 405: "M", 409: "L", 422: "V"}
    return known.get(status, str(status))


def masked(content):
    """The bytes without tokens and ids, which differ from one answer to the next."""
    for pattern in TOKENS:
        content = pattern.sub(b"#", content)
    return content


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def face(response):
    """All that a reader gets: status, headers, bytes."""
    headers = {name: value for name, value in response.headers.items() if name not in TEMPORARY_HEADERS}
    return response.status_code, headers, masked(body_of(response))
