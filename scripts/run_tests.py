"""Runs the checks: python -m scripts.run_tests (all | fast | lint | postgres | journeys | soak) [pytest's arguments].

Every step runs even when an earlier one failed; the exit code is 0 only when all are good. The last line sums up what pytest ran.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scripts import postgres

ROOT = postgres.ROOT
PYTHON = sys.executable
BIN = os.path.dirname(PYTHON)
SOURCES = ["home", "organizations", "payments", "events", "certifications", "matching", "brands", "site", "scripts", "manage.py"]
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|deselected|xfailed|xpassed)")
MESSAGES = [PYTHON, "scripts/messages.py", "compile"]
WORKERS = os.environ.get("TEST_WORKERS", "2")
# Nearly all of it asks for a database, or it starts processes of its own: a fast run does not even collect it.
NOT_FAST = (
    "journeys", "races", "access", "brands/views", "certifications/applying", "certifications/approving",
    "certifications/documents", "certifications/judging", "certifications/management", "certifications/staging",
    "certifications/viewsets", "events/views", "home/views", "organizations/views",
    "test_deployment.py", "test_doors.py", "test_settings.py",
)  # fmt: skip
POSTGRESQL = [PYTHON, "-m", "pytest", "-m", "not journey and not alone", "-n", WORKERS]
FORKING = [PYTHON, "-m", "pytest", "-m", "alone", "tests/races"]
# Few and long: whoever is done takes over what another still has before it.
STORIES = ["-n", WORKERS, "--dist", "worksteal", "tests/journeys"]
# What `make test` asks of PostgreSQL only in part (tests/selection.py), and what is made to be asked many times.
SOAKED = (
    "races", "access", "load", "journeys/test_accessibility.py", "journeys/test_real_minutes_offline.py",
    "brands/test_manuscript_desk.py",
    "brands/test_public_pages.py", "brands/test_viewsets.py", "brands/views", "certifications/applying",
    "certifications/committee/test_meeting_desk.py", "certifications/committee/test_meeting_pages.py",
    "certifications/documents", "certifications/judging", "certifications/staging/test_stage_desk.py",
    "certifications/test_eligibility_page.py", "certifications/test_program_pages.py", "certifications/viewsets",
    "events/models/test_pages.py", "events/test_exhibitor_viewsets.py",
    "events/test_registration_viewsets.py", "events/test_viewsets.py", "events/views",
    "home/test_account_pages.py",
    "home/test_pages.py", "home/views", "matching/models/test_pages.py", "matching/views", "matching/viewsets",
    "organizations/test_list_pages.py",
    "organizations/test_viewsets.py", "organizations/views", "payments/viewsets", "payments/views",
)  # fmt: skip
# And of SQLite.
SOAKED_ON_SQLITE = ("brands", "certifications", "events", "home", "matching", "organizations", "payments")
LINTERS = {
    "ruff": [f"{BIN}/ruff", "check", "--quiet", "."],
    "ruff format": [f"{BIN}/ruff", "format", "--check", "--quiet", "."],
    "import-linter": [f"{BIN}/lint-imports", "--no-cache"],
    "hadolint": [f"{BIN}/hadolint", "Dockerfile"],
    "djhtml": [f"{BIN}/djhtml", "--check", "templates"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "scripts.untranslated"],
    "mypy": [PYTHON, "-m", "mypy", "--no-error-summary", *SOURCES],
}


class Beside:
    """A command that runs beside the steps."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.folder, self.begun, self.seconds = name, Path(tempfile.mkdtemp()), time.monotonic(), 0.0
        with (self.folder / "output").open("w") as file:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self._watch = threading.Thread(target=self._notice_end, daemon=True)
        self._watch.start()

    def _notice_end(self) -> None:
        """It may end long before anybody asks."""
        self._process.wait()
        self.seconds = time.monotonic() - self.begun

    def wait(self) -> tuple[int, str]:
        """Its exit code, and what it has printed."""
        self._watch.join()
        printed = (self.folder / "output").read_text(errors="replace")
        shutil.rmtree(self.folder)
        return self._process.returncode, printed


