"""Problems that contradict themselves, and the digest of a problem."""

from dataclasses import replace

import pytest

from certifications.assignment_problems import Contradiction, Held, Judge, Problem, canonical
from tests.certifications.assignments import FAIR, cases, solve


@pytest.mark.parametrize(
    ("change", "code", "subject"),
    [
        ({"applications": cases("a", "a")}, "twice", ()),
        ({"judges": (Judge("j1", 1), Judge("j1", 2))}, "twice", ()),
        ({"held": (Held("j1", "a"), Held("j1", "a", link=True))}, "twice", ()),
        ({"applications": cases("a", reviews=-1)}, "negative", ("a",)),
        ({"judges": (Judge("j1", -1),)}, "negative", ("j1",)),
        ({"links": -1}, "negative", ("links",)),
        ({"judges": (Judge("j1", 1, expertise={"food": 4}),)}, "level", ("j1",)),
        ({"judges": (Judge("j1", 1, expertise={"food": -1}),)}, "level", ("j1",)),
        ({"judges": (Judge("j1", 0),), "held": (Held("j1", "a", fixed=True),)}, "fixed_over_cap", ("j1",)),
        ({"held": (Held("j9", "a", fixed=True),)}, "fixed_unknown", ("j9", "a")),
        ({"held": (Held("j1", "z", fixed=True),)}, "fixed_unknown", ("j1", "z")),
        (
            {"held": (Held("j1", "a", fixed=True),), "conflicts": frozenset({("j1", "a")})},
            "fixed_in_conflict",
            ("j1", "a"),
        ),
    ],
)
def test_problem_that_contradicts_itself_is_refused(change, code, subject):
    problem = replace(Problem(cases("a"), FAIR), **change)

    with pytest.raises(Contradiction) as caught:
        solve(problem)

    assert (caught.value.code, caught.value.subject) == (code, subject)
    assert caught.value.args == (code, *subject)


def test_input_hash_changes_with_every_input():
    problem = Problem(cases("a"), FAIR)
    changes = [
        {"seed": 1},
        {"links": 1},
        {"applications": cases("a", reviews=2)},
        {"judges": (*FAIR[:1], Judge("j2", 2, panels=frozenset("x")))},
        {"judges": (*FAIR[:1], Judge("j2", 2, expertise={"food": 1}))},
        {"judges": (*FAIR[:1], Judge("j2", 2, fields_read=frozenset({"food"})))},
        {"judges": (*FAIR[:1], Judge("j2", 3))},
        {"judges": (*FAIR[:1], Judge("j3", 2))},
        {"conflicts": frozenset({("j1", "a")})},
        {"held": (Held("j1", "a"),)},
        {"held": (Held("j1", "a", fixed=True),)},
        {"held": (Held("j1", "a", link=True),)},
        {"read_before": frozenset({("j1", "org-a")})},
    ]

    hashes = {solve(replace(problem, **change)).input_hash for change in [{}, *changes]}

    assert len(hashes) == 1 + len(changes)


def test_canonical_form_is_what_a_stored_hash_was_made_of():
    problem = Problem(
        cases("b", "a", reviews=2, panel="x"),
        (Judge("j2", 1), Judge("j1", 3, frozenset("yx"), {"food": 2}, frozenset({"tools", "food"}))),
        frozenset({("j2", "b"), ("j1", "a")}),
        (Held("j2", "a", link=True), Held("j1", "b", fixed=True)),
        frozenset({("j2", "org-a"), ("j1", "org-b")}),
        links=3,
        seed=9,
    )

    assert canonical(problem) == {
        "algorithm": "cheapest flow 1",
        "applications": [
            {"code": "a", "organization": "org-a", "field": "food", "reviews": 2, "panel": "x"},
            {"code": "b", "organization": "org-b", "field": "food", "reviews": 2, "panel": "x"},
        ],
        "judges": [
            {"code": "j1", "cap": 3, "panels": ["x", "y"], "expertise": {"food": 2}, "fields_read": ["food", "tools"]},
            {"code": "j2", "cap": 1, "panels": [], "expertise": {}, "fields_read": []},
        ],
        "conflicts": [["j1", "a"], ["j2", "b"]],
        "held": [["j1", "b", True, False], ["j2", "a", False, True]],
        "read_before": [["j1", "org-b"], ["j2", "org-a"]],
        "links": 3,
        "seed": 9,
    }
