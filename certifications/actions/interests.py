"""A judge keeps the list of her own ties, and says once a round that it is complete."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.models import Interest, InterestConfirmation, Round
from certifications.permissions import keeps_interests
from certifications.refusals import NotOnPanel, TooManyTies
from home import clock, jobs

MOST = 60
LOOK = "certifications.tasks.look_for_suspicions"


@transaction.atomic
def add(*, by: Any, **facts: Any) -> Interest:
    """Adds a tie. Raises TooManyTies, and ValidationError for a wrong number or a period that ends before it begins."""
    if not keeps_interests(by):
        raise PermissionDenied
    if by.interests.standing().count() >= MOST:
        raise TooManyTies
    interest = Interest(person=by, added_at=clock.now(), **facts)
    interest.full_clean()
    interest.save(force_insert=True)
    jobs.enqueue_once(LOOK)
    return interest


@transaction.atomic
def remove(interest: Interest, *, by: Any) -> None:
    """The judge takes a tie back. It stays on record for what was decided because of it; twice has one effect."""
    if interest.person_id != by.pk or not keeps_interests(by):
        raise PermissionDenied
    Interest.objects.standing().filter(pk=interest.pk).update(removed_at=clock.now())
    jobs.enqueue_once(LOOK)


@transaction.atomic
def confirm(round_: Round, *, by: Any) -> InterestConfirmation:
    """The judge says for one round that her list is complete. Twice has one effect. Raises NotOnPanel."""
    if not keeps_interests(by) or not round_.panel.filter(judge=by).exists():
        raise NotOnPanel
    row, _created = InterestConfirmation.objects.get_or_create(person=by, round=round_, defaults={"at": clock.now()})
    return row
