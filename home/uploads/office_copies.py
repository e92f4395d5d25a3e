"""Makes a PDF of an office document with LibreOffice, where it is installed, in a limited process of its own."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from home.uploads.findings import Unsound

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "soffice"
MEMORY = 4 * 1024**3
CPU_SECONDS = 60
TIMEOUT_SECONDS = 90


def is_installed() -> bool:
    """Whether office documents can be made PDFs here."""
    return shutil.which(PROGRAM) is not None


def to_pdf(source: Path, kind: str, folder: Path) -> Path:
    """The path of the PDF, in the folder. Raises Unsound: "no_converter", "complex" (dies or takes too long), "damaged"."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise Unsound("no_converter")
    named = folder / f"document.{kind}"
    shutil.copyfile(source, named)
    command = [sys.executable, "-s", "-m", "home.uploads.office_copies", program, str(folder), str(named)]
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603  our own module; the paths are ours, the kind is from our table
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unsound("complex") from error
    finally:
        with suppress(ProcessLookupError):  # it starts children that would outlive it
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    made = folder / "document.pdf"
    if not made.exists():
        raise Unsound("complex" if process.returncode < 0 else "damaged")
    return made


def become(program: str, folder: str, document: str) -> None:
    """Turns this process into the converter, under limits that the kernel keeps. Does not return."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    words = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation=file://{folder}/profile"]
    os.execv(program, [program, *words, "--convert-to", "pdf", "--outdir", folder, document])  # noqa: S606  no shell


if __name__ == "__main__":
    become(*sys.argv[1:])
