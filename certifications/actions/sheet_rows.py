"""How values and texts come onto a sheet; who may write on it, and when, is asked by the verbs that call this."""

from collections.abc import Mapping

from django.db.models import F

from certifications.models import Criterion, Review, Score
from certifications.refusals import ScoreOutOfRange
from home import clock
from home.versions import StaleRecord

TEXTS = ("private_note", "applicant_comment", "public_comment")


def set_value(review: Review, criterion: Criterion, value: int | None, *, not_applicable: bool) -> None:
    """One value, or that the criterion does not apply. Raises ScoreOutOfRange. The round is held: no other save comes between."""
    rubric = review.rubric_version
    if criterion.version_id != rubric.pk:
        raise ScoreOutOfRange
    if not_applicable and not criterion.not_applicable:
        raise ScoreOutOfRange
    if not not_applicable and (value is None or not rubric.low <= value <= rubric.high):
        raise ScoreOutOfRange
    given = {"value": value, "not_applicable": not_applicable}
    if not Score.objects.filter(review=review, criterion=criterion).update(**given):
        Score.objects.create(review=review, criterion=criterion, **given)
    touch(review)


def write_texts(review: Review, row_version: int, texts: Mapping[str, str]) -> Review:
    """The texts that changed, over the version that was read. Raises StaleRecord."""
    changes = {name: texts[name] for name in TEXTS if name in texts and texts[name] != getattr(review, name)}
    if not changes:
        return review
    rows = Review.objects.filter(pk=review.pk, row_version=row_version)
    if not rows.update(row_version=F("row_version") + 1, changed_at=clock.now(), **changes):
        raise StaleRecord(review)
    review.refresh_from_db()
    return review


def touch(review: Review) -> None:
    """Something on the sheet has changed now."""
    Review.objects.filter(pk=review.pk).update(changed_at=clock.now())
