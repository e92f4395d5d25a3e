"""Makes or renews the wards of the city from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from organizations import area_files
from organizations.actions import areas


class Command(BaseCommand):
    help = (
        "Loads the wards of a city (organizations/fixtures/wards-of-kawasaki.csv is an example). A second time renews their "
        "names; wards that the file does not name stay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a CSV or JSON file: code, name_ja, name_en, name_zh, in_city, order")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            loaded = areas.load(area_files.read(path))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        except area_files.UnreadableAreas as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{len(loaded)} wards: {', '.join(area.name_ja for area in loaded)}")
