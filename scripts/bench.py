"""`make bench`: what the public pages cost, on the whole stack, against a bare Django view with one indexed query.

CPU time (user and system) of the web processes per request with the page cache off, 8 clients, after warm-up, all pages in
turn so that a noisy machine harms all alike; then nginx's cache against a static file of the same size; then memory after
mixed requests. Prints figures. Fails only when it could not measure.
"""

import argparse
import http.client
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from scripts.postgres import PostgresqlMissing, free_port
from scripts.processes import ROOT, ProcessEnded, StopAsked, environment, gunicorn, python, raise_on_signals
from scripts.run_city import answers
from scripts.stack import Stack

LIMIT = 10.0
QUERY_LIMIT = 15
MEMORY_LIMIT = 180
CLIENTS = 8
ROUNDS = 10
BARE = "/bench/bare"


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


def load(ports: Sequence[int], paths: Sequence[str], requests: int, clients: int = CLIENTS) -> float:
    """Sends the requests by several clients with lasting connections; gives the seconds. Raises on any answer but 200."""
    failures: list[str] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=60)
        for turn in range(number, requests, clients):
            path = paths[turn % len(paths)]
            connection.request("GET", path, headers={"Host": "localhost"})
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


def pages(stack: Stack) -> dict[str, str]:
    """What is measured: the entry and the event are the first that their lists link."""
    port = stack.web_ports[0]
    register = fetched(port, "/brands/").content.decode()  # type: ignore[attr-defined]
    entry = re.search(r'href="(/brands/[a-z0-9-]+/)"', register)
    if not entry:
        raise ProcessEnded("The register shows no entry.")
    return {"home": "/", "register": "/brands/", "entry": entry[1], "calendar": "/events/"}


