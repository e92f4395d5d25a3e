"""Assignments against another solver on problems too large for trying all: the four aims one after another, by SciPy's milp."""

import numpy as np
from hypothesis import given, settings
from scipy.optimize import Bounds, LinearConstraint, milp

from certifications import assigning
from certifications.assignment_problems import table
from tests.certifications.assignments import measured, problems, solve


class Program:
    """One variable for each pair that may be, for each review that a case may lack, and for each step of a judge's load."""

    def __init__(self, problem):
        known = table(problem)
        self.fixed = {(row.judge, row.application) for row in problem.held if row.fixed}
        held = {(row.judge, row.application) for row in problem.held if not row.fixed}
        self.names, self.aims = [], []
        wants = {row.code: row.reviews - sum(case == row.code for _judge, case in self.fixed) for row in problem.applications}
        room = {row.code: row.cap - sum(judge == row.code for judge, _case in self.fixed) for row in problem.judges}
        for case, count in wants.items():
            for judge in room:
                if (judge, case) not in self.fixed and known.may_review(judge, case) and count > 0:
                    cost = assigning.points(known, problem.seed, judge, case)
                    self.add(("pair", judge, case), 0, 0, -((judge, case) in held), cost)
            for step in range(max(count, 0)):
                self.add(("lack", step, case), 1, step, 0, 0)
        for judge, most in room.items():
            for step in range(most):
                self.add(("load", judge, step), 0, 0, 0, assigning.LOAD * step)
        rows, sides = [], []
        for case, count in wants.items():
            if count > 0:
                rows.append([name[0] != "load" and name[2] == case for name in self.names])
                sides.append(count)
        for judge in room:
            rows.append([(name[:2] == ("pair", judge)) - (name[:2] == ("load", judge)) for name in self.names])
            sides.append(0)
        self.rows, self.sides = np.array(rows, float).reshape(len(rows), -1), np.array(sides, float)

    def add(self, name, *aims):
        self.names.append(name)
        self.aims.append(aims)

    def best(self):
        """(lacking, unevenness, -kept, points): each the least there is while those before it stay the least."""
        if not self.names:
            return 0, 0, 0, 0
        aims, found = np.array(self.aims, float).T, []
        for number in range(4):
            limits = [LinearConstraint(self.rows, self.sides, self.sides)]
            limits += [LinearConstraint(aims[before], -np.inf, found[before]) for before in range(number)]
            answer = milp(aims[number], constraints=limits, integrality=np.ones(len(self.names)), bounds=Bounds(0, 1))
            found.append(round(answer.fun))
        return tuple(found)


@settings(max_examples=60, deadline=None)
@given(problems(applications=9, judges=6, reviews=3, cap=5, links=0))
def test_ordinary_reviews_are_as_good_as_scipy_finds(problem):
    solution = solve(problem)

    ordinary = [(row.judge, row.application) for row in solution.assigned]
    assert measured(problem, ordinary) == Program(problem).best()
