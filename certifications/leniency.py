"""How lenient each judge is, from cases that several have read; pure arithmetic, the same on every machine.

Score = application + judge + rest. Applications are fixed effects, so that real differences between fields are never taken for
leniency; judges are random effects, so that a judge who has read little is hardly corrected (shrinkage). Variances by
Henderson's method 3 (Searle, Casella, McCulloch: Variance Components, 1992, section 5.5), effects and their errors by the
mixed model equations (Henderson, Biometrics 31, 1975; same book, section 7.6), with the variances taken as known: with few
judges the intervals are a little too narrow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from operator import mul

from certifications.judge_graphs import Pair, components

NOTHING = 1e-12  # a variance below this (squared points of the scale) is none
LEAST_SHRINKAGE = 1e-9


@dataclass(frozen=True)
class Refusal:
    """Why scores are not adjusted: disconnected (judges in groups that no case joins) or few (nothing to estimate from)."""

    code: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Adjusted:
    """An application's score with its judges' leniency taken off, and the standard error, on the rubric's scale."""

    score: float
    error: float


@dataclass(frozen=True)
class Leniency:
    """By judge: points given above (or below) the others; by application: the adjusted score. Variances in squared points."""

    judges: Mapping[str, float]
    applications: Mapping[str, Adjusted]
    judge_variance: float
    rest_variance: float


def estimate(scores: Mapping[Pair, float]) -> Leniency | Refusal:
    """Leniency and adjusted scores from scores by judge and application."""
    pairs = sorted(scores)
    groups = components(pairs)
    named = tuple(tuple(sorted(group)) for group in groups)
    if len(groups) > 1:
        return Refusal("disconnected", named)
    place = {judge: number for number, judge in enumerate(sorted({judge for judge, _application in pairs}))}
    cases: dict[str, list[tuple[int, float]]] = {}
    for judge, application in pairs:
        cases.setdefault(application, []).append((place[judge], scores[judge, application]))
    freedom = len(pairs) - len(cases) - (len(place) - 1)
    if len(place) < 2 or freedom < 1:
        return Refusal("few", named)
    means = {application: fsum(score for _judge, score in rows) / len(rows) for application, rows in cases.items()}
    matrix, right = _within_cases(cases, means, len(place))
    judge_variance, rest_variance = _variances(cases, means, matrix, right, freedom)
    if judge_variance > NOTHING:
        shrinkage = max(rest_variance / judge_variance, LEAST_SHRINKAGE)
        inverse = _inverse(
            [[value + shrinkage * (row == column) for column, value in enumerate(values)] for row, values in enumerate(matrix)]
        )
        effects = [_dot(row, right) for row in inverse]
    else:
        inverse, effects = [[0.0] * len(place)] * len(place), [0.0] * len(place)
    applications = {}
    for application, rows in cases.items():
        readers = [judge for judge, _score in rows]
        size = len(readers)
        leniency = fsum(effects[judge] for judge in readers) / size
        doubt = fsum(inverse[one][other] for one in readers for other in readers) / size**2
        applications[application] = Adjusted(means[application] - leniency, sqrt(rest_variance * (1 / size + doubt)))
    return Leniency({judge: effects[number] for judge, number in place.items()}, applications, judge_variance, rest_variance)


Cases = Mapping[str, Sequence[tuple[int, float]]]


def _within_cases(cases: Cases, means: Mapping[str, float], size: int) -> tuple[list[list[float]], list[float]]:
    """The normal equations of the judges after the applications are taken out: matrix (judges x judges) and right side."""
    matrix = [[0.0] * size for _judge in range(size)]
    parts: list[list[float]] = [[] for _judge in range(size)]
    for application, rows in cases.items():
        for judge, score in rows:
            parts[judge].append(score - means[application])
            matrix[judge][judge] += 1
            for other, _score in rows:
                matrix[judge][other] -= 1 / len(rows)
    return matrix, [fsum(part) for part in parts]


def _variances(
    cases: Cases, means: Mapping[str, float], matrix: Sequence[Sequence[float]], right: Sequence[float], freedom: int
) -> tuple[float, float]:
    """Of judges and of the rest, each without bias and never below zero. All judges but the last are fitted as fixed."""
    count = len(right) - 1
    inverse = _inverse([list(row[:count]) for row in matrix[:count]])
    explained = fsum(right[number] * _dot(inverse[number], right[:count]) for number in range(count))
    within = fsum((score - means[application]) ** 2 for application, rows in cases.items() for _judge, score in rows)
    rest = max((within - explained) / freedom, 0.0)
    trace = fsum(matrix[number][number] for number in range(count + 1))
    return max((explained - count * rest) / trace, 0.0), rest


def _inverse(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Of a symmetric positive definite matrix, by its Cholesky factor."""
    size = len(matrix)
    lower: list[list[float]] = []
    for row in range(size):
        values: list[float] = []
        for column in range(row):
            values.append((matrix[row][column] - _dot(values, lower[column])) / lower[column][column])
        values.append(sqrt(matrix[row][row] - _dot(values, values)))
        lower.append(values)
    columns: list[list[float]] = []  # of the factor's inverse, each from its diagonal downwards
    for start in range(size):
        below = [1 / lower[start][start]]
        for row in range(start + 1, size):
            below.append(-_dot(lower[row][start:row], below) / lower[row][row])
        columns.append(below)
    result = [[0.0] * size for _row in range(size)]
    for row in range(size):
        for other in range(row, size):
            result[row][other] = result[other][row] = _dot(columns[row][other - row :], columns[other])
    return result


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    """The sum of products, as far as the shorter one goes."""
    return fsum(map(mul, one, other))
