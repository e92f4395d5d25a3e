"""A real virus scanner for the tests: clamd on a socket of its own, that knows one signature and asks no network."""

import contextlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

# Source: https://www.eicar.org (the test file that every scanner calls a virus). Kept in two parts, so that none stops at us.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
PATIENCE = 60


class Scanner:
    """A clamd that can be stopped and started again at the same address."""

    def __init__(self, folder):
        self.program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
        if not self.program:
            pytest.skip("clamd is not installed: make test installs it where it can")
        self.folder, self.address, self.process = folder, str(folder / "socket"), None
        (folder / "database").mkdir()
        (folder / "database" / "own.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(
            f"Foreground yes\nLocalSocket {self.address}\nDatabaseDirectory {folder / 'database'}\nMaxThreads 2\n"
        )

    def start(self):
        command = [self.program, "--config-file", str(self.folder / "clamd.conf")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            in_time = self.process.poll() is None and time.monotonic() < until
            assert in_time, (self.folder / "log").read_text()
            time.sleep(0.1)

    def _answers(self):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE)
            connection.connect(self.address)
            connection.sendall(b"zPING\0")
            return connection.recv(8) == b"PONG\0"
        return False

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=PATIENCE)
            self.process = None


@contextlib.contextmanager
def running():
    """A scanner that answers; gone afterwards. A socket's path must be short, so it lies right below the temporary folder."""
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder:
        scanner = Scanner(Path(folder))
        scanner.start()
        try:
            yield scanner
        finally:
            scanner.stop()
