"""The parts of which an entry's words consist, and what tells whether two rows say the same."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# In the order in which they are written and compared.
WORDS = (
    "name", "tagline", "story", "features", "target_users", "price", "price_note", "where_to_buy", "where_to_try", "interview",
)  # fmt: skip
PARTS = (*WORDS, "specifications")


def digest_of(parts: Mapping[str, Any]) -> str:
    """The same for the same words. Of nothing said: EMPTY."""
    said = {name: parts[name] for name in PARTS if parts.get(name)}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


EMPTY = digest_of({})
