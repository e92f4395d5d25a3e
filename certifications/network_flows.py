"""Cheapest flows in a network, found by a process of its own and proved here, so that no other process loads a solver."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Arc:
    """From node to node (numbers from 0), how many units may pass, and what each costs; whole numbers."""

    tail: int
    head: int
    capacity: int
    cost: int


class NoFlow(Exception):
    """No cheapest flow was found: the network has none, the process ended at a limit, or its answer is not proved."""


Finder = Callable[[Sequence[int], Sequence[Sequence[int]]], dict[str, object]]


def ask_process(balances: Sequence[int], arcs: Sequence[Sequence[int]]) -> dict[str, object]:
    """The answer of certifications.flow_process, under limits of memory and time. Raises NoFlow."""
    command = [sys.executable, "-s", "-m", "certifications.flow_process"]
    # Nothing of our environment (keys, addresses) goes in; one thread each keeps address space for the model.
    threads = dict.fromkeys(("MALLOC_ARENA_MAX", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    try:
        done = subprocess.run(  # noqa: S603  our own module, and numbers only
            command,
            cwd=ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", **threads},
            input=json.dumps({"balances": balances, "arcs": arcs}).encode(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        answer: dict[str, object] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise NoFlow("timeout") from error
    except ValueError as error:
        raise NoFlow(f"ended with {done.returncode}") from error
    return answer


def cheapest(balances: Sequence[int], arcs: Sequence[Arc], *, find: Finder = ask_process) -> list[int]:
    """Units on each arc of a flow that costs least; `balances`: what leaves each node less what enters it.

    The answer is not believed but proved: capacities, balances, and complementary slackness with the node potentials
    (Ahuja, Magnanti, Orlin: Network Flows, 1993, theorem 9.4). Raises NoFlow.
    """
    answer = find(balances, [(arc.tail, arc.head, arc.capacity, arc.cost) for arc in arcs])
    if "refused" in answer:
        raise NoFlow(str(answer["refused"]))
    flow, potential = answer["flow"], answer["potential"]
    if not isinstance(flow, list) or not isinstance(potential, list) or not is_cheapest(balances, arcs, flow, potential):
        raise NoFlow("not proved")
    return flow


def is_cheapest(balances: Sequence[int], arcs: Sequence[Arc], flow: Sequence[int], potential: Sequence[int]) -> bool:
    """Whether the flow keeps capacities and balances, and no arc could carry more or less for a gain."""
    rest = list(balances)
    for arc, units in zip(arcs, flow, strict=True):
        gain = potential[arc.tail] - potential[arc.head] - arc.cost
        if not 0 <= units <= arc.capacity or (gain > 0 and units < arc.capacity) or (gain < 0 and units > 0):
            return False
        rest[arc.tail] -= units
        rest[arc.head] += units
    return not any(rest)
