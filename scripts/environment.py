"""Makes .venv with what the project needs; does nothing when that is there already. Needs Python 3.11 and nothing else.

python3.11 scripts/environment.py [requirements.txt | requirements-test.txt]
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
UV = "uv==0.13.9"
CHOICES = ("requirements.txt", "requirements-test.txt")  # the second holds all of the first


def mark(name: str) -> str:
    """What the stamp says when these requirements are installed."""
    return f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}"


def is_installed(name: str) -> bool:
    """Whether they are, alone or as part of the larger set."""
    if not PYTHON.exists() or not STAMP.exists():
        return False
    return STAMP.read_text() in {mark(choice) for choice in CHOICES[CHOICES.index(name) :]}


def make_venv() -> None:
    """An empty virtual environment; as root, what Debian keeps apart for that is installed."""
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    command = "apt-get install --yes python3.11-venv"
    if os.getuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Python's module venv is incomplete here. Install it, then try again: sudo {command}")
    subprocess.run(["apt-get", "update", "-q"], check=False)
    subprocess.run(command.split(), check=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def installer() -> list[str]:
    """uv, fetched into .venv by its pip; an environment without pip uses the machine's uv."""
    inside = VENV / "bin" / "uv"
    has_pip = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    if not inside.exists() and has_pip:
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], check=True)
    found = str(inside) if inside.exists() else shutil.which("uv")
    if not found:
        sys.exit("This .venv was made by another tool. Remove it, then try again: rm -r .venv")
    return [found]


def install(name: str) -> None:
    """Makes .venv hold exactly the locked packages."""
    if is_installed(name):
        return
    if not PYTHON.exists():
        print("Making the virtual environment .venv ...", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        make_venv()
    print(f"Installing {name} ...", flush=True)
    values = os.environ | {"VIRTUAL_ENV": str(VENV), "UV_LINK_MODE": "copy"}
    subprocess.run([*installer(), "pip", "sync", "--quiet", "--require-hashes", name], cwd=ROOT, env=values, check=True)
    STAMP.write_text(mark(name))


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"Python 3.11 is needed; this is {sys.version.split()[0]}. Name yours: make PYTHON=/path/to/python3.11 ...")
    wanted = sys.argv[1] if len(sys.argv) > 1 else CHOICES[0]
    if wanted not in CHOICES:
        sys.exit(__doc__)
    try:
        install(wanted)
    except subprocess.CalledProcessError as error:
        sys.exit(f"That did not work: {' '.join(str(part) for part in error.cmd)}")
