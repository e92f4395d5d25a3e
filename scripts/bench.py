"""`make bench`: what pages cost, on the whole stack, against a bare Django view with one indexed query.

CPU time (user and system) of the web processes per request with the page cache off, 8 clients, after warm-up, all pages in
turn so that a noisy machine harms all alike; the pages of judging the same way (scripts/bench_judging.py); the search, what it
finds and what it costs (scripts/bench_search.py); lists of 20,000 rows (scripts/bench_lists.py); memory while the whole
register streams as open data (scripts/bench_streams.py); then nginx's cache against a static file of the same size; then
memory after mixed requests, uploads among them. Prints each figure beside its bound. Ends with 3, and names it, when a bound
is over; with 1 when it could not measure.
"""

import argparse
import http.client
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil
from PIL import Image

from scripts import bench_judging, bench_lists, bench_search, bench_streams
from scripts.bounds import Bounds
from scripts.measuring import between, fetched, load, on_cpu, postgres_pids, web_pids
from scripts.postgres import PostgresqlMissing, free_port
from scripts.processes import ROOT, ProcessEnded, StopAsked, environment, gunicorn, python, raise_on_signals
from scripts.run_city import answers
from scripts.stack import Stack

LIMIT = 10.0
QUERY_LIMIT = 15
MEMORY_LIMIT = 180
PROXY_LIMIT = 0.5
UPLOADS = 100  # among the mixed requests
FILES = 5  # of one message: as many as it may carry, and fewer messages than one applicant may send in a day
ROUNDS = 10
BARE = "/bench/bare"
PARTS = ["pages", "judging", "search", "lists", "streams", "proxy", "memory"]


def pages(stack: Stack) -> dict[str, str]:
    """What is measured: the entry and the event are the first that their lists link."""
    port = stack.web_ports[0]
    register = fetched(port, "/brands/").content.decode()  # type: ignore[attr-defined]
    entry = re.search(r'href="(/brands/[a-z0-9-]+/)"', register)
    if not entry:
        raise ProcessEnded("The register shows no entry.")
    return {"home": "/", "register": "/brands/", "entry": entry[1], "calendar": "/events/"}


def measure_pages(stack: Stack, requests: int, bare_port: int, bare_process: subprocess.Popen[bytes], bounds: Bounds) -> None:
    """Prints the table of CPU times."""
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
    print(f"\n{'page':22}{'requests':>9}{'CPU ms':>9}{'DB ms':>8}{'x least':>9}  {'x bare':18}{'queries'}")
    for name, (ports, path) in targets.items():
        counted = fetched(ports[0], path, **{"X-Count-Queries": "1"}).headers.get("X-Queries", "-")
        ratio, least = cost[name] / cost["bare view"], cost[name] / cost["bare, no middleware"]
        times, queries = f"{ratio:.1f}", counted
        if name in paths:
            times = bounds.at_most(f"{name}, times a bare view of the same server", ratio, LIMIT, 1)
            queries = bounds.at_most(f"{name}, queries", int(counted), QUERY_LIMIT)
        base_cost = spent_database[name] / sent[name] * 1000
        print(f"{name:22}{sent[name]:>9}{cost[name]:>9.2f}{base_cost:>8.2f}{least:>9.1f}  {times:18}{queries}")


def measure_proxy(stack: Stack, requests: int, bounds: Bounds) -> None:
    """Prints what nginx gives out of its cache, each page beside a static file of its size."""
    master = psutil.Process(stack.processes.running["nginx"].pid)
    pids = [child.pid for child in master.children()]
    for name, path in pages(stack).items():
        body: bytes = fetched(stack.port, path).content  # type: ignore[attr-defined]
        (Path(stack.environment["STATIC_ROOT"]) / f"bench-{name}.html").write_bytes(body)
        kept = fetched(stack.port, path).headers.get("X-Cache")
        if kept != "HIT":
            raise ProcessEnded(f"nginx does not keep {path}: {kept}")
        results: dict[str, list[float]] = {}
        for _round in range(3):
            for kind, asked in {"static file": f"/static/bench-{name}.html", "kept page": path}.items():
                load([stack.port], [asked], 64)
                before = on_cpu(pids)
                seconds = load([stack.port], [asked], requests)
                known = results.setdefault(kind, [0.0, 0.0])
                known[0] += seconds
                known[1] += between(before, on_cpu(pids))
        print(f"\nnginx, {name}, {len(body) / 1024:.0f} KiB each ({kept}):")
        for kind, (seconds, cpu) in results.items():
            print(f"  {kind:12} {3 * requests / seconds:8.0f} requests/s {cpu / requests / 3 * 1e6:8.1f} us of nginx's CPU each")
        for word, at in (("rate", 0), ("CPU", 1)):
            share = results["static file"][at] / results["kept page"][at]
            print(f"  kept page / static file by {word}: {bounds.at_least(f'{name} kept, by {word}', share, PROXY_LIMIT, 2)}")


