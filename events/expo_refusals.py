"""Why something about an expo or an exhibitor was refused, in words for the person who asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.refusals import Refusal


class NotAnExpo(Refusal):
    words = gettext_lazy("Only an event of the kind “expo” has exhibitors.")


class CallReversed(Refusal):
    words = gettext_lazy("Exhibitors could apply until before they can apply.")


class RulesFrozen(Refusal):
    words = gettext_lazy("Exhibitors have applied by these fees: they stay as they are. Terms and texts can still be changed.")


class RulesContradict(Refusal):
    """Carries the events.fees.Problem rows: for whom there is no price, or more than one."""

    words = gettext_lazy("Not every exhibitor would have exactly one price per booth.")

    def __init__(self, problems: Sequence[object] = ()) -> None:
        super().__init__()
        self.problems = problems


class ScaleWrong(Refusal):
    words = gettext_lazy("The cancellation shares must rise by day, from 0 to 100 percent, and must not fall.")


class PlanOverlaps(Refusal):
    """Carries the numbers of two booths that share a place."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__()
        self.one, self.other = one, other

    def __str__(self) -> str:
        return _("Booths %(one)s and %(other)s lie over each other.") % {"one": self.one, "other": self.other}


class OutsideHall(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def __str__(self) -> str:
        return _("Booth %(code)s does not lie whole in the hall.") % {"code": self.code}


class BoothTwice(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def __str__(self) -> str:
        return _("Booth %(code)s stands on the plan twice.") % {"code": self.code}


class BoothGiven(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def __str__(self) -> str:
        return _("Booth %(code)s belongs to an exhibitor. Please take it back from the exhibitor first.") % {"code": self.code}


class BoothTaken(Refusal):
    words = gettext_lazy("One of these booths has just been given to somebody else. Please choose again.")


class WrongBooths(Refusal):
    words = gettext_lazy("Please choose as many booths of this expo as the exhibitor asked for.")


class CallClosed(Refusal):
    words = gettext_lazy("Exhibitors cannot apply now.")


class AppliedAlready(Refusal):
    words = gettext_lazy("Your organization has applied for this expo already.")


class TooMuch(Refusal):
    """Something is over a limit of the expo: carries the field's name and the limit."""

    def __init__(self, field: str, limit: int) -> None:
        super().__init__()
        self.field, self.limit = field, limit

    def __str__(self) -> str:
        return _("At most %(limit)s.") % {"limit": f"{self.limit:,}"}


class Incomplete(Refusal):
    """Carries the names of the fields that are still empty."""

    words = gettext_lazy("Something is still missing.")

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__()
        self.fields = fields


class TermsNotAgreed(Refusal):
    words = gettext_lazy("Please agree to the terms for exhibitors.")


class TermsChanged(Refusal):
    words = gettext_lazy("The terms for exhibitors have changed since you read them. Please read them again.")


class NoPrice(Refusal):
    words = gettext_lazy("For these details there is no price yet. Please write to the office.")


class NoPayee(Refusal):
    words = gettext_lazy("The event names nobody to whom the fee is paid. Please add the payee to the event first.")


class ExpoChanged(Refusal):
    words = gettext_lazy("Somebody else has changed this expo in the meantime. Please open the page again.")


class ReasonNeeded(Refusal):
    words = gettext_lazy("Please say why.")
