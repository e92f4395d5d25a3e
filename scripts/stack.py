"""The deployed set as processes of one machine: nginx, web x2, worker, PostgreSQL, Redis, S3, mail; torn down after.

python -m scripts.stack [--sample] [--port 8080] [--journeys [FILE ...] | --races [FILE ...] | --run CMD ...]
--sample fills it with the sample city; --journeys walks through it by browser (those of WALKED, or those named), --races runs the
races on its database, --run runs a command with STACK_URL set; these end with the exit code of what ran. Without them the stack
stands until Ctrl-C.
"""

import argparse
import json
import mimetypes
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import boto3

from certifications import signing
from scripts import proxy, sample_template
from scripts.postgres import Cluster, PostgresqlMissing, free_port, tests_folder
from scripts.processes import (
    ROOT,
    ProcessEnded,
    Processes,
    StopAsked,
    environment,
    gunicorn,
    is_listening,
    python,
    raise_on_signals,
)
from scripts.run_city import answers

BUCKETS = {"S3_PUBLIC_BUCKET": "tsunagi-public", "S3_PRIVATE_BUCKET": "tsunagi-private"}
WEB = 2
# Stories that need nothing of the served process but its pages: those of judges' devices and of the desk's states reach into it.
# Those of the main job come last: they close the sample city's own calls, of which the others tell.
STORIES = ("applying", "windows", "without_scripts", "comparing", "main_job", "main_job_without_scripts")
WALKED = [f"tests/journeys/test_{name}.py" for name in STORIES]
WALKED_BY = {"DJANGO_SETTINGS_MODULE": "settings.stack_testing"}


