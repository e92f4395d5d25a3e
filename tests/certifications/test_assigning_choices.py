"""Assignments that are written out: what outweighs what, what room is kept for, and which links are counted."""

from certifications import assigning
from certifications.assignment_problems import LEVELS, Application, Held, Judge, Problem, table
from tests.certifications.assignments import FAIR, PANELS, TOPICS, cases, find, pairs_of, solve


def costs(problem):
    """What each way costs in the network of the ordinary reviews."""
    seen = []

    def look(balances, arcs):
        seen.append({arc.cost for arc in arcs})
        return find(balances, arcs)

    assigning.assign(problem, find=look)
    return seen[0]


def test_to_keep_a_pair_weighs_just_more_than_all_that_one_circle_can_change():
    """Every judge twice the dearest pair, and the highest load twice; above that, no evenness is given up for less."""
    judges = (Judge("j1", 4), Judge("j2", 2), Judge("j3", 1))
    problem = Problem(cases("a1", "a2"), judges, held=(Held("j1", "a1"),))

    keep = 2 * 3 * assigning.DEAREST_PAIR + 2 * 60 * 4 + 1
    uneven = 2 * 3 * keep + keep
    assert min(costs(problem)) == -keep
    assert max(costs(problem)) == (2 * 1 + 1) * uneven


def test_without_judges_only_what_is_lacking_has_a_price():
    assert costs(Problem(cases("a1"), ())) == {0, 3}


def test_what_is_lacking_most_sets_the_price_of_all():
    rows = (*cases("a1"), *cases("a3", reviews=3))

    assert max(costs(Problem(rows, ()))) == (2 * 3 + 1) * 1 + 2 * 1


def test_reviews_are_lacking_evenly_though_one_case_would_be_cheaper():
    """Both judges know the field of the first case, and nothing of the second's."""
    rows = (Application("a1", "o1", "food", 2), Application("a2", "o2", "tools", 2))
    judges = tuple(Judge(code, 1, expertise={"food": LEVELS}) for code in ("j1", "j2"))

    assert sorted(application for _judge, application in pairs_of(solve(Problem(rows, judges)))) == ["a1", "a2"]


def test_a_level_of_expertise_outweighs_no_load_of_six():
    expert = Judge("j", 11, expertise={"food": 1})
    many = Problem(cases(*(f"a{number:02}" for number in range(11))), (expert, Judge("k", 11)))

    assert solve(many).loads == {"j": 8, "k": 3}


def test_room_that_is_kept_for_a_link_is_nobody_elses():
    """The second judge's link of the year before leaves the first one, who reads nothing, without a case."""
    rows = (*cases("a1", reviews=0), *cases("a2"))
    judges = (Judge("j1", 0), Judge("j2", 1))
    problem = Problem(rows, judges, conflicts=frozenset({("j2", "a2")}), held=(Held("j2", "a1", link=True),), links=1)

    assert (pairs_of(solve(problem)), [gap.application for gap in solve(problem).gaps]) == ([], ["a2"])


def test_a_fixed_link_is_one_of_those_that_are_wanted():
    held = (Held("f1", "t1", fixed=True, link=True),)

    solution = solve(Problem(TOPICS, PANELS, held=held, links=1))

    links = [row for row in solution.assigned if row.link]
    assert [(row.judge, row.application) for row in links] == [("f1", "t1")]
    assert [reason.value for row in links for reason in row.reasons if reason.code == "link"] == [0]
    assert (solution.links_missing, len(solution.groups)) == (0, 1)


def test_links_say_whether_they_join_and_how_many_are_missing():
    solution = solve(Problem(TOPICS, PANELS, links=2))
    joining = [reason.value for row in solution.assigned for reason in row.reasons if reason.code == "link"]
    alone = solve(Problem(cases("a1"), FAIR[:1], links=2))

    assert (sorted(joining), solution.links_missing) == ([0, 1], 0)
    assert (pairs_of(alone), alone.links_missing) == ([("j1", "a1")], 2)


def test_no_room_is_kept_for_links_beyond_those_that_are_wanted():
    """One link is wanted and fixed: the second judge's old one gives way to the case that she knows better."""
    rows = (*cases("a1", reviews=0), Application("a2", "o2", "tools", 1))
    judges = (Judge("j1", 9), Judge("j2", 1, expertise={"tools": LEVELS}), Judge("j3", 9))
    held = (Held("j1", "a1", fixed=True, link=True), Held("j2", "a1", link=True))

    solution = solve(Problem(rows, judges, held=held, links=1))

    assert ("j2", "a2") in pairs_of(solution)


def test_a_pair_that_was_there_is_kept_once():
    """As a review or as a link, not as both: the second case has its expert, too."""
    rows = cases("a1", "a2")
    judges = (Judge("j1", 2, expertise={"food": LEVELS}), Judge("j2", 9))

    solution = solve(Problem(rows, judges, held=(Held("j1", "a1", link=True),), links=1))

    assert {("j1", "a1"), ("j1", "a2")} <= set(pairs_of(solution))


def test_pairs_stand_in_the_order_of_cases_and_then_of_judges():
    pairs = pairs_of(solve(Problem(TOPICS, PANELS, links=2)))

    assert pairs == sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def test_chance_is_the_same_on_every_machine():
    """Plans on record are reckoned again: the digest is of seed, judge and application, in this form."""
    known = table(Problem(cases("a1"), (Judge("j1", 1),)))
    beyond = assigning.EXPERTISE * LEVELS

    assert [assigning.points(known, seed, "j1", "a1") - beyond for seed in (0, 1, 2)] == [1, 29, 17]
