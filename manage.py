#!/usr/bin/env python
"""The command line of the site: puts the project and its settings folder on the path."""

import os
import sys
from importlib import import_module
from pathlib import Path

from django.core.management import execute_from_command_line

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    # openpyxl would load numpy just because it is there (15 MB and a second); only the solver's own process needs it.
    # Afterwards the name is free again: psycopg looks there for the kinds of numbers that it writes.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    import_module("openpyxl")
    del sys.modules["numpy"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.development")
    execute_from_command_line(sys.argv)
