"""Questions about programs, the roles in them, and the editions of their forms."""

from typing import Any

from django.db import models

from certifications.permissions import can_see_program_roles, roles_of
from certifications.refusals import FrozenVersion


class ProgramQuerySet(models.QuerySet[Any]):
    def run_by(self, user: Any) -> "ProgramQuerySet":
        """Programs in which the user has a role now."""
        return self.filter(roles__user=user, roles__ended_at__isnull=True).distinct()

    def of_secretariat(self, user: Any) -> "ProgramQuerySet":
        """Programs whose rounds the user runs."""
        return self.filter(pk__in=[program for program, role in roles_of(user) if role == "secretariat"])

    def without(self, role: str) -> "ProgramQuerySet":
        """Programs in which nobody has the role now."""
        return self.exclude(pk__in=self.model.objects.filter(roles__role=role, roles__ended_at__isnull=True).values("pk"))


class ProgramRoleQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ProgramRoleQuerySet":
        """All roles, also ended ones, for those who give or audit them."""
        return self if can_see_program_roles(user) else self.none()


class FormVersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "FormVersionQuerySet":
        """Editions of the forms of the user's programs."""
        return self.filter(program__roles__user=user, program__roles__ended_at__isnull=True).distinct()

    def published(self) -> "FormVersionQuerySet":
        """Editions that never change again."""
        return self.filter(published_at__isnull=False)


class FormPartQuerySet(models.QuerySet[Any]):
    """Sections or questions. What is done to many at once stops at published editions, too."""

    def update(self, **changes: Any) -> int:
        self._refuse_when_published()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_when_published()
        return super().delete()

    vars(delete)["queryset_only"] = True  # never on the manager, as Django has it

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            row.refuse_when_published()
        return super().bulk_create(rows, *args, **kwargs)

    def _refuse_when_published(self) -> None:
        if self.filter(version__published_at__isnull=False).exists():
            raise FrozenVersion


class DesignQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DesignQuerySet":
        """Designs of the certificates of the user's programs."""
        return self.filter(program__roles__user=user, program__roles__ended_at__isnull=True).distinct()

    def published(self) -> "DesignQuerySet":
        """Designs that never change again, the newest first."""
        return self.filter(state="published").order_by("-number")

    def current(self) -> Any:
        """The one that certificates issued now are drawn with; None for the standing look. Asked of one program's designs."""
        return self.published().first()
