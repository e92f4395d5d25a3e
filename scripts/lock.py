"""Pins all packages with their hashes: requirements.in to requirements.txt, requirements-test.in to requirements-test.txt."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ["--generate-hashes", "--quiet", "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11"]

if __name__ == "__main__":
    uv = shutil.which("uv", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if not uv:
        sys.exit("uv is missing: make environment-test installs it into .venv.")
    for name in ("requirements", "requirements-test"):
        subprocess.run([uv, "pip", "compile", f"{name}.in", "-o", f"{name}.txt", *OPTIONS], cwd=ROOT, check=True)
