"""The tests' migrated SQLite file, kept under a hash of the migrations: each process of a run works in a copy of it."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from scripts import fingerprints

ROOT = Path(__file__).resolve().parents[1]


def prepare() -> Path:
    """The file, migrated when it is not there. Several processes may ask at once."""
    template = ROOT / "var" / "templates" / f"{fingerprints.of_migrations()}.sqlite3"
    template.parent.mkdir(parents=True, exist_ok=True)
    with (template.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            making = template.with_suffix(".making")
            for broken in template.parent.glob("*.making*"):
                broken.unlink()
            values = os.environ | {"DATABASE_URL": f"sqlite:///{making}", "DJANGO_SETTINGS_MODULE": "settings.testing"}
            subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=values, cwd=ROOT, check=True)
            for old in template.parent.glob("*.sqlite3"):
                old.unlink()
            making.rename(template)
    return template


if __name__ == "__main__":
    prepare()
