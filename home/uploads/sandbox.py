"""Starts the inspection in a process of its own, so that a hostile file can at most end that process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from home.uploads.findings import Facts, Unsound
from home.uploads.kinds import Kind

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 40


def inspect(kind: Kind, source: Path, target: Path) -> Facts:
    """The facts of a sound file. Raises Unsound; also when the inspection dies or takes too long ("complex")."""
    command = [sys.executable, "-s", "-m", "home.uploads.inspection", kind.family, kind.code, str(source), str(target)]
    # Nothing of our environment (keys, addresses) goes in; one arena keeps address space for the picture.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own module; the paths are ours, the kind is from our table
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unsound("complex") from error
    try:
        findings = json.loads(done.stdout)
    except ValueError as error:
        raise Unsound("complex" if done.returncode < 0 else "damaged") from error
    if "refused" in findings:
        raise Unsound(findings["refused"])
    facts: Facts = findings["facts"]
    return facts
