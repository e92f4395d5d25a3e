"""What stands in the way of an inquiry, or of a request for a master or a tour."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals import Refusal


class NotOpenToInquiries(Refusal):
    message = _("This maker cannot be asked here. Please write to the office.")


class TooManyInquiries(Refusal):
    message = _("Too many inquiries have been sent today. Please try again tomorrow, or write to the office.")


class TooManyWords(Refusal):
    message = _("You have written several times today. Please wait for the answer, or go on tomorrow.")


class WordsMissing(Refusal):
    message = _("Please write something first.")


class UnknownOutcome(Refusal):
    message = _("Please choose what came of it.")


class AmountWithoutSale(Refusal):
    message = _("An amount goes with an order, a contract or a trial only. Please leave it empty.")


class NoHost(Refusal):
    message = _("This host cannot be asked for that. Please choose another one.")


class AskedBefore(Refusal):
    message = _("This host has been asked already. Please choose another one.")


class DayMissing(Refusal):
    message = _("Please enter the day on which it takes place; it must not lie in the past.")


class NotHeldYet(Refusal):
    message = _("It can be reported when the day has come.")


class ReasonMissing(Refusal):
    message = _("Please write why: who asked gets these words.")
