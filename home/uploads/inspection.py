"""The sandboxed process: opens one file under hard limits and prints what it found. Run by home.uploads.sandbox."""

import json
import resource
import sys
from pathlib import Path

MEMORY = 1024**3
CPU_SECONDS = 20
WRITTEN = 256 * 1024**2


def confine(cpu_seconds: int = CPU_SECONDS) -> None:
    """Limits that the kernel keeps, set before any parser is loaded: memory, processor time, size of what is written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(family: str, kind: str, source: Path, target: Path) -> dict[str, object]:
    """The findings: {"facts": {...}}, or {"refused": code}."""
    # Imported after the limits are set, and only what this family needs.
    from home.uploads.findings import Unsound  # noqa: PLC0415

    try:
        match family:
            case "picture":
                from home.uploads import pictures  # noqa: PLC0415

                return {"facts": pictures.inspect(source, kind, target)}
            case "pdf":
                from home.uploads import portable_documents  # noqa: PLC0415

                return {"facts": portable_documents.inspect(source)}
            case "text":
                return {"facts": {}}  # nothing that could be opened: its reader tells whether it is a list
            case _:
                from home.uploads import office_documents  # noqa: PLC0415

                return {"facts": office_documents.inspect(source, kind)}
    except Unsound as unsound:
        return {"refused": unsound.code}
    except MemoryError:
        return {"refused": "complex"}


if __name__ == "__main__":
    confine()
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))))
