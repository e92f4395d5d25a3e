"""Requests sent to the stack, and the processor time that its processes spend on them."""

import http.client
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from scripts.processes import ProcessEnded
from scripts.stack import Stack

CLIENTS = 8


def on_cpu(pids: Sequence[int]) -> dict[int, float]:
    """Seconds that all threads of each process have been on a processor, by the scheduler's own nanoseconds."""
    seconds = {}
    for pid in pids:
        files = Path(f"/proc/{pid}/task").glob("*/schedstat")
        seconds[pid] = sum(int(path.read_text().split()[0]) for path in files) / 1e9
    return seconds


def between(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds spent since; a process that came in between counts whole, one that went counts no more."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def web_pids(parents: Sequence[subprocess.Popen[bytes]]) -> list[int]:
    """The processes that answer: gunicorn's children."""
    return [child.pid for parent in parents for child in psutil.Process(parent.pid).children()]


def postgres_pids(stack: Stack) -> list[int]:
    """All of the cluster's processes."""
    head = int((stack.cluster.data / "postmaster.pid").read_text().splitlines()[0])
    return [head, *(child.pid for child in psutil.Process(head).children())]


def load(
    ports: Sequence[int],
    paths: Sequence[str],
    requests: int,
    clients: int = CLIENTS,
    *,
    headers: dict[str, str] | None = None,
    bodies: Sequence[str] = (),
) -> float:
    """Sends the requests by several clients with lasting connections; gives the seconds. Raises on any answer but 200.

    With `bodies` they are POSTs of a form, the bodies in turn.
    """
    failures: list[str] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=60)
        for turn in range(number, requests, clients):
            path = paths[turn % len(paths)]
            sent = bodies[turn % len(bodies)] if bodies else None
            connection.request("POST" if bodies else "GET", path, sent, headers={"Host": "localhost", **(headers or {})})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                failures.append(f"{path}: {response.status}")
                return

    threads = [threading.Thread(target=client, args=[number]) for number in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise ProcessEnded(f"A page did not answer: {failures[0]}")
    return time.perf_counter() - begun


def fetched(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    """One answer, its body in `.content`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    response = connection.getresponse()
    response.content = response.read()  # type: ignore[attr-defined]
    return response
