"""Letters on paper: the secretariat prints and posts them for who applied on paper, or whom an e-mail did not reach."""

from typing import Any

from django.core.exceptions import PermissionDenied

from certifications.actions import undelivered
from home.actions import letters
from home.models import Letter
from home.querysets import LetterQuerySet


def visible_to(user: Any) -> LetterQuerySet:
    """Letters on paper about cases that the user's office has on its desk, and about the rounds that she runs."""
    return undelivered.about_ones_own(Letter.objects.by_post(), user)


def posted(letter: Letter, *, by: Any) -> None:
    """Notes that the letter has been posted, when and by whom."""
    if not undelivered.may_deal(by, letter):
        raise PermissionDenied
    letters.posted(letter, by=by)
