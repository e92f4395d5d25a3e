"""How firmly neighbors in a ranking stand: in what share of resampled panels the lower one comes out ahead.

Each resample gives every judge a random weight, the gaps between ordered random numbers (Rubin: The Bayesian Bootstrap, Annals
of Statistics 9, 1981), and takes weighted means: what if the panel had been made up otherwise? Judges who read both cases weigh
alike in both, so that their leniency cancels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from certifications.scoring import QUANTUM

RESAMPLES = 1000
NOTHING = 1e-9  # scores nearer than this are equal: weighing equal scores leaves crumbs


@dataclass(frozen=True)
class Swap:
    """Two neighbors, `position` of the upper one (from 1), and the share of resamples in which the lower one is ahead.

    Equal scores count half. Firm (0) also where each has but one review of the same judge: there is nothing to resample.
    """

    position: int
    upper: str
    lower: str
    share: Decimal


def swaps(
    order: Sequence[str],
    scores: Mapping[str, Mapping[str, float]],
    *,
    cut: int,
    around: int = 5,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> list[Swap]:
    """Of neighbors from `around` places above the cut to as many below it.

    `order` is the ranking, best first, without cases that have no score; `scores` are by application and judge; `cut` is the
    number of places that are chosen.
    """
    first, last = max(cut - around, 0), min(cut + around, len(order))
    window = order[first:last]
    judges = sorted({judge for application in window for judge in scores[application]})
    random = Random(seed)  # noqa: S311  chance that can be repeated, no secret
    ahead = [0] * max(len(window) - 1, 0)  # in halves
    for _resample in range(resamples):
        points = [0.0, *sorted(random.random() for _judge in judges[1:]), 1.0]
        weight = {judge: points[number + 1] - points[number] for number, judge in enumerate(judges)}
        means = [_mean(scores[application], weight) for application in window]
        for number in range(len(ahead)):
            lead = means[number + 1] - means[number]
            ahead[number] += (lead > -NOTHING) + (lead > NOTHING)
    return [
        Swap(first + number + 1, window[number], window[number + 1], (Decimal(halves) / (2 * resamples)).quantize(QUANTUM))
        for number, halves in enumerate(ahead)
    ]


def _mean(scores: Mapping[str, float], weight: Mapping[str, float]) -> float:
    total = share = 0.0
    for judge, score in scores.items():
        total += weight[judge] * score
        share += weight[judge]
    return total / share
