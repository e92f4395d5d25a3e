"""What Wagtail's own machinery hears when it asks about a record of ours: no."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy


def nobody(_user: Any) -> bool:
    """Lets nobody in."""
    return False


class DeskPermissionPolicy(BasePermissionPolicy):
    """Deny by default, to superusers too. Only "view" can be allowed, and then a predicate of ours decides it.

    Without a predicate it is what Wagtail finds in its registry for the model, so that no generic screen of Wagtail's
    (choosers, usage, bulk actions) can reach the records.
    """

    def __init__(self, model: type[models.Model], can_enter: Callable[[Any], bool] = nobody) -> None:
        super().__init__(model)
        self.can_enter = can_enter

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(self.can_enter(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        visible = type(instance)._default_manager.visible_to(user).filter(pk=instance.pk)
        return self.user_has_permission(user, action) and visible.exists()

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[Any]:
        return get_user_model()._default_manager.none()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> models.QuerySet[Any]:
        if "view" in actions and self.user_has_permission(user, "view"):
            return self.model._default_manager.visible_to(user)
        return self.model._default_manager.none()
