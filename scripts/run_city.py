"""`make run`: the sample city on this machine, web and worker together, until Ctrl-C.

Migrates and fills once; a later start finds both done. A filling that was broken off is begun anew.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from scripts import fingerprints
from scripts.processes import (
    ROOT,
    ProcessEnded,
    Processes,
    StopAsked,
    environment,
    gunicorn,
    is_listening,
    python,
    raise_on_signals,
)

VAR = ROOT / "var"
DATABASE = VAR / "city.sqlite3"
OLDER = VAR / "city.older.sqlite3"  # one that cannot be brought up to date
STAMP = VAR / "city.ready"  # holds the hash of the migrations once the city is filled
FILLING = VAR / "city.filling"  # is there while the city is being filled: found at the start, it was broken off
MADE = ("media", "private", "cache", "mail")


def manage(values: dict[str, str], *arguments: str) -> None:
    """Runs manage.py; ends us when it fails."""
    subprocess.run(python("manage.py", *arguments), cwd=ROOT, env=values, check=True)


def prepare(values: dict[str, str]) -> None:
    """Tables and sample records, each only when they are not there yet."""
    subprocess.run(python("scripts/messages.py", "compile"), cwd=ROOT, check=True)
    mark = fingerprints.of_migrations()
    if DATABASE.exists() and is_half_migrated(DATABASE):
        print(f"The city in {DATABASE} was made by an early state of the code, which cannot be brought up to date.")
        print(f"It is set aside as {OLDER.name}, and a new one is made.", flush=True)
        DATABASE.replace(OLDER)
    if FILLING.exists() or not DATABASE.exists():
        forget_city()
    if STAMP.exists() and STAMP.read_text() == mark:
        return
    print("Making the tables (once, about a minute) ...", flush=True)
    manage(values, "migrate", "--verbosity", "0")
    if not STAMP.exists():  # a city that was filled whole is not filled again, and never thrown away
        print("Filling the sample city (once) ...", flush=True)
        FILLING.touch()
        manage(values, "sample_city")
    STAMP.write_text(mark)
    FILLING.unlink(missing_ok=True)


def is_half_migrated(database: Path) -> bool:
    """Whether its tables stop between two migrations that were folded since (docs/decisions/migrations.md)."""
    with closing(sqlite3.connect(database)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
            return False
        rows = connection.execute("SELECT name FROM django_migrations WHERE app = 'certifications'").fetchall()
    names = {name for (name,) in rows}
    return bool(names - {"0001_initial"}) and "0055_masters_honored" not in names


def forget_city() -> None:
    """Removes a city that was not finished, and what was kept of an older one."""
    STAMP.unlink(missing_ok=True)
    for suffix in ("", "-wal", "-shm"):
        DATABASE.with_name(DATABASE.name + suffix).unlink(missing_ok=True)
    for name in MADE:
        shutil.rmtree(VAR / name, ignore_errors=True)
    FILLING.unlink(missing_ok=True)


def answers(url: str) -> bool:
    """Whether the site answers there."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def serve(values: dict[str, str], port: int) -> None:
    """Web and worker, and on the screen where to look and who can sign in."""
    with Processes() as processes:
        processes.start("web", gunicorn(), values)
        processes.start("worker", python("manage.py", "worker", "--verbosity", "0"), values)
        accounts = subprocess.run(
            python("manage.py", "sample_city", "--accounts"), cwd=ROOT, env=values, check=True, capture_output=True, text=True
        ).stdout
        processes.wait_for(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "The site")
        print(f"\nSample accounts:\n{accounts}\nTsunagi runs at http://localhost:{port}/ (Ctrl-C stops it)", flush=True)
        processes.watch()


def main() -> int:
    """Gives the exit code."""
    port = int(os.environ.get("PORT") or 8000)
    if is_listening(port):
        print(f"Port {port} is taken. Name another: make run PORT={port + 1}", file=sys.stderr)
        return 1
    (VAR / "static").mkdir(parents=True, exist_ok=True)
    values = environment(
        DATABASE_URL=f"sqlite:///{DATABASE}",
        DJANGO_SETTINGS_MODULE="settings.development",
        DEMO="1",
        PORT=str(port),
        BIND=f"127.0.0.1:{port}",
        PYTHONUNBUFFERED="1",
    )
    raise_on_signals()
    try:
        prepare(values)
        serve(values, port)
    except StopAsked:
        print("\nStopped.")
        return 0
    except ProcessEnded as ended:
        print(f"\nStopped: {ended}", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"\nThat did not work: {' '.join(error.cmd[1:])}\nTo begin anew: rm -r var", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
