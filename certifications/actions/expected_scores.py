"""Values that waited on a judge's device, against what stands on her sheet by now."""

from collections.abc import Collection

from certifications.models import Criterion, Review
from certifications.refusals import ScoreChangedElsewhere


def must_still_be(review: Review, criterion: Criterion, expected: Collection[str] | None, wanted: str) -> None:
    """A value that waited on a device does not write over a newer one of another device. Raises ScoreChangedElsewhere."""
    if expected is None:
        return
    row = review.scores.filter(criterion=criterion).first()
    present = "" if row is None else "na" if row.not_applicable else str(row.value)
    if present not in {*expected, wanted}:
        raise ScoreChangedElsewhere(present)
