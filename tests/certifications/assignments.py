"""Problems of assignment, and the best answer to small ones by trying all."""

from collections import Counter
from functools import partial
from itertools import chain, combinations, product

from hypothesis import strategies as st

from certifications import assigning, flow_process, network_flows
from certifications.assignment_problems import Application, Held, Judge, Problem, table

find = partial(network_flows.cheapest, find=flow_process.solve)  # in this process: quicker, and the same code
solve = partial(assigning.assign, find=find)

FIELDS = ("food", "tools")
ORGANIZATIONS = ("aki", "bando")


@st.composite
def problems(draw, applications=3, judges=3, reviews=2, cap=3, held=True, links=2):
    names = [f"a{number}" for number in range(draw(st.integers(1, applications)))]
    readers = [f"j{number}" for number in range(draw(st.integers(1, judges)))]
    pairs = list(product(readers, names))
    some_pairs = st.sets(st.sampled_from(pairs), max_size=4)
    conflicts = draw(some_pairs)
    there = draw(some_pairs) if held else set()
    rows = []
    room = {name: draw(st.integers(0, cap)) for name in readers}
    for judge, application in sorted(there):
        fixed = draw(st.booleans()) and (judge, application) not in conflicts and room[judge] > 0
        fixed = fixed and sum(row.fixed and row.judge == judge for row in rows) < room[judge]
        rows.append(Held(judge, application, fixed, draw(st.booleans()) and links > 0))
    return Problem(
        applications=tuple(
            Application(
                name,
                draw(st.sampled_from(ORGANIZATIONS)),
                draw(st.sampled_from(FIELDS)),
                draw(st.integers(0, reviews)),
                draw(st.sampled_from(["", "x", "y"])),
            )
            for name in names
        ),
        judges=tuple(
            Judge(
                name,
                room[name],
                draw(st.frozensets(st.sampled_from(["x", "y"]))),
                draw(st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 3))),
                draw(st.frozensets(st.sampled_from(FIELDS))),
            )
            for name in readers
        ),
        conflicts=frozenset(conflicts),
        held=tuple(rows),
        read_before=draw(st.frozensets(st.tuples(st.sampled_from(readers), st.sampled_from(ORGANIZATIONS)), max_size=3)),
        links=draw(st.integers(0, links)),
        seed=draw(st.integers(0, 3)),
    )


def subsets(items):
    items = list(items)
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def measured(problem, ordinary):
    """What an assignment of ordinary reviews is worth: (lacking, unevenness, -kept, points); None if a limit is broken."""
    known = table(problem)
    conflicts = problem.conflicts
    fixed = {(row.judge, row.application): row.link for row in problem.held if row.fixed}
    held = {(row.judge, row.application): row.link for row in problem.held if not row.fixed}
    chosen = [pair for pair in ordinary if pair not in fixed]
    if any(not known.may_review(*pair) or (pair in fixed and fixed[pair]) for pair in chosen):
        return None
    given = Counter(application for _judge, application in ordinary)
    before = Counter(pair[1] for pair, is_link in fixed.items() if not is_link)
    worst = 0, 0
    for row in problem.applications:
        if given[row.code] > max(row.reviews, before[row.code]):
            return None
        lacking = max(row.reviews - given[row.code], 0)
        worst = worst[0] + lacking, worst[1] + lacking * (lacking - 1) // 2
    free_links = [pair for pair, is_link in held.items() if is_link and pair not in conflicts and pair not in ordinary]
    best = None
    for links in subsets(free_links):
        if len(links) > max(problem.links - sum(fixed.values()), 0):
            continue
        taken = Counter(judge for judge, _application in [*chosen, *links])
        room = {row.code: row.cap - sum(pair[0] == row.code for pair in fixed) for row in problem.judges}
        if any(taken[judge] > room[judge] for judge in room):
            continue
        kept = len(links) + sum(pair in held for pair in chosen)
        points = sum(assigning.points(known, problem.seed, *pair) for pair in chosen)
        points += sum(assigning.LOAD * count * (count - 1) // 2 for count in taken.values())
        worth = (*worst, -kept, points)
        best = worth if best is None else min(best, worth)
    return best


def best_by_trying_all(problem):
    fixed = [(row.judge, row.application) for row in problem.held if row.fixed and not row.link]
    others = [
        (judge.code, application.code)
        for judge in problem.judges
        for application in problem.applications
        if (judge.code, application.code) not in {(row.judge, row.application) for row in problem.held if row.fixed}
    ]
    worths = (measured(problem, [*fixed, *some]) for some in subsets(others))
    return min(worth for worth in worths if worth is not None)


FAIR = (Judge("j1", 2), Judge("j2", 2))


def cases(*codes, reviews=1, **fields):
    return tuple(Application(code, f"org-{code}", "food", reviews, **fields) for code in codes)


PANELS = (
    Judge("f1", 3, frozenset({"food"})),
    Judge("f2", 3, frozenset({"food"})),
    Judge("t1", 3, frozenset({"tools"})),
    Judge("t2", 3, frozenset({"tools"})),
)
TOPICS = tuple(
    Application(f"{panel[0]}{number}", f"org-{panel}{number}", panel, 2, panel)
    for panel in ("food", "tools")
    for number in (1, 2)
)


def pairs_of(solution):
    return [(row.judge, row.application) for row in solution.assigned]
