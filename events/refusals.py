"""Why something about a registration was refused, in words for the person who asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The base: `str` gives the words in the reader's language."""

    words: Any = ""

    def __str__(self) -> str:
        return str(self.words)


class RegistrationClosed(Refusal):
    words = _("Registration is not open now.")


class AlreadyRegistered(Refusal):
    words = _("Somebody has registered for this event with this address already.")


class TooManyRegistrations(Refusal):
    words = _("With this address, much has been registered today. Please try again tomorrow.")


class GroupTooLarge(Refusal):
    words = _("So many seats are not given to one registration.")


class WrongQuota(Refusal):
    words = _("These seats do not belong to this event.")


class SeatsTaken(Refusal):
    words = _("There are not so many seats left.")


class ChangedMeanwhile(Refusal):
    words = _("This has been changed in the meantime. Please look at it again before you change it.")


class TooLate(Refusal):
    words = _("It is too late to change this here. Please write to the office.")


class OfferOver(Refusal):
    words = _("The time to take the offered place is over.")


class TermsFrozen(Refusal):
    words = _("Registration has been opened: how places are given, the questions and the consents stay as they are.")


class NoSeats(Refusal):
    words = _("Please say first how many seats there are.")


class NotPayable(Refusal):
    words = _("This event has a fee, but it cannot be paid now: it needs a payee that takes bank transfers.")


class FeeFrozen(Refusal):
    words = _("Registration has been opened: the fee and the payee stay as they are. Those who registered have been told them.")


class AddressNeeded(Refusal):
    words = _("This event has a fee. The bill goes to an e-mail address: please enter one.")


class SeatsBilled(Refusal):
    words = _("The number of seats stands in your order and cannot be changed here. Please write to the office.")


class TermsReversed(Refusal):
    words = _("Registration would end before it begins, or after the event.")


class BelowTaken(Refusal):
    words = _("More seats than that have been given already.")


class StillOpen(Refusal):
    words = _("The draw is held when registration has ended.")


class NoDraw(Refusal):
    words = _("The places of this event are not given by lot, or have been given already.")