class Report:
    """What ran, how long, and how it ended."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.counts: Counter[str] = Counter()
        self.good = True
        self.begun = time.monotonic()

    def begin(self, name: str, command: Sequence[str]) -> Beside:
        """Starts a command that runs beside the steps that follow, until `end`."""
        return Beside(name, command)

    def end(self, beside: Beside) -> None:
        """Waits for it; it speaks only when it failed."""
        print(f"== {beside.name}", flush=True)
        code, printed = beside.wait()
        if code:
            print(printed, end="", flush=True)
        self._note(beside.name, code, beside.seconds, printed.splitlines())

    def step(self, name: str, command: Sequence[str], values: Mapping[str, str] | None = None, *, quiet: bool = False) -> None:
        """Runs a command and shows what it prints; a quiet one speaks only when it fails."""
        print(f"\n== {name}" if not quiet else f"== {name}", flush=True)
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(values or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, errors="replace",
        )  # fmt: skip
        assert process.stdout is not None
        printed: list[str] = []
        for line in process.stdout:
            printed.append(line)
            if not quiet:
                print(line, end="", flush=True)
        code = process.wait()
        if code and quiet:
            print("".join(printed), end="", flush=True)
        # 5: nothing was collected, which is so while a folder has no tests of that kind
        self._note(name, 0 if code == 5 and "pytest" in command else code, time.monotonic() - start, printed)

    def _note(self, name: str, code: int, seconds: float, printed: Sequence[str]) -> None:
        closing = next((line for line in reversed(printed) if COUNTED.search(line)), "")
        for number, word in COUNTED.findall(closing):
            self.counts[word.rstrip("s") if word.startswith("error") else word] += int(number)
        self.good = self.good and not code
        self.lines.append(f"  {'FAILED' if code else 'ok':7} {seconds:6.1f} s  {name}")

    def close(self) -> int:
        """Prints the sum and gives the exit code."""
        print("\n" + "\n".join(self.lines))
        words = ", ".join(f"{self.counts[word]} {word}" for word in ("failed", "error", "passed", "skipped") if self.counts[word])
        verdict = "" if self.good else "not all is good: "
        seconds = time.monotonic() - self.begun
        print(f"{verdict}{words or 'checked'} in {seconds:.2f}s", flush=True)
        return 0 if self.good else 1


def pytest(*arguments: str) -> list[str]:
    """A pytest command."""
    return [PYTHON, "-m", "pytest", *arguments]


def lint(report: Report, _arguments: list[str]) -> None:
    report.step("messages", MESSAGES, quiet=True)
    for name, command in LINTERS.items():
        report.step(name, command, quiet=True)


def fast(report: Report, arguments: list[str]) -> None:
    report.step("messages", MESSAGES, quiet=True)
    words = arguments or ["-n", WORKERS, *(f"--ignore=tests/{name}" for name in NOT_FAST)]
    values = {"DATABASE_URL": "", "FAST": "" if arguments else "1"}  # tests/selection.py; who names a part wants all of it
    report.step("tests on SQLite, fast", pytest("-m", "not journey and not postgresql and not slow", *words), values)


def sqlite(report: Report, arguments: list[str]) -> None:
    words = ["-n", WORKERS, "-m", "not journey and not postgresql", *arguments]
    report.step("tests on SQLite", pytest(*words), {"DATABASE_URL": ""})


def on_a_cluster(command: list[str]) -> list[str]:
    return [PYTHON, "-m", "scripts.postgres", "run", "--", *command]


def on_postgresql(report: Report, name: str, command: list[str], values: Mapping[str, str] | None = None) -> None:
    report.step(name, on_a_cluster(command), values)


def postgresql(report: Report, arguments: list[str]) -> None:
    if arguments:
        on_postgresql(report, "tests on PostgreSQL", pytest("-m", "not journey", *arguments))
        return
    on_postgresql(report, "tests on PostgreSQL", POSTGRESQL)
    on_postgresql(report, "tests that fork, by themselves", FORKING)


def journeys(report: Report, arguments: list[str]) -> None:
    on_postgresql(report, "journeys in the browser", pytest("-m", "journey", *(arguments or STORIES)))


def soak(report: Report, arguments: list[str]) -> None:
    folders = [f"tests/{name}" for name in SOAKED if (ROOT / "tests" / name).exists()]
    if arguments:
        on_postgresql(report, "soak on PostgreSQL", pytest(*arguments), {"SOAK": "1"})
    else:
        on_postgresql(report, "soak on PostgreSQL", pytest("-m", "not alone", *folders), {"SOAK": "1"})
        on_postgresql(report, "soak of what forks, by itself", pytest("-m", "alone", "tests/races"), {"SOAK": "1"})
        sqlite(report, [f"tests/{name}" for name in SOAKED_ON_SQLITE])
        report.step("the last minutes of a round", [PYTHON, "-m", "scripts.storm"])


def everything(report: Report, arguments: list[str]) -> None:
    os.environ["BOTH_DATABASES"] = "1"  # tests/selection.py parts the access sweep between them
    report.step("messages", MESSAGES, quiet=True)
    # Made by one process each: beside the linters, which leave a processor free, and not while two wait for them.
    migrating = report.begin("migrated file of the tests", [PYTHON, "-m", "scripts.sqlite_template"])
    filling = report.begin("sample city of the journeys", on_a_cluster([PYTHON, "-m", "scripts.sample_template"]))
    lint(report, arguments)
    report.end(migrating)
    sqlite(report, arguments)
    on_postgresql(report, "tests on PostgreSQL", POSTGRESQL)
    report.end(filling)
    forking = report.begin("tests that fork, by themselves", on_a_cluster(FORKING))  # one process of its own, beside two
    journeys(report, arguments)
    report.end(forking)


PARTS: dict[str, Callable[[Report, list[str]], None]] = {
    "all": everything,
    "fast": fast,
    "journeys": journeys,
    "lint": lint,
    "postgres": postgresql,
    "soak": soak,
}


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in PARTS:
        sys.exit(__doc__)
    # Compiled modules are kept, or each of a hundred processes would compile Django anew.
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    outcome = Report()
    try:
        PARTS[sys.argv[1]](outcome, sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(outcome.close())
