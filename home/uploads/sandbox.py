"""Inspects files and draws their pages in a process of its own, so that a hostile file can at most end that process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from home.uploads.findings import Facts, PageFacts, Unsound
from home.uploads.kinds import Kind

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 40
DRAWING_SECONDS = 120


def inspect(kind: Kind, source: Path, target: Path) -> Facts:
    """The facts of a sound file. Raises Unsound; also when the inspection dies or takes too long ("complex")."""
    facts: Facts = _run("inspection", kind.family, kind.code, str(source), str(target), seconds=TIMEOUT_SECONDS)["facts"]
    return facts


def draw_pages(family: str, source: Path, folder: Path) -> list[PageFacts]:
    """Leaves a picture of every page in the folder (home.uploads.page_pictures). Raises Unsound."""
    pages: list[PageFacts] = _run("drawing", family, str(source), str(folder), seconds=DRAWING_SECONDS)["pages"]
    return pages


def _run(module: str, *words: str, seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-s", "-m", f"home.uploads.{module}", *words]
    # Nothing of our environment (keys, addresses) goes in; one arena keeps address space for the picture.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own module; the paths are ours, the kind is from our table
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unsound("complex") from error
    try:
        findings: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise Unsound("complex" if done.returncode < 0 else "damaged") from error
    if "refused" in findings:
        raise Unsound(findings["refused"])
    return findings
