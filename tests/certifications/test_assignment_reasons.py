"""What is said of each pair, and of what stands in the way of others."""

from dataclasses import replace

from certifications.assignment_problems import Dropped, Gap, Held, Judge, Problem, Reason, Relax
from tests.certifications.assignments import FAIR, PANELS, TOPICS, cases, pairs_of, solve


def test_expertise_goes_before_an_even_load():
    judges = (Judge("j1", 4, expertise={"food": 3}), Judge("j2", 4))

    solution = solve(Problem(cases("a", "b"), judges))

    assert pairs_of(solution) == [("j1", "a"), ("j1", "b")]
    assert [row.reasons for row in solution.assigned] == [(Reason("expertise", 3),), (Reason("expertise", 3),)]


def test_load_is_even_where_nothing_else_speaks():
    solution = solve(Problem(cases("a", "b", "c", "d"), FAIR))

    assert solution.loads == {"j1": 2, "j2": 2}
    assert {row.reasons for row in solution.assigned} == {(Reason("load", 2),)}


def test_organization_read_before_goes_to_another_judge():
    solution = solve(Problem(cases("a"), FAIR, read_before=frozenset({("j1", "org-a")})))

    assert [(row.judge, row.reasons) for row in solution.assigned] == [("j2", (Reason("rotation", 1),))]


def test_organization_read_before_is_said_when_nobody_else_can():
    problem = Problem(cases("a"), FAIR[:1], read_before=frozenset({("j1", "org-a")}))

    assert solve(problem).assigned[0].reasons == (Reason("load", 1), Reason("repeated_organization", 1))


def test_field_read_before_goes_to_another_judge():
    judges = (Judge("j1", 2, fields_read=frozenset({"food"})), Judge("j2", 2))

    assert pairs_of(solve(Problem(cases("a"), judges))) == [("j2", "a")]
    assert solve(Problem(cases("a"), judges[:1])).assigned[0].reasons == (Reason("load", 1), Reason("repeated_field", 1))


def test_judge_whom_conflicts_leave_gets_the_case():
    judges = (Judge("j1", 2), Judge("j2", 1), Judge("j3", 1))
    conflicts = frozenset({("j2", "a"), ("j3", "a"), ("j2", "b")})

    solution = solve(Problem(cases("a", "b"), judges, conflicts=conflicts))

    assert pairs_of(solution) == [("j1", "a"), ("j3", "b")]


def test_pair_without_a_reason_of_its_own_is_said_to_be_available():
    judges = (Judge("j1", 3, panels=frozenset("x")), Judge("j2", 3, panels=frozenset("xy")))
    applications = (*cases("a", panel="x"), *cases("b", "c", panel="y"))
    problem = Problem(applications, judges, held=(Held("j2", "a", fixed=True), Held("j2", "b", fixed=True)))

    solution = solve(problem)

    assert [(row.judge, row.application, row.reasons) for row in solution.assigned] == [
        ("j2", "a", (Reason("fixed", 1),)),
        ("j2", "b", (Reason("fixed", 1), Reason("load", 3))),
        ("j2", "c", (Reason("load", 3),)),
    ]


def test_pairs_that_go_say_why():
    held = (Held("j1", "a"), Held("j9", "a"), Held("j2", "z"), Held("j2", "a"), Held("j2", "b"))
    problem = Problem(
        (*cases("a"), *cases("b", panel="x")), (Judge("j1", 3), Judge("j2", 3)), held=held, conflicts=frozenset({("j1", "a")})
    )

    assert solve(problem).dropped == (
        Dropped("j1", "a", "conflict"),
        Dropped("j9", "a", "gone"),
        Dropped("j2", "b", "panel"),
        Dropped("j2", "z", "gone"),
    )


def test_pair_beyond_what_is_wanted_moves():
    solution = solve(Problem(cases("a"), FAIR, held=(Held("j1", "a"), Held("j2", "a"))))

    assert [row.code for row in solution.dropped] == ["moved"]
    assert [row.reasons[0] for row in solution.assigned] == [Reason("kept", 1)]


WANT = Relax("reviews", application="a")


def test_gap_names_whose_cap_and_which_conflict():
    judges = (Judge("j1", 0), Judge("j2", 1), Judge("j3", 5, panels=frozenset("x")))
    problem = Problem(cases("a", reviews=3, panel="p"), (), conflicts=frozenset({("j2", "a")}))
    judges = tuple(replace(row, panels=row.panels | ({"p"} if row.code != "j3" else set())) for row in judges)

    solution = solve(replace(problem, judges=judges))

    assert solution.gaps == (
        Gap(
            "a",
            3,
            (Relax("cap", "j1"), Relax("conflict", "j2", "a"), Relax("panel", "j3", "a"), Relax("reviews", application="a")),
        ),
    )


def test_link_review_joins_two_panels():
    solution = solve(Problem(TOPICS, PANELS, links=1))

    assert solution.groups == (("f1", "f2", "t1", "t2"),)
    assert [Reason("link", 1) in row.reasons for row in solution.assigned if row.link] == [True]
    assert (solution.links_missing, solution.relax_links) == (0, ())


def test_link_reviews_beyond_those_that_join_spread():
    solution = solve(Problem(TOPICS, PANELS, links=4))

    links = [row for row in solution.assigned if row.link]
    assert sorted(row.application for row in links) == ["f1", "f2", "t1", "t2"]
    assert all(row.judge[0] != row.application[0] for row in links)
    assert sorted(row.reasons[0].value for row in links) == [0, 0, 0, 1]


def test_disconnected_judges_name_what_would_join_them():
    full = tuple(replace(row, cap=2) for row in PANELS)

    assert solve(Problem(TOPICS, PANELS)).relax_links == (Relax("links"),)
    assert solve(Problem(TOPICS, full)).relax_links == ()
    assert solve(Problem(TOPICS, full, links=2)).relax_links == tuple(Relax("cap", row.code) for row in PANELS)
    assert solve(Problem(TOPICS, full, links=2)).links_missing == 2


def test_disconnected_judges_name_the_conflict_that_parts_them():
    topics = (TOPICS[0], TOPICS[2])
    conflicts = frozenset({("f1", "t1"), ("f2", "t1"), ("t1", "f1"), ("t2", "f1")})

    solution = solve(Problem(topics, PANELS, conflicts=conflicts, links=1))

    assert solution.groups == (("f1", "f2"), ("t1", "t2"))
    assert solution.relax_links == tuple(Relax("conflict", *pair) for pair in sorted(conflicts))


def test_fixed_pair_takes_its_place_in_the_cap():
    solution = solve(Problem(cases("a", "b"), (Judge("j1", 1),), held=(Held("j1", "a", fixed=True),)))

    assert pairs_of(solution) == [("j1", "a")]
    assert [gap.application for gap in solution.gaps] == ["b"]
