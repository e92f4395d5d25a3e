"""What the pages of judging cost: a large result, a long list of cases, the judge's pane and the saving of one value; a plan.

CPU time of the web processes per request against a bare view of the same server (a bare POST for what writes), in turn, by the
officer's or the judge's own session. `scripts.bulk_judging` makes what is measured.
"""

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from scripts.bounds import Bounds
from scripts.measuring import between, fetched, load, on_cpu, web_pids
from scripts.processes import ROOT, python
from scripts.stack import Stack

TURNS = 8
RANKED, LISTED, PLANNED, JUDGES = 2_000, 10_000, 500, 60  # cases of the result, of the list and of the plan; judges
IN_HAND = 40  # cases of the judge whose pane is measured
RESULT_QUERY_LIMIT, PLAN_SECONDS = 12, 10.0
TOKEN = "b" * 32


@dataclass(frozen=True)
class Target:
    """A page, or a saving, with its bound: times the bare view."""

    name: str
    path: str
    bound: float
    session: str = ""
    bodies: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        return "/bench/bare-post" if self.bodies else "/bench/bare"

    @property
    def headers(self) -> dict[str, str]:
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        form = {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"} if self.bodies else {}
        return {"Cookie": cookies, **form}


def measure(stack: Stack, requests: int, bounds: Bounds) -> None:
    """Prints the table of CPU times, and how long the worker takes for a large plan."""
    result, listed = made(stack, "result", RANKED), made(stack, "list", LISTED)
    pane = made(stack, "pane", IN_HAND)
    values = tuple(f"criterion={pane['criterion']}&value={value}" for value in range(1, 6))
    targets = [
        Target("result", result["path"], 20, result["session"]),
        Target("list of cases", listed["path"], 20, listed["session"]),
        Target("judge's pane", pane["path"], 15, pane["session"]),
        Target("saving a value", pane["score"], 6, pane["session"], values),
    ]
    stack.cluster.sql("VACUUM ANALYZE", database=stack.database)
    cost = costs(stack, targets, requests)
    print(f"\n{'judging':22}{'CPU ms':>9}{'bare ms':>9}  {'x bare':18}{'queries'}")
    for target in targets:
        own, bare = cost[target.name]
        times = bounds.at_most(f"{target.name}, times a bare view of the same server", own / bare, target.bound, 1)
        queries = "-"
        if not target.bodies:
            counted = fetched(stack.web_ports[0], target.path, **target.headers, **{"X-Count-Queries": "1"})
            queries = counted.headers["X-Queries"]
        if target.name == "result":
            queries = bounds.at_most("result, queries", int(queries), RESULT_QUERY_LIMIT)
        print(f"{target.name:22}{own:>9.2f}{bare:>9.2f}  {times:18}{queries}")
    planned = made(stack, "plan", PLANNED)
    seconds = bounds.at_most("plan of assignments, seconds", planned["seconds"], PLAN_SECONDS, 1)
    print(f"plan of {PLANNED} applications x {JUDGES} judges by the worker: {seconds} s, {planned['assigned']} reviews")


def costs(stack: Stack, targets: list[Target], requests: int) -> dict[str, tuple[float, float]]:
    """Milliseconds of the web processes per request, of each target and of its bare view, measured in turn."""
    pids = web_pids([stack.processes.running[f"web-{number}"] for number in (1, 2)])
    spent = {target.name: [0.0, 0.0] for target in targets}
    each = -(-requests // TURNS)
    for turn in range(TURNS + 1):  # the first one warms up
        for target in targets:
            for at, path in enumerate((target.path, target.bare)):
                before = on_cpu(pids)
                load(stack.web_ports, [path], each, 4, headers=target.headers, bodies=target.bodies)
                spent[target.name][at] += between(before, on_cpu(pids)) if turn else 0.0
    return {name: (own / TURNS / each * 1000, bare / TURNS / each * 1000) for name, (own, bare) in spent.items()}


def made(stack: Stack, what: str, cases: int) -> dict[str, Any]:
    """What `scripts.bulk_judging` prints."""
    command = python("-m", "scripts.bulk_judging", what, str(cases), str(JUDGES))
    answer = subprocess.run(command, cwd=ROOT, env=stack.environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found
