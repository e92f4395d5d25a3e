"""Makes the groups that the floors offer as roles."""

from typing import Any

from django.core.management.base import BaseCommand

from organizations.actions import roles


class Command(BaseCommand):
    help = "Makes a group for each role that an app offers, with its rights. Run it after each upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        groups = roles.setup()
        self.stdout.write(f"{len(groups)} roles: {', '.join(sorted(group.name for group in groups))}")
