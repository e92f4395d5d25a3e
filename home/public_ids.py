"""Public ids as they come in by a form or in the query of an address, where nothing has looked at them before. No Django."""

from uuid import UUID

LENGTH = 36


def read_public_id(text: str) -> UUID | None:
    """The id that is written in five groups; None, which names no record, for anything else."""
    try:
        return UUID(text) if len(text) == LENGTH else None
    except ValueError:
        return None
