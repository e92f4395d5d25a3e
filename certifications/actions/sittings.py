"""Sittings that are over are folded: of an hour's typing there stays what its writer would want back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from certifications import sittings
from certifications.models import Answer, AnswerRevision
from home import clock

# A day, so that the limits of a day (allowances.py) still count what was typed, and a phone that was away is known again.
REST = timedelta(days=1)


def fold_due(most: int = 200) -> int:
    """Folds the sittings of up to so many answers; says how many saves went. Done twice, or by two at once, it counts once."""
    over = clock.now() - REST
    later = AnswerRevision.objects.filter(
        application=OuterRef("application"), key=OuterRef("key"), version__gt=OuterRef("folded"), changed_at__lt=over
    )
    due = Answer.objects.filter(Exists(later), version__gt=F("folded") + 1).order_by("pk")
    return sum(fold(answer) for answer in due[:most])


@transaction.atomic
def fold(answer: Answer) -> int:
    """Folds what is over of one answer's sittings; says how many saves went. The present answer always stays.

    Somebody who types in it at this moment waits for one DELETE at most: her save is newer than all that is looked at.
    """
    over = clock.now() - REST
    rows = AnswerRevision.objects.filter(application=answer.application_id, key=answer.key)
    done = [part for part in sittings.parted(rows.filter(version__gt=answer.folded).steps()) if part[-1].at < over]
    if not done:
        return 0
    through = done[-1][-1].version
    if not Answer.objects.filter(pk=answer.pk, folded=answer.folded).update(folded=through):
        return 0  # another worker was first
    stays = sittings.kept([step for part in done for step in part], _moments(answer))
    gone = rows.filter(version__gt=answer.folded, version__lt=through).exclude(version__in=stays)
    return gone.delete()[0]


def _moments(answer: Answer) -> list[datetime]:
    """When somebody signed or submitted what stood there, or asked for either."""
    application = answer.application
    return [
        *application.versions.values_list("submitted_at", flat=True),
        *application.sign_offs.values_list("asked_at", flat=True),
    ]
