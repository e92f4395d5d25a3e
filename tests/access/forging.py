"""How a forged request is judged: by what it has changed of the rows and files, and by what its sender is told."""

import csv
import os
import zlib
from pathlib import Path

from tests.access import addresses, forgeries, snapshots, sweep

SHARE = 1 if os.environ.get("SOAK") == "1" else 12
OF_NOTHING = {}
LETTERS = {"o": "owner", "e": "editor", "v": "viewer", "s": "secretary", "c": "candidate"}


def read_table(name):
    """The rows of a table of this folder by their resource."""
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return {row.pop("resource"): row for row in csv.DictReader(file)}


def roles_of(cell):
    """The roles that a cell names; None where it is empty."""
    return {LETTERS[letter] for letter in cell if letter != "-"} if cell else None


def is_asked(*cell):
    return zlib.crc32("/".join(cell).encode()) % SHARE == 0


def sent_as(request, client, rows):
    """What is answered, and what it has changed of the rows: tables and files; it is undone afterwards."""
    files = snapshots.stored()
    with sweep.undone():
        with snapshots.written() as written:
            response = forgeries.send(request, client)
        changes = snapshots.changed(rows, snapshots.rows()) if written else set()
        face = sweep.face(response)
    return response.status_code, face, changes | ({"files"} if snapshots.stored() != files else set())


def is_as_of_nothing(face, request, ids, client, role):
    """Whether the same request about things that do not exist is answered with the same status, headers and bytes."""
    known = OF_NOTHING.get((request.name, request.method, role))
    if known != face:  # not asked yet in this process; the answer does not hang on the state of what is not there
        with sweep.undone():
            known = sweep.face(forgeries.send(addresses.nowhere(request, ids), client))
        OF_NOTHING[request.name, request.method, role] = known
    return known == face


def wrong(request, client, rows, ids, *, allowed, role, touches, hidden):
    """Sends the request as the role and says in words what should not have come of it."""
    status, face, changes = sent_as(request, client, rows)
    yield from _judged(request.name, allowed, role, touches, status, changes)
    if hidden and status != 404:
        yield f"is told of it ({status})"
    if status == 404 and not is_as_of_nothing(face, request, ids, client, role):
        yield "its 404 is not that of nothing"


def _judged(name, allowed, role, touches, status, changes):
    if allowed is None:
        yield "is not in the table"
        return
    if status >= 500:
        yield f"breaks ({status})"
    if role in allowed and not changes:
        yield f"is refused ({status})"
    if role in allowed and not changes <= touches:
        yield f"touches {sorted(changes)}"
    if role not in allowed and changes:
        yield f"changes {sorted(changes)} ({status})"
    if role not in allowed and status == 200 and name != "presence":  # who asks for news is told, and leaves no mark
        yield "is answered as if it had been done"
