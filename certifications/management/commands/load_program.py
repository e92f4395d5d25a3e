"""Makes or renews programs from their files, as a city does that adopts the platform or changes a program's words."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from certifications.actions import programs


class Command(BaseCommand):
    help = "Loads program files (certifications/programs/*.json are examples). Open rounds keep the form and criteria they have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    @transaction.atomic
    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """All files or none."""
        for path in files:
            try:
                program = programs.load(json.loads(path.read_text(encoding="utf-8")), by=None)
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}") from error
            except json.JSONDecodeError as error:
                raise CommandError(f"{path} is not JSON: {error}") from error
            except (KeyError, TypeError) as error:
                raise CommandError(f"{path} is not a whole program: {error} is missing or of the wrong kind") from error
            self.stdout.write(f"{program.slug}: {program.name}")
