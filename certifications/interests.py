"""Who has an interest in an organization because of what this floor has on record."""

from typing import Any


def has_interest(user: Any, organization: Any) -> bool:
    """Whether a confirmed conflict names the organization, or one of its applications."""
    return bool(user.conflicts.confirmed_about(organization).exists())
