"""What the search finds and costs on 20,000 made entries: the 100 queries of the search trial, asked in a process and over HTTP.

Run by `make bench` (part "search"). The index is made in bulk; then recall and the share of wanted entries among the first five
are measured, and the processor time of a page of results and of a suggestion, the database's included, against a bare view.
"""

import json
import subprocess
from typing import Any
from urllib.parse import quote

from scripts.bounds import Bounds
from scripts.measuring import between, fetched, load, on_cpu, postgres_pids, web_pids
from scripts.processes import ROOT, python
from scripts.search_trial import RECALL, WANTED_SHARE, queries

PAGE_TIMES = 15  # a page of results may cost so many bare views
SUGGESTION_TIMES = 5
QUERY_LIMIT = 15
ROUNDS = 10
TYPED = 3  # characters after which suggestions are asked for


def measure(stack: Any, entries: int, requests: int, bare: str, bounds: Bounds) -> None:
    """Prints what is found, and a table of what it costs."""
    made = _run(stack, "fill", entries)
    figures = _run(stack, "measure", entries)
    each = (
        f"{made['spent']:.1f} s of the process, {made['seconds']:.1f} s by the clock, {made['megabytes']:.0f} MB with its index"
    )
    print(f"\nindex of {made['count']:,} things made anew: {each}")
    print(f"  recall of {figures['queries']} queries: {bounds.at_least('recall', figures['recall'], RECALL, 3)}")
    first = bounds.at_least("wanted entry among the first five", figures["first"], WANTED_SHARE, 2)
    print(f"  wanted entry among the first five: {first}; digest of all results {figures['digest']}")
    for missed in figures["missed"]:
        print(f"    {missed}")
    _costs(stack, requests, bare, bounds)


def _run(stack: Any, name: str, entries: int) -> dict[str, Any]:
    command = python("-m", f"scripts.search_trial.{name}", str(entries))
    answer = subprocess.run(command, cwd=ROOT, env=stack.environment, stdout=subprocess.PIPE, check=True)
    figures: dict[str, Any] = json.loads(answer.stdout)
    return figures


def _costs(stack: Any, requests: int, bare: str, bounds: Bounds) -> None:
    words = [quote(asked.words) for asked in queries()]
    starts = [quote(asked.words[:TYPED]) for asked in queries()]
    paths = {
        "page of results": [f"/search/?q={each}" for each in words],
        "suggestion": [f"/search/suggest/?q={each}" for each in starts],
        "bare view": [bare],
    }
    pids = web_pids([stack.processes.running[f"web-{number}"] for number in (1, 2)])
    for asked in paths.values():
        load(stack.web_ports, asked, len(words))
    spent, base, sent = (dict.fromkeys(paths, 0.0) for _ in range(3))
    for _round in range(ROUNDS):
        for name, asked in paths.items():
            number = max(len(asked), -(-requests // ROUNDS))
            web, database = on_cpu(pids), on_cpu(postgres_pids(stack))
            load(stack.web_ports, asked, number)
            spent[name] += between(web, on_cpu(pids))
            base[name] += between(database, on_cpu(postgres_pids(stack)))
            sent[name] += number
    cost = {name: (spent[name] + base[name]) / sent[name] * 1000 for name in paths}
    print(f"\n{'search':22}{'requests':>9}{'CPU ms':>9}{'DB ms':>8}  {'x bare, both':18}{'queries'}")
    for name, asked in paths.items():
        counted = [int(fetched(stack.web_ports[0], each, **{"X-Count-Queries": "1"}).headers["X-Queries"]) for each in asked]
        times, most = f"{cost[name] / cost['bare view']:.1f}", str(max(counted))
        if name != "bare view":
            limit = PAGE_TIMES if name == "page of results" else SUGGESTION_TIMES
            times = bounds.at_most(f"{name}, times a bare view", cost[name] / cost["bare view"], limit, 1)
            most = bounds.at_most(f"{name}, queries", max(counted), QUERY_LIMIT)
        of_web, of_base = spent[name] / sent[name] * 1000, base[name] / sent[name] * 1000
        print(f"{name:22}{sent[name]:>9.0f}{of_web:>9.2f}{of_base:>8.2f}  {times:18}{most}")
