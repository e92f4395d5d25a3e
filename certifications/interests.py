"""Who has an interest in an organization because of what this floor has on record, and what follows when its facts change."""

from collections.abc import Collection
from typing import Any

from certifications.actions import blocking
from home import jobs


def has_interest(user: Any, organization: Any) -> bool:
    """Whether a confirmed conflict names the organization, its group, its products, or one of its applications."""
    return bool(user.conflicts.confirmed_about(organization).exists())


def changed(organizations: Collection[int]) -> None:
    """Names, numbers or groups have changed: what conflicts reach is reckoned at once, and the finder looks again."""
    blocking.renew_groups()
    jobs.enqueue_once("certifications.tasks.look_for_suspicions")
