"""Assignments: limits that are never broken, and small cases against all answers there are."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certifications import assigning, judge_graphs
from certifications.assignment_problems import LEVELS, Application, Held, Judge, Problem, Relax, table
from tests.certifications.assignments import (
    FAIR,
    PANELS,
    TOPICS,
    best_by_trying_all,
    cases,
    find,
    measured,
    pairs_of,
    problems,
    solve,
)

quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def lacking(solution):
    return sum(gap.lacking for gap in solution.gaps)


@quick
@given(problems())
def test_limits_are_never_broken(problem):
    solution = solve(problem)

    known = table(problem)
    pairs = pairs_of(solution)
    fixed = {(row.judge, row.application) for row in problem.held if row.fixed}
    assert len(set(pairs)) == len(pairs)
    assert not set(pairs) & problem.conflicts
    assert solution.loads == {row.code: sum(judge == row.code for judge, _application in pairs) for row in problem.judges}
    assert all(solution.loads[row.code] <= row.cap for row in problem.judges)
    assert fixed <= set(pairs)
    assert all(
        known.is_on_panel(*pair) for pair, row in zip(pairs, solution.assigned, strict=True) if not row.link and pair not in fixed
    )
    assert all(row.reasons for row in solution.assigned)


@quick
@given(problems())
def test_ordinary_reviews_are_the_best_there_are(problem):
    solution = solve(problem)

    ordinary = [(row.judge, row.application) for row in solution.assigned if not row.link]
    assert measured(problem, ordinary) == best_by_trying_all(problem)


@quick
@given(problems())
def test_gaps_say_what_is_lacking(problem):
    solution = solve(problem)

    given_reviews = Counter(row.application for row in solution.assigned if not row.link)
    wanted = {row.code: row.reviews - given_reviews[row.code] for row in problem.applications}
    assert {gap.application: gap.lacking for gap in solution.gaps} == {code: count for code, count in wanted.items() if count > 0}


@quick
@given(problems(), st.randoms())
def test_order_of_the_input_changes_nothing(problem, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    other = replace(
        problem, applications=shuffled(problem.applications), judges=shuffled(problem.judges), held=shuffled(problem.held)
    )

    assert solve(other) == solve(problem)


@quick
@given(problems(applications=4, judges=4))
def test_solving_again_keeps_everything(problem):
    first = solve(problem)
    fixed = {(row.judge, row.application): row.fixed for row in problem.held}
    held = tuple(
        Held(row.judge, row.application, fixed.get((row.judge, row.application), False), row.link) for row in first.assigned
    )

    again = solve(replace(problem, held=held))

    assert pairs_of(again) == pairs_of(first)
    assert [row.link for row in again.assigned] == [row.link for row in first.assigned]
    assert again.dropped == ()


def relaxed(problem, relax):
    """The same problem, one limit looser by one."""
    if relax.code == "cap":
        judges = tuple(replace(row, cap=row.cap + (row.code == relax.judge)) for row in problem.judges)
        return replace(problem, judges=judges)
    if relax.code == "conflict":
        return replace(problem, conflicts=problem.conflicts - {(relax.judge, relax.application)})
    if relax.code == "reviews":
        applications = tuple(replace(row, reviews=row.reviews - (row.code == relax.application)) for row in problem.applications)
        return replace(problem, applications=applications)
    # No single panel can be opened to one judge for one case: the case gets a panel of those who could and of her.
    able = {*table(problem).reviewers(relax.application), relax.judge}
    able |= {row.code for row in problem.judges if table(problem).is_on_panel(row.code, relax.application)}
    applications = tuple(replace(row, panel="own") if row.code == relax.application else row for row in problem.applications)
    judges = tuple(replace(row, panels=row.panels | {"own"}) if row.code in able else row for row in problem.judges)
    return replace(problem, applications=applications, judges=judges)


@quick
@given(problems(reviews=3, cap=2))
def test_each_limit_named_gives_one_review_more(problem):
    solution = solve(problem)

    for gap in solution.gaps:
        assert gap.relax[-1] == Relax("reviews", application=gap.application)
        assert [lacking(solve(relaxed(problem, relax))) for relax in gap.relax] == [lacking(solution) - 1] * len(gap.relax)


@quick
@given(problems(reviews=3, cap=2))
def test_no_cap_conflict_or_panel_that_helps_is_left_out(problem):
    solution = solve(problem)
    known = table(problem)
    named = {(gap.application, relax) for gap in solution.gaps for relax in gap.relax}

    for gap in solution.gaps:
        for judge in known.judges:
            tries = [Relax("cap", judge)]
            if known.is_on_panel(judge, gap.application) and not known.may_read(judge, gap.application):
                tries.append(Relax("conflict", judge, gap.application))
            if known.may_read(judge, gap.application) and not known.is_on_panel(judge, gap.application):
                tries.append(Relax("panel", judge, gap.application))
            for relax in tries:
                if relax.code != "cap" and (gap.application, relax) not in named:
                    assert lacking(solve(relaxed(problem, relax))) == lacking(solution)
    for judge in known.judges:
        helps = lacking(solve(relaxed(problem, Relax("cap", judge)))) < lacking(solution)
        assert any((gap.application, Relax("cap", judge)) in named for gap in solution.gaps) == helps


def could_be_joined(problem, solution):
    """Whether some link reviews within what was left would have joined all judges, by trying all."""
    known = table(problem)
    fixed = {(row.judge, row.application) for row in problem.held if row.fixed}
    base = [(row.judge, row.application) for row in solution.assigned if not row.link or (row.judge, row.application) in fixed]
    readers = {judge for judge, _application in base}
    cases = {application for _judge, application in base}
    room = {row.code: row.cap - sum(judge == row.code for judge, _application in base) for row in problem.judges}
    free = [(judge, case) for judge in readers for case in cases if (judge, case) not in base and known.may_read(judge, case)]
    count = problem.links - sum(row.fixed and row.link for row in problem.held)
    for size in range(min(max(count, 0), len(free)) + 1):
        for extra in combinations(free, size):
            taken = Counter(judge for judge, _case in extra)
            if all(taken[judge] <= room[judge] for judge in taken) and len(judge_graphs.components([*base, *extra])) <= 1:
                return True
    return False


@quick
@given(problems(applications=4, judges=4, reviews=1, held=False, links=3))
def test_links_join_all_judges_whenever_that_is_possible(problem):
    solution = solve(problem)

    assert (len(solution.groups) <= 1) == could_be_joined(problem, solution)


@quick
@given(problems())
def test_links_join_also_with_pairs_that_were_there(problem):
    solution = solve(problem)

    assert (len(solution.groups) <= 1) == could_be_joined(problem, solution)
    assert sum(row.link for row in solution.assigned) + solution.links_missing >= problem.links


def test_seed_decides_between_equals():
    chosen = {pairs_of(solve(Problem(cases("a"), FAIR, seed=seed)))[0] for seed in range(20)}

    assert chosen == {("j1", "a"), ("j2", "a")}


def test_assignment_by_the_process_is_the_same():
    problem = Problem(TOPICS, PANELS, links=2, seed=7)

    assert assigning.assign(problem) == assigning.assign(problem, find=find)


def test_each_dropped_pair_has_its_reason():
    """Another panel speaks against an ordinary review that nobody fixed, and against no other."""
    rows = (*cases("a1", "a2"), *cases("a3", "a4", "a5", panel="tools"))
    held = (
        Held("j1", "a1"), Held("j3", "a2"), Held("j1", "a3"), Held("j1", "a4", fixed=True), Held("j1", "a5", link=True),
    )  # fmt: skip
    judges = (Judge("j1", 9), Judge("j2", 9), Judge("j3", 0), Judge("t1", 9, frozenset({"tools"})))

    solution = solve(Problem(rows, judges, conflicts=frozenset({("j1", "a1")}), held=held, links=1))

    assert [(row.judge, row.application, row.code) for row in solution.dropped] == [
        ("j1", "a1", "conflict"),
        ("j3", "a2", "moved"),
        ("j1", "a3", "panel"),
    ]
    assert {("j1", "a4"), ("j1", "a5")} <= set(pairs_of(solution))


def test_points_are_those_that_the_documents_name():
    application = Application("a", "aki", "food", 1)
    judge = Judge("j", 1, expertise={"food": 2}, fields_read=frozenset({"food"}))
    problem = Problem((application,), (judge, Judge("k", 1)), read_before=frozenset({("j", "aki")}))
    known = table(problem)
    chances = {seed: assigning.points(known, seed, "k", "a") - 900 for seed in range(40)}

    assert assigning.points(known, 0, "j", "a") - assigning.points(known, 0, "k", "a") in range(-300 * 2 + 450 + 90 - 29, -30)
    assert (min(chances.values()) >= 0, max(chances.values()) <= 29, len(set(chances.values())) > 10) == (True, True, True)
    assert (
        assigning.points(known, 0, "j", "a") - (300 + 450 + 90)
        == assigning.points(table(replace(problem, judges=(Judge("j", 1), Judge("k", 1)), read_before=frozenset())), 0, "j", "a")
        - 900
    )


def test_experts_are_preferred_and_a_level_outweighs_a_load_of_five():
    expert = Judge("j", 9, expertise={"food": 1})
    many = Problem(cases(*(f"a{number}" for number in range(5))), (expert, Judge("k", 9)))

    assert solve(many).loads == {"j": 5, "k": 0}


def test_who_has_left_and_what_is_gone_are_dropped_as_gone():
    held = (Held("j9", "a1"), Held("j1", "a9"), Held("j9", "a9"))

    dropped = solve(Problem(cases("a1"), FAIR, held=held)).dropped

    assert [(row.judge, row.application, row.code) for row in dropped] == [
        ("j9", "a1", "gone"),
        ("j1", "a9", "gone"),
        ("j9", "a9", "gone"),
    ]


def test_points_are_those_that_were_agreed():
    """Plans on record were reckoned with them; the other tests reckon with whatever they are."""
    points = assigning.EXPERTISE, assigning.REPEATED_ORGANIZATION, assigning.REPEATED_FIELD, assigning.LOAD, assigning.CHANCE

    assert points == (300, 450, 90, 60, 30)
    assert assigning.DEAREST_PAIR == LEVELS * 300 + 450 + 90 + 30
