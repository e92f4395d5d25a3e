"""What a person may do through roles. Unlike `has_perm`, nothing here yields to superusers."""

from collections.abc import Iterator
from typing import Any

import rules
from django.contrib.auth.models import Permission


@rules.predicate
def is_active_user(user: Any) -> bool:
    """Signed in, and not switched off."""
    return bool(user is not None and user.is_authenticated and user.is_active)


def rights(user: Any) -> frozenset[str]:
    """The rights ("app.codename") that the person's roles give. Read once per request: a change counts from the next one.

    Django's own answer to `has_perm` reads the same, and keeps it with the person.
    """
    if not is_active_user(user):
        return frozenset()
    if not hasattr(user, "_rights"):
        user._rights = frozenset(_all_rights(user) if user.is_superuser else user.get_group_permissions())
    return user._rights


def _all_rights(user: Any) -> Iterator[str]:
    """Of a superuser, whom Django takes to have every right, the ones that the roles give."""
    rows = Permission.objects.filter(group__user=user).values_list("content_type__app_label", "codename")
    return (f"{app}.{codename}" for app, codename in rows.order_by())


def has_right(user: Any, right: str) -> bool:
    """Whether one of the person's roles gives the right."""
    return right in rights(user)


def holds(right: str) -> rules.Predicate:
    """A predicate to compose: the person's roles give the right."""
    return rules.predicate(lambda user: has_right(user, right), name=f"holds:{right}")


can_write_synonyms: rules.Predicate = holds("home.change_synonyms")
can_mend_links: rules.Predicate = is_active_user & holds("home.change_pagelink")
