"""The process that alone loads the solver: one network in, its cheapest flow out. Run by certifications.network_flows."""

import json
import resource
import sys
from collections.abc import Sequence

MEMORY = 2 * 1024**3
CPU_SECONDS = 60


def confine() -> None:
    """Limits that the kernel keeps, set before the solver is loaded: memory (bytes) and processor time (seconds)."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def solve(balances: Sequence[int], arcs: Sequence[Sequence[int]]) -> dict[str, object]:
    """{"flow": per arc, "potential": per node}, or {"refused": what the solver says of the model.

    `balances`: what leaves each node less what enters it; `arcs`: tail, head, capacity, cost.
    """
    # Imported after the limits are set; nothing else in the house may load it (pyproject.toml, importlinter).
    import highspy  # noqa: PLC0415

    columns, rows = len(arcs), len(balances)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = [arc[3] for arc in arcs]
    program.col_lower_ = [0] * columns
    program.col_upper_ = [arc[2] for arc in arcs]
    program.row_lower_ = program.row_upper_ = list(balances)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = list(range(0, 2 * columns + 1, 2))
    program.a_matrix_.index_ = [node for arc in arcs for node in arc[:2]]
    program.a_matrix_.value_ = [1, -1] * columns
    solver = highspy.Highs()
    # One thread and a fixed seed: the same network gives the same flow.
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("solver", "simplex")
    if solver.passModel(program) == highspy.HighsStatus.kError:
        return {"refused": "no network"}
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        return {"refused": solver.modelStatusToString(status)}
    found = solver.getSolution()
    return {"flow": [round(value) for value in found.col_value], "potential": [round(value) for value in found.row_dual]}


if __name__ == "__main__":
    confine()
    network = json.load(sys.stdin)
    sys.stdout.write(json.dumps(solve(network["balances"], network["arcs"])))