class Stack:
    """All parts, as a context: inside it `url` answers. `extra` are variables for the site's own processes."""

    def __init__(self, *, port: int = 0, sample: bool = False, extra: dict[str, str] | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.sample = sample
        self.extra = extra or {}
        self.folder = Path(tempfile.mkdtemp(prefix="tsunagi-stack-"))
        self.logs = self.folder / "logs"
        self.processes = Processes(self.logs)
        self.web_ports = [free_port() for _web in range(WEB)]
        self.environment: dict[str, str] = {}
        self.cluster = Cluster(tests_folder())  # shared with the tests: its migrated template saves a minute
        self.database = f"stack_{os.getpid()}"
        self.template = ""
        self._exits = ExitStack()

    def __enter__(self) -> "Stack":
        try:
            self._up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._exits.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def told(self) -> dict[str, str]:
        """What a command that runs against the stack hears of it."""
        mail = str(self.folder / "mail" / "box")
        return {"STACK_URL": self.url, "STACK_DATABASE": self.database, "STACK_MAIL": mail, "DATABASE_TEMPLATE": self.template}

    def manage(self, *arguments: str, **values: str) -> None:
        """Runs manage.py with the stack's environment."""
        subprocess.run(python("manage.py", *arguments), cwd=ROOT, env=self.environment | values, check=True)

    def _up(self) -> None:
        self.folder.chmod(0o755)
        for name in ("logs", "mail", "redis", "nginx", "quarantine"):
            (self.folder / name).mkdir(mode=0o755)
        self._exits.enter_context(self.cluster)
        self._exits.callback(lambda: self.cluster.sql(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)"))
        self.template = template = self.cluster.template()
        sample = None
        if self.sample:
            sample = sample_template.prepare(self.cluster.url("postgres"), template)
            template = sample.database
        self.cluster.sql(f"CREATE DATABASE {self.database} TEMPLATE {template}")
        self._exits.enter_context(self.processes)
        self.environment = self._environment()
        self._start_services()
        subprocess.run(python("scripts/messages.py", "compile"), cwd=ROOT, check=True)
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        self.manage("migrate", "--verbosity", "0")
        if sample:
            self._store(sample.folder / "media", BUCKETS["S3_PUBLIC_BUCKET"])
            self._store(sample.folder / "private", BUCKETS["S3_PRIVATE_BUCKET"])
        for number, port in enumerate(self.web_ports, 1):
            values = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
            self.processes.start(f"web-{number}", gunicorn(), self.environment | values)
        self.processes.start("worker", python("manage.py", "worker"), self.environment)
        self._start_proxy()
        for port in self.web_ports:
            self.processes.wait_for(lambda port=port: answers(f"http://127.0.0.1:{port}/healthz"), "web")  # type: ignore[misc]
        self.processes.wait_for(self._is_ready, "The stack")

    def _is_ready(self) -> bool:
        """Asks /readyz; says so at once when a check fails, since waiting does not mend a missing migration."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=10) as response:
                return bool(response.status == 200)
        except urllib.error.HTTPError as error:
            if error.code == 503:
                raise ProcessEnded(f"The stack is not ready: {error.read().decode()}") from error
            return False
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        self.ports = {name: free_port() for name in ("redis", "s3", "mail")}
        values = dict(
            DJANGO_SETTINGS_MODULE="settings.production",
            SECRET_KEY="of-this-stack-only-" + os.urandom(24).hex(),
            SIGNING_KEY_FILE=str(self._signing_key()),
            ALLOWED_HOSTS="localhost,127.0.0.1",
            PUBLIC_URL=self.url,
            INSECURE_HTTP="1",
            DATABASE_URL=self.cluster.url(self.database),
            REDIS_URL=f"redis://127.0.0.1:{self.ports['redis']}/0",
            S3_ACCESS_KEY="stack",
            S3_SECRET_KEY="stack-secret",
            S3_ENDPOINT_URL=f"http://127.0.0.1:{self.ports['s3']}",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=str(self.ports["mail"]),
            EMAIL_USE_TLS="0",
            DEFAULT_FROM_EMAIL="Tsunagi <office@city.example>",
            PRIVATE_ACCEL_PREFIX="/sealed",
            PAGE_CACHES=f"http://127.0.0.1:{self.port}",
            PAGE_CACHE_TOKEN="of-this-stack",
            QUARANTINE_ROOT=str(self.folder / "quarantine"),
            STATIC_ROOT=str(self.folder / "static"),
            PYTHONUNBUFFERED="1",
            # As in the image: threads share one heap, and what is free at its end goes back; that saves tens of megabytes.
            # As in the image, whose modules are compiled: a process that compiles them itself holds 16 MB more.
            PYTHONDONTWRITEBYTECODE="",
            PYTHONNODEBUGRANGES="1",
            MALLOC_ARENA_MAX="1",
            MALLOC_TRIM_THRESHOLD_="131072",
            MALLOC_MMAP_THRESHOLD_="131072",
            **BUCKETS,
        )
        return environment(**values | self.extra)

    def _signing_key(self) -> Path:
        path = self.folder / "signing-key.pem"
        path.write_bytes(signing.new_key())
        return path

    def _start_services(self) -> None:
        redis = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.ports["redis"]), "--dir", str(self.folder / "redis")]
        self.processes.start("redis", [*redis, "--save", "", "--appendonly", "no"])
        self.processes.start("s3", python("-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.ports["s3"])))
        mailbox = ["-c", "aiosmtpd.handlers.Mailbox", str(self.folder / "mail" / "box")]
        self.processes.start("mail", python("-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{self.ports['mail']}", *mailbox))
        for name, port in self.ports.items():
            self.processes.wait_for(lambda port=port: is_listening(port), name)  # type: ignore[misc]
        for name in BUCKETS.values():
            self._s3().create_bucket(Bucket=name)
        readable = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
        public = BUCKETS["S3_PUBLIC_BUCKET"]
        policy = {"Version": "2012-10-17", "Statement": [readable | {"Resource": f"arn:aws:s3:::{public}/*"}]}
        self._s3().put_bucket_policy(Bucket=public, Policy=json.dumps(policy))

    def _s3(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.environment["S3_ENDPOINT_URL"],
            aws_access_key_id="stack",
            aws_secret_access_key="stack-secret",
            region_name="us-east-1",
        )

    def _store(self, folder: Path, bucket: str) -> None:
        """Puts a folder's files into a bucket, named as in the folder."""
        client = self._s3()
        for path in folder.rglob("*"):
            if path.is_file():
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                client.put_object(Bucket=bucket, Key=str(path.relative_to(folder)), Body=path.read_bytes(), ContentType=kind)

    def _start_proxy(self) -> None:
        path = self.folder / "nginx" / "nginx.conf"
        values = {
            "NGINX_HEAD": f"user {'root' if os.getuid() == 0 else 'nobody'};\ndaemon off;",
            "NGINX_ETC": "/etc/nginx",
            "RUN_DIR": str(self.folder / "nginx"),
            "ACCESS_LOG": "off",
            "LISTEN": f"127.0.0.1:{self.port}",
            "WEB_SERVERS": " ".join(f"server 127.0.0.1:{port};" for port in self.web_ports),
            "S3_HOST": f"127.0.0.1:{self.ports['s3']}",
            "S3_PUBLIC_BUCKET": BUCKETS["S3_PUBLIC_BUCKET"],
            "STATIC_ROOT": self.environment["STATIC_ROOT"],
            "FORWARDED_PROTO": "$scheme",
            "BALANCERS": "",
            "PAGE_CACHE_TOKEN": self.environment["PAGE_CACHE_TOKEN"],
        }
        path.write_text(proxy.rendered(values), encoding="utf-8")
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self.processes.start("nginx", [nginx, "-c", str(path), "-p", str(path.parent), "-e", "stderr"])


def main() -> int:
    """Gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journeys", nargs="*", metavar="FILE")
    parser.add_argument("--races", nargs="*", metavar="FILE")
    parser.add_argument("--run", nargs=argparse.REMAINDER, default=[])
    options = parser.parse_args()
    command, walks, extra, told = options.run, options.journeys is not None, {}, {}
    if walks:
        command, extra = python("-m", "pytest", "-m", "journey", *(options.journeys or WALKED)), WALKED_BY
    if options.races is not None:  # their tables are made, raced for and emptied in a database beside the stack's own
        command = python("-m", "pytest", "-m", "not alone", *(options.races or ["tests/races"]))
        told = {"DJANGO_SETTINGS_MODULE": "settings.testing"}
    raise_on_signals()
    try:
        with Stack(port=options.port, sample=options.sample or walks, extra=extra) as stack:
            if command:
                return subprocess.run(command, env=stack.environment | stack.told | told, check=False).returncode
            print(f"The stack stands at {stack.url}/ ; logs and letters: {stack.folder} (Ctrl-C takes it down)", flush=True)
            stack.processes.watch()
    except StopAsked:
        print("\nTaken down.")
        return 0
    except (ProcessEnded, PostgresqlMissing) as error:
        print(f"\n{error}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
