"""A few processes that live and end together: run_city and the stack hold theirs by this."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
END_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG
PATIENCE = 35


class ProcessEnded(Exception):
    """One of the processes ended by itself; its name and its last words."""


class StopAsked(BaseException):
    """Ctrl-C, or a signal that asks to end."""


def raise_on_signals() -> None:
    """Turns SIGINT, SIGTERM and SIGHUP into StopAsked, so that everything is taken down in order."""

    def ask(signum: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise StopAsked(signal.Signals(signum).name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)


def _end_with_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGTERM)


class Processes:
    """Started in order, ended in the opposite order. Ctrl-C reaches only us: each child has a session of its own."""

    def __init__(self, logs: Path | None = None) -> None:
        self.logs = logs
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Starts one; what it prints goes to <logs>/<name>.log, or to our own screen when there are no logs."""
        output = (self.logs / f"{name}.log").open("ab") if self.logs else None
        self.running[name] = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        if output:
            output.close()
        return self.running[name]

    def check(self) -> None:
        """Raises ProcessEnded when one of them is gone."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise ProcessEnded(f"{name} ended with code {process.returncode}.{self._last_words(name)}")

    def wait_for(self, condition: Callable[[], bool], what: str, seconds: float = 60) -> None:
        """Waits until the condition holds; raises ProcessEnded when a process ends first, or time does."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check()
            if time.monotonic() > deadline:
                raise ProcessEnded(f"{what} did not come up in {seconds:.0f} s.{self._last_words(*self.running)}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Returns never: raises ProcessEnded as soon as one ends, or StopAsked."""
        while True:
            self.check()
            time.sleep(0.5)

    def end(self) -> None:
        """Asks each to end, the last started first, and waits; who does not listen is killed."""
        for process in reversed(self.running.values()):
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in reversed(self.running.values()):
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()

    def _last_words(self, *names: str) -> str:
        if not self.logs:
            return ""
        found = [self.logs / f"{name}.log" for name in names]
        return "".join(f"\n--- {path.name}\n{path.read_text(errors='replace')[-1500:]}" for path in found if path.exists())


def is_listening(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody takes connections at the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def python(*arguments: str) -> list[str]:
    """A command of this environment's Python."""
    return [sys.executable, *arguments]


def gunicorn() -> list[str]:
    """The web server's command; where it binds comes from BIND."""
    return python("-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py"))


def environment(**values: str) -> dict[str, str]:
    """Ours with these values."""
    return {**os.environ, **values}
