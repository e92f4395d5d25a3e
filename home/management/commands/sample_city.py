"""Fills the sample city, once, through the actions that the site itself uses; `--accounts` prints who can sign in."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError

from home import clock
from home.discovery import offered
from home.models import HomePage
from home.samples.repeatable import repeatable_identifiers

WIDTH = 32


class Progress:
    """A bar on a terminal; a line now and then where there is none."""

    def __init__(self, stream: Any, total: int) -> None:
        self.stream, self.total, self.done = stream, total, 0
        self.began = time.monotonic()
        self.live = stream.isatty()

    def step(self, label: str) -> None:
        """One more of the total is done; `label` says what comes now."""
        self.done = min(self.done + 1, self.total)
        share = self.done / self.total
        bar = "█" * int(WIDTH * share) + "░" * (WIDTH - int(WIDTH * share))
        line = f"{bar} {share:4.0%}  {time.monotonic() - self.began:5.0f}s  {label}"
        if self.live:
            self.stream.write(f"\r\x1b[2K{line}")
        elif self.done % 10 == 0 or self.done == self.total:
            self.stream.write(line + "\n")
        self.stream.flush()

    def end(self) -> None:
        """Leaves the bar on the screen."""
        if self.live:
            self.stream.write("\n")


class Command(BaseCommand):
    help = "Fills the sample city (DEMO=1 only). Does nothing when it is there already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="print the sample accounts and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The sample city exists with DEMO=1 only.")
        modules = offered("demo")
        if options["accounts"]:
            self.print_accounts(modules)
            return
        if HomePage.objects.exists():
            self.stdout.write("The sample city is already there.")
            return
        total = sum(getattr(module, "STEPS", 1) for module in modules)
        progress = Progress(sys.stdout, total)
        context: dict[str, Any] = {"progress": progress.step, "today": clock.today()}
        with repeatable_identifiers():
            for module in modules:
                module.build(context)
            for module in modules:
                if hasattr(module, "finish"):
                    module.finish(context)
        cache.clear()
        progress.end()

    def print_accounts(self, modules: list[Any]) -> None:
        """A table of who can sign in, and what for."""
        rows = [row for module in modules for row in getattr(module, "accounts", list)()]
        width = max((len(row[0]) for row in rows), default=0)
        for address, purpose in rows:
            self.stdout.write(f"  {address:<{width}}  {purpose}")
