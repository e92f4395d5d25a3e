"""Letters on paper: the secretariat prints and posts them for who applied on paper, or can be reached by post alone."""

from typing import Any

from django.core.exceptions import PermissionDenied

from certifications.models import Application
from certifications.permissions import is_case_secretariat
from home.actions import letters
from home.models import Letter
from home.querysets import LetterQuerySet


def visible_to(user: Any) -> LetterQuerySet:
    """Letters on paper about cases that the user's office has on its desk."""
    cases = Application.objects.of_office(user).written_to_on_paper()
    return Letter.objects.by_post().filter(about__in=[case.reference for case in cases.only("public_id")])


def may_post(user: Any, letter: Letter) -> bool:
    """The secretariat of the case's program, without an interest in the case."""
    case = Application.objects.filter(public_id=letter.about.removeprefix("application:"))
    application = case.select_related("round__program", "subject").first()
    return application is not None and bool(is_case_secretariat(user, application))


def posted(letter: Letter, *, by: Any) -> None:
    """Notes that the letter has been posted, when and by whom."""
    if not may_post(by, letter):
        raise PermissionDenied
    letters.posted(letter, by=by)
