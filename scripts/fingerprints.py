"""Short hashes that say whether something must be done again: packages installed, tables migrated."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def of_files(*paths: Path) -> str:
    """Twelve characters that change when the name or the content of one of the files changes."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def of_migrations() -> str:
    """Changes when a migration or a package changes."""
    found = sorted(path for path in ROOT.glob("*/migrations/*.py") if path.parent.parent.name != ".venv")
    return of_files(ROOT / "requirements.txt", *found)
