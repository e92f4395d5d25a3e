"""Changes one thing at a time in a calculation and says what its tests do not notice: python -m scripts.mutate [module ...].

A change is another operator, comparison, constant, condition or branch. Without names: all of MODULES, each of which has to
reach BOUND percent. What is the same program in other words stands in `EQUAL`, with the reason, and is counted apart.
"""

import ast
import copy
import importlib
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BOUND = 90
PATIENCE = 120  # seconds of the processor: on a busy machine a change that nobody notices must not pass for one that hangs
WAITING = 30 * 60  # seconds by the clock, for what waits for something that never comes
MODULES = {
    "assigning": ("test_assigning_choices", "test_assigning", "test_assigning_by_scipy"),
    "scoring": ("test_scoring",),
    "comparability": ("test_comparability",),
}
# (module, line as it reads, change): why nobody could notice it
EQUAL: dict[tuple[str, str, str], str] = {
    ("scoring", "places.sort(key=lambda place: (place[1] is None, -(place[1] or Decimal(0)), place[0]))", "0 + 1"): (
        "who has no score stands after all others, where any number serves"
    ),
    ("assigning", "arcs.append(Arc(between, case[application], 1, points(known, problem.seed, *pair)))", "1 + 1"): (
        "no more than one comes to the pair's own node"
    ),
    ("assigning", "arcs.append(Arc(between, link_hub, 1, 0))", "1 + 1"): "no more than one comes to the pair's own node",
    ("comparability", "if drift is not None and distance is not None:", "to Or"): "neither is there without the other",
}
HASTE = """
import hypothesis
hypothesis.settings.register_profile(
    "mutants", deadline=None, max_examples=20, derandomize=True, database=None,
    suppress_health_check=list(hypothesis.HealthCheck), report_multiple_bugs=False,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # a failure is enough: nobody needs the smallest one
)
hypothesis.settings.load_profile("mutants")

def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: hasattr(item.obj, "hypothesis"))  # examples first: they take a moment, and notice most
"""
OPERATORS: dict[type[ast.AST], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
COMPARISONS: dict[type[ast.AST], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    line: int
    what: str
    text: str


def silent(tree: ast.AST) -> set[int]:
    """What runs nothing: docstrings and types, those that have a name among them (`Find = Callable[...]`)."""
    named = [node.value for node in getattr(tree, "body", ()) if isinstance(node, ast.Assign)]
    found: set[ast.AST] = {value for value in named if isinstance(value, ast.Subscript)}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            found.add(first.value)
        if isinstance(node, ast.FunctionDef):
            types = [node.returns, *(each.annotation for each in [*node.args.args, *node.args.kwonlyargs])]
            found.update(each for each in types if each is not None)
        if isinstance(node, ast.AnnAssign):
            found.add(node.annotation)
    return {id(below) for node in found for below in ast.walk(node)}


def changes(node: Any) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Each change that can be made to the node: what it is, and what makes it in a copy."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
        other = OPERATORS[type(node.op)]
        yield f"{type(node.op).__name__} to {other.__name__}", lambda each: setattr(each, "op", other())
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            if type(operator) in COMPARISONS:
                yield f"{type(operator).__name__} {place}", partial(compared, place=place)
    if isinstance(node, ast.BoolOp):
        word = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"to {word.__name__}", lambda each: setattr(each, "op", word())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield f"without {type(node.op).__name__}", lambda each: setattr(each, "op", plain(each))
    if isinstance(node, ast.Constant):
        yield from constants(node.value)
    if isinstance(node, ast.IfExp):
        yield "branches", turned
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"max", "min"}:
        name = "min" if node.func.id == "max" else "max"
        yield f"{node.func.id} to {name}", lambda each: setattr(each.func, "id", name)
    if isinstance(node, ast.Continue):
        yield "continue to break", lambda each: setattr(each, "__class__", ast.Break)


def constants(value: Any) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if type(value) is bool:
        yield f"{value} to {not value}", lambda each: setattr(each, "value", not value)
    elif type(value) in {int, float}:
        yield f"{value} + 1", lambda each: setattr(each, "value", value + 1)
    elif type(value) is str and value:
        yield f"{value!r} + X", lambda each: setattr(each, "value", value + "X")


def compared(node: Any, place: int) -> None:
    node.ops[place] = COMPARISONS[type(node.ops[place])]()


def plain(node: Any) -> ast.unaryop:
    """`not x` becomes `not not x`, which is as true as x; `-x` becomes `+x`."""
    if isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return ast.Not()
    return ast.UAdd()


def turned(node: Any) -> None:
    node.body, node.orelse = node.orelse, node.body


def mutants(source: str) -> Iterator[Mutant]:
    """Every change of the module, one at a time."""
    tree = ast.parse(source)
    skipped = silent(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for what, change in changes(node):
            other = copy.deepcopy(tree)
            change(list(ast.walk(other))[number])
            yield Mutant(getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(other)))


def workshop() -> Path:
    """The calculations and their tests in a folder of their own; properties are tried with few examples, always the same."""
    folder = Path(tempfile.mkdtemp())
    unwanted = shutil.ignore_patterns("__pycache__", "conftest.py", "migrations", "views", "viewsets", "models", "actions")
    shutil.copytree(ROOT / "certifications", folder / "certifications", ignore=unwanted)
    (folder / "tests").mkdir()
    shutil.copytree(ROOT / "tests/certifications", folder / "tests/certifications", ignore=unwanted)
    (folder / "conftest.py").write_text(HASTE)
    for test in (folder / "tests/certifications").glob("test_assigning*.py"):
        test.write_text(test.read_text(encoding="utf-8").replace("max_examples=60", "max_examples=20"), encoding="utf-8")
    return folder


def run(folder: Path, test: str) -> None:
    """The tests in this process, which ends with pytest's code."""
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    sys.dont_write_bytecode = True  # two changes within one second look the same to Python
    sys.path.insert(0, str(folder))
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    os._exit(int(importlib.import_module("pytest").main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:django", test])))


def is_noticed(folder: Path, tests: list[str]) -> bool:
    """Whether a file of tests fails, or does not come to an end; the quickest is asked first."""
    return any(fails(folder, test) for test in tests)


def fails(folder: Path, test: str) -> bool:
    process = multiprocessing.get_context("fork").Process(target=run, args=(folder, test))
    process.start()
    process.join(WAITING)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode != 0


def score(module: str) -> float:
    """Tries every mutant of the module, names those that live, and gives how many in a hundred were noticed."""
    folder = workshop()
    target = folder / f"certifications/{module}.py"
    source = target.read_text(encoding="utf-8")
    tests = [f"tests/certifications/{name}.py" for name in MODULES[module]]
    if is_noticed(folder, tests):
        sys.exit(f"{module}: its tests fail as it stands")
    tried, equal, lived = 0, 0, 0
    for mutant in mutants(source):
        line = source.splitlines()[mutant.line - 1].strip()
        if (module, line, mutant.what) in EQUAL:
            equal += 1
            continue
        tried += 1
        target.write_text(mutant.text, encoding="utf-8")
        if not is_noticed(folder, tests):
            lived += 1
            print(f"  lives: {module}.py:{mutant.line}  {mutant.what}  |  {line}", flush=True)
    shutil.rmtree(folder)
    share = 100 * (tried - lived) / tried
    print(f"{module}: {tried - lived} of {tried} changes are noticed, {share:.1f} %; {equal} are the same program", flush=True)
    return share


if __name__ == "__main__":
    for heavy in ("pytest", "hypothesis"):
        importlib.import_module(heavy)  # once, not in each child
    shares = [score(name) for name in sys.argv[1:] or MODULES]
    sys.exit(0 if min(shares) > BOUND else 3)
