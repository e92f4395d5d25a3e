"""The one place that keeps scores as they were handed in."""

from typing import Any

from certifications.models import Review, ScoreRevision
from home import clock


def keep(review: Review, *, by: Any) -> None:
    """Writes the sheet's present values down beside the earlier ones, with the reason for which it was taken back."""
    last = review.score_revisions.order_by("-number").first()
    number = last.number + 1 if last else 1
    taken_back = review.assignment.history.filter(action="assignment.reopen").order_by("-seq").first() if last else None
    ScoreRevision.objects.bulk_create(
        ScoreRevision(
            review=review,
            criterion=score.criterion,
            number=number,
            value=score.value,
            not_applicable=score.not_applicable,
            reason=taken_back.note if taken_back else "",
            by=by,
            at=clock.now(),
        )
        for score in review.scores.select_related("criterion")
    )


def first_values(reviews: Any) -> dict[int, dict[str, int | None]]:
    """By review, the values of the first handing in, by criterion's code; None where it does not apply."""
    found: dict[int, dict[str, int | None]] = {}
    rows = ScoreRevision.objects.filter(review__in=reviews, number=1)
    for review, code, value in rows.values_list("review", "criterion__code", "value"):
        found.setdefault(review, {})[code] = value
    return found
