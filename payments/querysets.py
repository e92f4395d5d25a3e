"""Questions about payees."""

from typing import Any, Self

from django.db import models

from payments.permissions import can_see_payees


class PayeeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All payees for finance and audit, none for others."""
        return self if can_see_payees(user) else self.none()