def measure_memory(stack: Stack, requests: int, bounds: Bounds) -> None:
    """Prints how much memory the web processes hold after mixed requests, of which some are uploads of pictures."""
    mixed = [
        *pages(stack).values(),
        "/en/",
        "/zh-hans/",
        "/brands/?q=%E8%AA%8D%E5%AE%9A",
        "/events/calendar.ics",
        "/account/login/",
    ]
    pids = web_pids([stack.processes.running[f"web-{number}"] for number in (1, 2)])
    asked = subprocess.run(
        python("-m", "scripts.bench_visitor"), cwd=ROOT, env=stack.environment, stdout=subprocess.PIPE, check=True
    )
    visitor = json.loads(asked.stdout)
    start = resident(pids)
    for turn in range(ROUNDS):
        load(stack.web_ports, mixed, (requests - UPLOADS // FILES) // ROUNDS)
        for number in range(turn * UPLOADS // ROUNDS, (turn + 1) * UPLOADS // ROUNDS, FILES):
            upload(stack.web_ports[number // FILES % len(stack.web_ports)], visitor, range(number, number + FILES))
    print(f"\nresident memory of the web workers over {requests:,} mixed requests, {UPLOADS} uploads among them:")
    for number, (before, after) in enumerate(zip(start, resident(pids), strict=True), 1):
        kept = bounds.at_most(f"memory of web-{number} in MB", after, MEMORY_LIMIT)
        print(f"  web-{number}: {before:.0f} -> {kept} MB")


def resident(pids: Sequence[int]) -> list[float]:
    """Megabytes in memory, by process."""
    return [psutil.Process(pid).memory_info().rss / 2**20 for pid in pids]


def upload(port: int, visitor: dict[str, str], numbers: range) -> None:
    """Sends pictures that nobody has sent before with a message to the office. Raises ProcessEnded when it is not taken."""
    token, border = "b" * 32, "between-the-parts"
    parts = [f'--{border}\r\nContent-Disposition: form-data; name="body"\r\n\r\n{numbers[0]}\r\n'.encode()]
    for number in numbers:
        picture = io.BytesIO()
        Image.effect_noise((1_200, 900), 60 + number % 40).save(picture, "JPEG")
        name = f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="{number}.jpg"\r\n'.encode()
        parts.append(name + b"Content-Type: image/jpeg\r\n\r\n" + picture.getvalue() + b"\r\n")
    parts.append(f"--{border}--\r\n".encode())
    headers = {
        "Host": "localhost",
        "Cookie": f"sessionid={visitor['session']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": f"multipart/form-data; boundary={border}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", visitor["messages"], body=b"".join(parts), headers=headers)
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    if response.status != 302:
        raise ProcessEnded(f"An upload was not taken: {response.status} {answer[:300]!r}")


def main() -> int:
    """Gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=400, help="per page")
    parser.add_argument("--mixed", type=int, default=10_000, help="requests before memory is read")
    parser.add_argument("--rows", type=int, default=bench_lists.ROWS, help="of a list that is brought in")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="only these, in this order")
    parser.add_argument("--no-fragments", action="store_true", help="make each part of a page anew for each request")
    options = parser.parse_args()
    bounds = Bounds()
    raise_on_signals()
    try:
        measured = {"DJANGO_SETTINGS_MODULE": "settings.bench", "KEEP_FRAGMENTS": "0" if options.no_fragments else "1"}
        with Stack(sample=True, extra=measured) as stack:
            subprocess.run(
                python("-m", "scripts.bulk_entries", str(options.entries)), cwd=ROOT, env=stack.environment, check=True
            )
            stack.cluster.sql("VACUUM ANALYZE", database=stack.database)
            port = free_port()
            values = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", "DJANGO_SETTINGS_MODULE": "settings.bare"}
            bare = stack.processes.start("bare", gunicorn(), environment(**stack.environment) | values)
            stack.processes.wait_for(lambda: answers(f"http://127.0.0.1:{port}{BARE}"), "The bare view")
            parts = {
                "pages": lambda: measure_pages(stack, max(300, options.requests), port, bare, bounds),
                "judging": lambda: bench_judging.measure(stack, options.requests, bounds),
                "search": lambda: bench_search.measure(stack, options.entries, options.requests, BARE, bounds),
                "lists": lambda: bench_lists.measure(stack, options.rows, bounds),
                "streams": lambda: bench_streams.measure(stack, bounds),
                "proxy": lambda: measure_proxy(stack, 3_000, bounds),
                "memory": lambda: measure_memory(stack, options.mixed, bounds),
            }
            for name in options.parts:
                parts[name]()
    except StopAsked:
        return 130
    except (ProcessEnded, PostgresqlMissing, subprocess.CalledProcessError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return bounds.outcome()


if __name__ == "__main__":
    sys.exit(main())
