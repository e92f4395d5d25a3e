"""The sandboxed process that draws a file's pages. Run by home.uploads.sandbox, under the limits of an inspection."""

import json
import sys
from pathlib import Path

from home.uploads.inspection import confine

CPU_SECONDS = 90


def main(family: str, source: Path, folder: Path) -> dict[str, object]:
    """The findings: {"pages": [...]}, or {"refused": code}."""
    # Imported after the limits are set.
    from home.uploads import page_pictures  # noqa: PLC0415
    from home.uploads.findings import Unsound  # noqa: PLC0415

    try:
        return {"pages": page_pictures.draw(source, family, folder)}
    except Unsound as unsound:
        return {"refused": unsound.code}
    except MemoryError:
        return {"refused": "complex"}


if __name__ == "__main__":
    confine(CPU_SECONDS)
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
