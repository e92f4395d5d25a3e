"""The process that sets one paper in type and ends: for pages that show a paper at once, so that web processes stay small.

Run by home.typesetting; the worker, which draws many papers, keeps its compilers instead.
"""

import json
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parents[1]
MEMORY = 2 * 1024**3
CPU_SECONDS = 20


def confine() -> None:
    """Limits that the kernel keeps: memory (bytes) and processor time (seconds)."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def compiler(layout: str) -> Any:
    """A compiler of one layout: a `.typ` file by its path in the project, which sees its own folder and nothing else."""
    import typst  # noqa: PLC0415  heavy: only the worker and this process load it

    path = ROOT / layout
    return typst.Compiler(str(path), root=str(path.parent))


def compiled(prepared: Any, facts: Mapping[str, Any], more: Mapping[str, str]) -> bytes:
    """The PDF (PDF/UA-1). Values travel as JSON, never as markup; `more` as they are."""
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), **more}
    return cast(bytes, prepared.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))


if __name__ == "__main__":
    confine()
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(compiled(compiler(asked["layout"]), asked["facts"], asked["more"]))
