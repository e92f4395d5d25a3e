"""The sample city as a PostgreSQL template database with its files beside it, so that browser tests have it in a second.

Built when what fills it has changed, and once a day: its rounds lie around the day on which it was made.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg

from scripts import fingerprints
from scripts.postgres import ROOT, tests_folder

FILLS = (
    "*/migrations/*.py",
    "*/demo.py",
    "*/demo/*.py",
    "*/actions/*.py",
    "*/samples/**/*.py",
    "*/samples/*.json",
    "*/programs/*.json",
)
PREFIX = "sample_"


@dataclass(frozen=True)
class Template:
    """A database to clone, and the folder with its `media` and `private` files."""

    database: str
    folder: Path


def mark() -> str:
    """Changes with the day and with everything that fills the city."""
    if kept := os.environ.get("SAMPLE_CITY"):
        return kept
    found = {path for pattern in FILLS for path in ROOT.glob(pattern) if ".venv" not in path.parts}
    day = datetime.now(ZoneInfo("Asia/Tokyo")).strftime("%m%d")
    return f"{day}_{fingerprints.of_files(*sorted(found))}"


def administer(url: str, *statements: str) -> None:
    """Runs statements in the server's own database; each stands alone, as CREATE DATABASE must."""
    parts = urlsplit(url)
    with psycopg.connect(
        parts._replace(path="/postgres").geturl().replace("postgres:", "postgresql:", 1), autocommit=True
    ) as server:
        for statement in statements:
            server.execute(statement)


def databases(url: str) -> set[str]:
    """The names of the server's databases."""
    parts = urlsplit(url)
    with psycopg.connect(parts._replace(path="/postgres").geturl().replace("postgres:", "postgresql:", 1)) as server:
        return {name for (name,) in server.execute("SELECT datname FROM pg_database")}


def prepare(url: str, migrated: str) -> Template:
    """The template, built out of the migrated one when it is not there. Several processes may ask at once."""
    name = PREFIX + mark()
    shelf = tests_folder() / "samples"
    shelf.mkdir(mode=0o700, exist_ok=True)
    template = Template(name, shelf / name)
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name not in databases(url) or not template.folder.exists():
            _forget_others(url, shelf)
            _build(url, migrated, template)
    return template


def _build(url: str, migrated: str, template: Template) -> None:
    making = f"making_{template.database}"
    administer(
        url,
        f"DROP DATABASE IF EXISTS {making} WITH (FORCE)",
        f"DROP DATABASE IF EXISTS {template.database} WITH (FORCE)",
        f"CREATE DATABASE {making} TEMPLATE {migrated}",
    )
    shutil.rmtree(template.folder, ignore_errors=True)
    values = os.environ | {
        "DATABASE_URL": urlsplit(url)._replace(path=f"/{making}").geturl(),
        "DJANGO_SETTINGS_MODULE": "settings.sample_testing",
        "SAMPLE_ROOT": str(template.folder),
    }
    print("Filling the tests' sample city ...", file=sys.stderr, flush=True)
    for words in (["sample_city"], ["worker", "--batch"]):
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        done = subprocess.run(command, env=values, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"The sample city could not be filled: {done.stdout[-1000:]}{done.stderr[-3000:]}")
    administer(url, f"ALTER DATABASE {making} RENAME TO {template.database}")


def _forget_others(url: str, shelf: Path) -> None:
    for old in databases(url):
        if old.startswith((PREFIX, f"making_{PREFIX}")):
            administer(url, f"DROP DATABASE {old} WITH (FORCE)")
            shutil.rmtree(shelf / old, ignore_errors=True)


if __name__ == "__main__":
    prepare(os.environ["DATABASE_URL"], os.environ["DATABASE_TEMPLATE"])
