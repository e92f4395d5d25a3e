"""What the whole register costs as a file: the memory of the web process while it streams, and the time."""

import http.client
import time

import psutil

from scripts.bounds import Bounds
from scripts.measuring import web_pids
from scripts.stack import Stack

GROWTH_LIMIT = 60  # MB: two batches of 500 rows with all that they name; all rows at once would be many times that
CHUNK = 65_536
FILES = (
    "/data/certificates.csv",
    "/data/certificates.json",
    "/data/organizations.json",
    "/data/certificates.csv?since=2000-01-01",
)


def measure(stack: Stack, bounds: Bounds) -> None:
    """Prints size, seconds and the most memory above the start, file by file, the smallest answer first as a warm-up."""
    pids = web_pids([stack.processes.running["web-1"]])
    read(stack.web_ports[0], "/data/figures.json", pids)
    print(f"\n{'open data':44}{'MiB':>8}{'rows':>9}{'seconds':>9}  most memory above the start, MB")
    for path in FILES:
        before = memory(pids)
        size, rows, seconds, most = read(stack.web_ports[0], path, pids)
        grown = bounds.at_most(f"memory while {path} streams", most - before, GROWTH_LIMIT, 1)
        print(f"{path:44}{size / 2**20:>8.1f}{rows:>9}{seconds:>9.1f}  {grown}")


def memory(pids: list[int]) -> float:
    """Megabytes resident in all of them."""
    return sum(psutil.Process(pid).memory_info().rss for pid in pids) / 2**20


def read(port: int, path: str, pids: list[int]) -> tuple[int, int, float, float]:
    """Bytes, lines, seconds, and the most memory that was seen while the file came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Host": "localhost"})
    response = connection.getresponse()
    size = rows = 0
    most = memory(pids)
    while chunk := response.read(CHUNK):
        size += len(chunk)
        rows += chunk.count(b"\n")
        most = max(most, memory(pids))
    connection.close()
    return size, rows, time.perf_counter() - begun, most