def measure_pages(stack: Stack, requests: int, bare_port: int, bare_process: subprocess.Popen[bytes]) -> bool:
    """Prints the table of CPU times; gives whether all are within their limits."""
    paths = pages(stack)
    targets: dict[str, tuple[list[int], str]] = {name: (stack.web_ports, path) for name, path in paths.items()}
    targets["bare view"] = (stack.web_ports, BARE)
    targets["bare, no middleware"] = ([bare_port], BARE)
    stacked = web_pids([stack.processes.running[f"web-{number}"] for number in (1, 2)])
    pids = {name: web_pids([bare_process]) if ports == [bare_port] else stacked for name, (ports, _path) in targets.items()}
    for ports, path in targets.values():
        load(ports, [path], 48)
    spent = dict.fromkeys(targets, 0.0)
    spent_database = dict.fromkeys(targets, 0.0)
    sent = dict.fromkeys(targets, 0)
    for _round in range(ROUNDS):
        for name, (ports, path) in targets.items():
            number = -(-requests // ROUNDS) * (4 if "bare" in name else 1)
            web, base = on_cpu(pids[name]), on_cpu(postgres_pids(stack))
            load(ports, [path], number)
            spent[name] += between(web, on_cpu(pids[name]))
            spent_database[name] += between(base, on_cpu(postgres_pids(stack)))
            sent[name] += number
    cost = {name: spent[name] / sent[name] * 1000 for name in targets}
    print(f"\n{'page':22}{'requests':>9}{'CPU ms':>9}{'DB ms':>8}{'x bare':>8}{'x least':>9}{'queries':>9}")
    good = True
    for name, (ports, path) in targets.items():
        queries = fetched(ports[0], path, **{"X-Count-Queries": "1"}).headers.get("X-Queries", "-")
        ratio = cost[name] / cost["bare view"]
        least = cost[name] / cost["bare, no middleware"]
        over = name in paths and (ratio > LIMIT or (queries.isdigit() and int(queries) > QUERY_LIMIT))
        good = good and not over
        base_cost = spent_database[name] / sent[name] * 1000
        print(
            f"{name:22}{sent[name]:>9}{cost[name]:>9.2f}{base_cost:>8.2f}{ratio:>8.1f}{least:>9.1f}{queries:>9}"
            f"{'  OVER' if over else ''}"
        )
    print(f"limits: {LIMIT:.0f}x a bare view of the same server, {QUERY_LIMIT} queries")
    return good


def measure_proxy(stack: Stack, requests: int) -> None:
    """Prints what nginx gives out of its cache, beside a static file of the same size."""
    page = fetched(stack.port, "/")
    body: bytes = page.content  # type: ignore[attr-defined]
    (Path(stack.environment["STATIC_ROOT"]) / "bench.html").write_bytes(body)
    master = psutil.Process(stack.processes.running["nginx"].pid)
    pids = [child.pid for child in master.children()]
    kept = fetched(stack.port, "/").headers.get("X-Cache")
    results: dict[str, list[float]] = {}
    for _round in range(3):
        for name, path in {"static file": "/static/bench.html", "kept page": "/"}.items():
            load([stack.port], [path], 64)
            before = on_cpu(pids)
            seconds = load([stack.port], [path], requests)
            known = results.setdefault(name, [0.0, 0.0])
            known[0] += seconds
            known[1] += between(before, on_cpu(pids))
    print(f"\nnginx, {len(body) / 1024:.0f} KiB each ({kept}):")
    for name, (seconds, cpu) in results.items():
        print(f"  {name:12} {3 * requests / seconds:8.0f} requests/s {cpu / requests / 3 * 1e6:8.1f} us of nginx's CPU each")
    by_rate = results["static file"][0] / results["kept page"][0]
    by_cpu = results["static file"][1] / results["kept page"][1]
    over = "" if min(by_rate, by_cpu) >= 0.5 else "  OVER"
    print(f"  kept page / static file: rate {by_rate:.2f}, by CPU {by_cpu:.2f} (limit: no less than 0.50){over}")


def measure_memory(stack: Stack, requests: int) -> None:
    """Prints how much memory the web processes hold after mixed requests."""
    mixed = [
        *pages(stack).values(),
        "/en/",
        "/zh-hans/",
        "/brands/?q=%E8%AA%8D%E5%AE%9A",
        "/events/calendar.ics",
        "/account/login/",
    ]
    pids = web_pids([stack.processes.running[f"web-{number}"] for number in (1, 2)])
    start = [psutil.Process(pid).memory_info().rss / 2**20 for pid in pids]
    load(stack.web_ports, mixed, requests)
    end = [psutil.Process(pid).memory_info().rss / 2**20 for pid in pids]
    words = ", ".join(f"{before:.0f} -> {after:.0f} MB" for before, after in zip(start, end, strict=True))
    over = "  OVER" if max(end) >= MEMORY_LIMIT else ""
    print(f"\nresident memory of the web workers over {requests:,} mixed requests: {words} (limit {MEMORY_LIMIT} MB){over}")


def main() -> int:
    """Gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=400, help="per page")
    parser.add_argument("--mixed", type=int, default=10_000, help="requests before memory is read")
    options = parser.parse_args()
    raise_on_signals()
    try:
        with Stack(sample=True, extra={"DJANGO_SETTINGS_MODULE": "settings.bench"}) as stack:
            subprocess.run(
                python("-m", "scripts.bulk_entries", str(options.entries)), cwd=ROOT, env=stack.environment, check=True
            )
            stack.cluster.sql("VACUUM ANALYZE", database=stack.database)
            port = free_port()
            values = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", "DJANGO_SETTINGS_MODULE": "settings.bare"}
            bare = stack.processes.start("bare", gunicorn(), environment(**stack.environment) | values)
            stack.processes.wait_for(lambda: answers(f"http://127.0.0.1:{port}{BARE}"), "The bare view")
            measure_pages(stack, max(300, options.requests), port, bare)
            measure_proxy(stack, 3_000)
            measure_memory(stack, options.mixed)
    except StopAsked:
        return 130
    except (ProcessEnded, PostgresqlMissing, subprocess.CalledProcessError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
