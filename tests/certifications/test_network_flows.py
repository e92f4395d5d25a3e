"""Flows against all flows there are; and answers that are wrong are not believed."""

import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications import flow_process, network_flows
from certifications.network_flows import Arc, NoFlow

ARCS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(0, 2), st.integers(-9, 9)).map(
        lambda row: Arc(row[0], (row[0] + row[1]) % 4, row[2], row[3])
    ),
    min_size=1,
    max_size=6,
)
SQUARE = [Arc(0, 1, 2, 1), Arc(0, 2, 2, 3), Arc(1, 3, 1, 1), Arc(2, 3, 2, 1)]


def run(code):
    return subprocess.run([sys.executable, "-c", code], cwd=network_flows.ROOT, capture_output=True, text=True, check=True).stdout


def cost(arcs, flow):
    return sum(arc.cost * units for arc, units in zip(arcs, flow, strict=True))


def all_flows(balances, arcs):
    for flow in product(*(range(arc.capacity + 1) for arc in arcs)):
        rest = list(balances)
        for arc, units in zip(arcs, flow, strict=True):
            rest[arc.tail] -= units
            rest[arc.head] += units
        if not any(rest):
            yield flow


@settings(deadline=None)
@given(ARCS, st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))
def test_cheapest_agrees_with_all_flows_there_are(arcs, units, source, sink):
    balances = [0] * 4
    balances[source] += units
    balances[sink] -= units

    costs = [cost(arcs, flow) for flow in all_flows(balances, arcs)]

    if costs:
        assert cost(arcs, network_flows.cheapest(balances, arcs, find=flow_process.solve)) == min(costs)
    else:
        with pytest.raises(NoFlow, match="Infeasible"):
            network_flows.cheapest(balances, arcs, find=flow_process.solve)


def test_cheapest_asks_a_process_of_its_own():
    assert network_flows.cheapest([3, 0, 0, -3], SQUARE) == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"refused": "Infeasible"}, "Infeasible"),
        ({"flow": None, "potential": [0, 0, 0, 0]}, "not proved"),
        ({"flow": [1, 2, 1, 2], "potential": None}, "not proved"),
        ({"flow": [1, 2, 1, 2], "potential": [0, 0, 0, 0]}, "not proved"),  # right, but not shown
        ({"flow": [1, 2, 1, 1], "potential": [4, 1, 1, 0]}, "not proved"),  # loses a unit
        ({"flow": [2, 1, 2, 1], "potential": [4, 1, 1, 0]}, "not proved"),  # more than an arc carries
        ({"flow": [1, 2, 1, 2], "potential": [4, 3, 2, 0]}, "not proved"),  # the dear way carries, and gains too little
    ],
)
def test_cheapest_believes_no_answer_without_proof(answer, said):
    with pytest.raises(NoFlow, match=said):
        network_flows.cheapest([3, 0, 0, -3], SQUARE, find=lambda *_network: answer)


def test_is_cheapest_proves_a_flow_by_its_potentials():
    assert network_flows.is_cheapest([3, 0, 0, -3], SQUARE, [1, 2, 1, 2], [4, 3, 1, 0])


def test_is_cheapest_refuses_units_below_nothing():
    assert not network_flows.is_cheapest([-1, 1], [Arc(0, 1, 1, 0)], [-1], [0, 0])


def test_process_that_runs_out_of_time_gives_no_flow(monkeypatch):
    monkeypatch.setattr(network_flows, "TIMEOUT_SECONDS", 0.001)

    with pytest.raises(NoFlow, match="timeout"):
        network_flows.cheapest([3, 0, 0, -3], SQUARE)


def test_process_that_dies_gives_no_flow():
    with pytest.raises(NoFlow, match="ended with 1"):
        network_flows.cheapest([1], [Arc(0, 7, 1, 0)], find=lambda *_network: network_flows.ask_process([1], [[0]]))


def test_process_has_limits():
    code = """
import resource
from certifications import flow_process
flow_process.confine()
print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"""

    assert run(code).split() == [str(2 * 1024**3), "60"]


def test_importing_the_calculations_loads_no_solver():
    code = "import sys; from certifications import assigning, flow_process; print({'numpy', 'highspy'} & set(sys.modules))"

    assert run(code) == "set()\n"


def test_arc_from_a_node_to_itself_is_no_network():
    with pytest.raises(NoFlow, match="no network"):
        network_flows.cheapest([0], [Arc(0, 0, 1, 0)], find=flow_process.solve)
