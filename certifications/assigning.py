"""Which judge reads which application: the cheapest flow that keeps every limit, then link reviews between the groups.

Of all assignments without a conflict and within every cap the one is taken that, in this order, lacks the fewest reviews,
lacks them most evenly, keeps the most pairs that were there, and costs least in the points below; what is equal even then is
decided by the seed.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

from certifications import judge_graphs, network_flows, scoring
from certifications.assignment_problems import LEVELS, Dropped, Held, Problem, Solution, Table, canonical, table
from certifications.assignment_reasons import explained, gaps, links_to_relax
from certifications.judge_graphs import Pair
from certifications.network_flows import Arc

# Points. One level of expertise is worth as much as a load that is five reviews more even.
EXPERTISE = 300  # for each level below the highest
REPEATED_ORGANIZATION = 450
REPEATED_FIELD = 90
LOAD = 60  # for each review that the judge has already
CHANCE = 30  # less than this, by the seed
DEAREST_PAIR = LEVELS * EXPERTISE + REPEATED_ORGANIZATION + REPEATED_FIELD + CHANCE

Find = Callable[[Sequence[int], Sequence[Arc]], list[int]]


def assign(problem: Problem, *, find: Find = network_flows.cheapest) -> Solution:
    """The assignment with its reasons, loads, and what is infeasible. The same problem gives the same answer.

    Raises Contradiction for a problem that contradicts itself, and NoFlow when the solver's process ended at a limit.
    """
    known = table(problem)
    possible = [held for held in problem.held if not _hindrance(known, held)]
    ordinary = _ordinary(problem, known, possible, find)
    fixed_links = [(held.judge, held.application) for held in possible if held.fixed and held.link]
    load = Counter(judge for judge, _application in [*ordinary, *fixed_links])
    room = {judge.code: judge.cap - load[judge.code] for judge in known.judges.values()}
    new_links, joining = judge_graphs.link_reviews(
        [*ordinary, *fixed_links],
        room,
        known.may_read,
        count=max(problem.links - len(fixed_links), 0),
        held=sorted((held.judge, held.application) for held in possible if held.link and not held.fixed),
        cost=lambda judge, application: points(known, problem.seed, judge, application),
    )
    links = {pair: int(place < joining) for place, pair in enumerate(new_links)} | dict.fromkeys(fixed_links, 0)
    pairs = sorted([*ordinary, *links], key=lambda pair: pair[::-1])
    groups = judge_graphs.components(pairs)
    return Solution(
        assigned=tuple(explained(known, problem.held, pairs, links)),
        loads={code: sum(judge == code for judge, _application in pairs) for code in known.judges},
        dropped=tuple(
            Dropped(held.judge, held.application, _hindrance(known, held) or "moved")
            for held in sorted(problem.held, key=lambda held: (held.application, held.judge))
            if (held.judge, held.application) not in pairs
        ),
        gaps=tuple(gaps(known, ordinary, fixed={(held.judge, held.application) for held in possible if held.fixed})),
        groups=tuple(tuple(sorted(group)) for group in groups),
        links_missing=max(problem.links - len(links), 0),
        relax_links=tuple(links_to_relax(known, pairs, groups, is_out_of_links=len(links) >= problem.links)),
        input_hash=scoring.digest(canonical(problem)),
    )


def points(known: Table, seed: int, judge: str, application: str) -> int:
    """What speaks against the pair: little expertise, the same organization or field as in earlier years; then chance."""
    row, reader = known.applications[application], known.judges[judge]
    chance = hashlib.sha256(f"{seed}:{judge}:{application}".encode()).digest()
    return (
        EXPERTISE * (LEVELS - reader.expertise.get(row.field, 0))
        + REPEATED_ORGANIZATION * ((judge, row.organization) in known.read_before)
        + REPEATED_FIELD * (row.field in reader.fields_read)
        + int.from_bytes(chance[:4]) % CHANCE
    )


def _hindrance(known: Table, held: Held) -> str:
    """Why a pair that was there cannot be any more; empty when it can."""
    if held.judge not in known.judges or held.application not in known.applications:
        return "gone"
    if not known.may_read(held.judge, held.application):
        return "conflict"
    if not held.link and not held.fixed and not known.is_on_panel(held.judge, held.application):
        return "panel"
    return ""


def _ordinary(problem: Problem, known: Table, possible: Sequence[Held], find: Find) -> list[Pair]:
    """The ordinary reviews, fixed ones among them."""
    fixed = {(held.judge, held.application): held.link for held in possible if held.fixed}
    kept = {(held.judge, held.application): held.link for held in possible if not held.fixed}
    wants = Counter({row.code: row.reviews for row in known.applications.values()})
    wants.subtract(application for (_judge, application), is_link in fixed.items() if not is_link)
    wants = +wants
    room = Counter({row.code: row.cap for row in known.judges.values()})
    room.subtract(judge for judge, _application in fixed)
    links = max(problem.links - sum(fixed.values()), 0)

    # A difference of two flows is a sum of circles; a circle meets a judge once, thus at most two pairs of each judge, two
    # steps of load, two of lacking. Each stage weighs more than all that such a circle can change in the stages below it.
    circle = 2 * len(known.judges) * DEAREST_PAIR + 2 * LOAD * max(room.values(), default=0)
    keep = circle + 1
    uneven = 2 * len(known.judges) * keep + keep
    lacking = (2 * max(wants.values(), default=0) + 1) * uneven

    hub, link_hub = 0, 1
    node = {judge: number for number, judge in enumerate(known.judges, start=2)}
    case = {application: number for number, application in enumerate(wants, start=2 + len(node))}
    balances = [sum(wants.values()), 0, *(0 for _judge in node), *(-wants[application] for application in wants)]
    arcs = [Arc(link_hub, hub, links, 0)]
    meant: dict[int, Pair] = {}
    for judge, number in node.items():
        most = min(room[judge], len(case) + len(kept))
        arcs += [Arc(hub, number, 1, LOAD * taken) for taken in range(most)]
    for application, number in case.items():
        arcs += [Arc(hub, number, 1, lacking + uneven * step) for step in range(wants[application])]
        for judge in known.reviewers(application):
            pair = (judge, application)
            if pair not in fixed and pair not in kept:
                meant[len(arcs)] = pair
                arcs.append(Arc(node[judge], number, 1, points(known, problem.seed, *pair)))
    for pair, is_link in sorted(kept.items()):
        judge, application = pair
        between = len(balances)
        balances.append(0)
        arcs.append(Arc(node[judge], between, 1, -keep))
        if application in case and known.may_review(judge, application):
            meant[len(arcs)] = pair
            arcs.append(Arc(between, case[application], 1, points(known, problem.seed, *pair)))
        if is_link:  # it need not become one again, but room for it is kept
            arcs.append(Arc(between, link_hub, 1, 0))
    flow = find(balances, arcs)
    return sorted([*(pair for pair, is_link in fixed.items() if not is_link), *(meant[place] for place in meant if flow[place])])
