"""Which cells of a matrix CI asks; SOAK=1 asks all.

Every address in every state once, by a role in turn; and every address until it has given each answer that the table knows of it:
the one who reads and the one who does it, the one who is refused, the one who finds nothing, the one who is to sign in.
"""

import os
import zlib

SOAK = os.environ.get("SOAK") == "1"


def chosen(matrix):
    """The cells (resource, state, role) that are asked, out of {cell: letter}."""
    return set(matrix) if SOAK else {cell for rows in addresses(matrix) for cell in covering(rows)}


def addresses(matrix):
    """By address, its rows: of each state, the letter by role."""
    found = {}
    for (resource, state, role), letter in matrix.items():
        found.setdefault(resource, {}).setdefault((resource, state), {})[role] = letter
    return [list(rows.items()) for rows in found.values()]


def covering(rows):
    """One cell of each row, each with a letter that is still missing as long as there is one; then what is missing yet."""
    missing = {letter for _row, letters in rows for letter in letters.values()}
    for number, (row, letters) in enumerate(rows):
        role = in_turn(number, row, [role for role in letters if letters[role] in missing] or list(letters))
        missing.discard(letters[role])
        yield *row, role
    for number, letter in enumerate(sorted(missing)):
        row, letters = next((row, letters) for row, letters in reversed(rows) if letter in letters.values())
        yield *row, in_turn(number, row, [role for role in letters if letters[role] == letter])


def in_turn(number, row, roles):
    """Another one from row to row, and from address to address."""
    return roles[(zlib.crc32("/".join(row).encode()) + number) % len(roles)]
