"""A PostgreSQL cluster of our own for tests and for the stack: made by initdb, run by an ordinary user, on loopback only.

python -m scripts.postgres run -- CMD...   runs CMD with DATABASE_URL and DATABASE_TEMPLATE set, and stops the cluster after the
last user. The template holds the migrated tables and is kept under a hash of the migrations, so that they run once.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from scripts import fingerprints

ROOT = Path(__file__).resolve().parents[1]
OWNER = "tsunagi"
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ALWAYS = {"listen_addresses": "127.0.0.1", "max_connections": "200", "shared_buffers": "128MB", "timezone": "UTC"}


class PostgresqlMissing(Exception):
    """No PostgreSQL server is installed."""


def binaries() -> Path:
    """The folder of initdb and pg_ctl, the newest version first. Raises PostgresqlMissing with the command that helps."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    raise PostgresqlMissing("PostgreSQL is missing. Install it: apt-get install postgresql")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tests_folder() -> Path:
    """Where the tests' cluster of this checkout lies: outside it, because the server's user may not enter a private home."""
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"tsunagi-postgres-{os.getuid()}-{mark}"


class Cluster:
    """One cluster in one folder. Several processes may use it at once; the last that leaves stops it."""

    def __init__(self, folder: Path, *, quick: bool = True) -> None:
        self.folder = folder
        self.options = ALWAYS | (QUICK if quick else {})
        self.user = "postgres" if os.getuid() == 0 else ""
        self.port = 0
        self._lock: IO[str] | None = None
        self._bin = binaries()

    def __enter__(self) -> "Cluster":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        with (self.folder / "door").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            self._lock = (self.folder / "users").open("w")
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        with (self.folder / "door").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            assert self._lock is not None
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                self._as_user("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-s", check=False)
            self._lock.close()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str) -> str:
        """The DATABASE_URL of one of its databases."""
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Runs one statement and gives what psql prints of it."""
        command = [str(self._bin / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER, "-d", database]
        options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{statement}: {done.stderr.strip()}")
        return done.stdout.strip()

    def has(self, database: str) -> bool:
        """Whether the database exists."""
        return self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{database}'") == "1"

    def template(self) -> str:
        """The name of a database with all tables and no records; migrates one when the migrations have changed."""
        mark = fingerprints.of_migrations()
        name, making = f"template_{mark}", f"making_{mark}"
        with (self.folder / "template").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.has(name):
                self.sql(f"DROP DATABASE IF EXISTS {making} WITH (FORCE)")
                self.sql(f"CREATE DATABASE {making} TEMPLATE template0")
                print("Migrating the tests' template database ...", file=sys.stderr, flush=True)
                values = os.environ | {"DATABASE_URL": self.url(making), "DJANGO_SETTINGS_MODULE": "settings.testing"}
                subprocess.run(
                    [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"], env=values, cwd=ROOT, check=True
                )
                self.sql(f"ALTER DATABASE {making} RENAME TO {name}")
        return name

    def _start(self) -> None:
        port_file = self.folder / "port"
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data, ignore_errors=True)
            options = ["-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            self._as_user("initdb", "-D", str(self.data), *options)
        if self._as_user("pg_ctl", "status", "-D", str(self.data), check=False) == 0:
            self.port = int(port_file.read_text())
            return
        self.port = free_port()
        settings = {**self.options, "port": str(self.port), "unix_socket_directories": str(self.folder)}
        words = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = str(self.folder / "log")
        self._as_user("pg_ctl", "start", "-D", str(self.data), "-l", log, "-o", words, "-w", "-t", "60", "-s")
        port_file.write_text(str(self.port))

    def _as_user(self, tool: str, *arguments: str, check: bool = True) -> int:
        command = [str(self._bin / tool), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        # A server that is started here inherits its output: a file, not a pipe, so that nobody waits for it to end.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd="/", check=False)
            if check and done.returncode:
                output.seek(0)
                raise RuntimeError(f"{tool} failed: {output.read()[-2000:]}")
        return done.returncode


def run(command: list[str]) -> int:
    """Runs a command with the tests' cluster; gives the command's exit code."""
    with Cluster(tests_folder()) as cluster:
        template = cluster.template()
        name = f"tsunagi_{os.getpid()}"
        try:
            values = os.environ | {"DATABASE_URL": cluster.url(name), "DATABASE_TEMPLATE": template}
            return subprocess.run(command, env=values, cwd=ROOT, check=False).returncode
        finally:
            for used in cluster.sql(f"SELECT datname FROM pg_database WHERE datname LIKE 'test_{name}%'").split():
                cluster.sql(f"DROP DATABASE {used} WITH (FORCE)")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1:3] != ["run", "--"]:
        sys.exit(__doc__)
    try:
        sys.exit(run(sys.argv[3:]))
    except PostgresqlMissing as missing:
        sys.exit(str(missing))
    except KeyboardInterrupt:
        sys.exit(130)
