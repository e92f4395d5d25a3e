"""Takes in published figures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.actions import figures
from matching.demo import FIGURES


class Command(BaseCommand):
    help = "Takes in published figures from a CSV file. A second time changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=FIGURES, help="a CSV file; without it the published ones")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = figures.load(options["path"])
        except (OSError, figures.UnreadableFigures, figures.PublishedNumberDiffers) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{loaded.new} new, {loaded.amended} amended, {loaded.known} known")
