"""Letters that did not arrive: the secretariat sends them again, or has them printed and posted."""

from typing import Any

from django.core.exceptions import PermissionDenied

from certifications.models import Application, Round
from certifications.permissions import is_case_secretariat, is_secretariat
from home.actions import returned_letters
from home.models import Letter
from home.public_ids import read_public_id
from home.querysets import LetterQuerySet

CASE, ROUND = "application:", "round:"


def visible_to(user: Any) -> LetterQuerySet:
    """Undelivered letters about cases that the user's office has on its desk, and about the rounds that she runs."""
    return about_ones_own(Letter.objects.undelivered(), user)


def about_ones_own(letters: LetterQuerySet, user: Any) -> LetterQuerySet:
    """Of these letters those about cases and rounds of the user's office. Begin with few: they are looked through one by one."""
    named = set(letters.order_by().values_list("about", flat=True).distinct())
    cases = Application.objects.of_office(user).filter(public_id__in=_ids(named, CASE))
    rounds = Round.objects.run_by(user).filter(public_id__in=_ids(named, ROUND))
    own = [f"{CASE}{key}" for key in cases.values_list("public_id", flat=True)]
    return letters.filter(about__in=[*own, *(f"{ROUND}{key}" for key in rounds.values_list("public_id", flat=True))])


def _ids(named: set[str], kind: str) -> list[Any]:
    found = (read_public_id(about.removeprefix(kind)) for about in named if about.startswith(kind))
    return [key for key in found if key]


def may_deal(user: Any, letter: Letter) -> bool:
    """The secretariat of the case's or the round's program, without an interest in the case."""
    kind, _colon, key = letter.about.partition(":")
    public_id: Any = read_public_id(key)
    if f"{kind}:" == CASE:
        case = Application.objects.filter(public_id=public_id).select_related("round__program", "subject").first()
        return case is not None and bool(is_case_secretariat(user, case))
    round_ = Round.objects.filter(public_id=public_id).select_related("program").first() if f"{kind}:" == ROUND else None
    return round_ is not None and is_secretariat(user, round_.program)


def send_again(letter: Letter, *, by: Any) -> Letter:
    """Sends it once more, to the address that the reader has now. Raises NotUndelivered."""
    if not may_deal(by, letter):
        raise PermissionDenied
    return returned_letters.send_again(letter)


def put_on_paper(letter: Letter, *, post_to: str, by: Any) -> Letter:
    """Puts it among the letters to post, with a name and address. Raises NotUndelivered."""
    if not may_deal(by, letter):
        raise PermissionDenied
    return returned_letters.put_on_paper(letter, post_to=post_to)
