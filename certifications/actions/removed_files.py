"""Files that were taken away and that no version names are kept for a while, and then let go."""

from datetime import timedelta

from django.db import transaction

from certifications.models import Application, Attachment, Evidence
from home import clock

KEPT = timedelta(days=30)


def let_go_due(most: int = 200) -> int:
    """Lets go of files that were taken away long ago; says how many. Done twice, or by two at once, it counts once.

    The row stays and tells who attached and took away what. The stored file goes when nothing names it any more.
    """
    before = clock.now() - KEPT
    cases: dict[int, None] = {}
    for rows in (Attachment.objects.never_submitted(before), Evidence.objects.never_seen(before)):
        cases |= dict.fromkeys(rows.order_by("application").values_list("application", flat=True)[:most])
    return sum(_let_go(case) for case in cases)


@transaction.atomic
def _let_go(case: int) -> int:
    """Behind the application's lock: a version that is being made, or a file that is being put back, comes before or after."""
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=case)
    before = clock.now() - KEPT
    gone = application.attachments.never_submitted(before).update(file=None, let_go_at=clock.now())
    return gone + application.evidence.never_seen(before).delete()[0]
