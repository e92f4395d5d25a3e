"""What stands in the way of the office at one case: corrections, screening, messages, more time."""

from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal
from home import dates


class NothingToCorrect(Refusal):
    message = _("Please name at least one question and say what is to be corrected.")


class ProposalUnfit(Refusal):
    """What the office proposes for the question `label` could not be submitted."""

    message = _('The proposed answer to "%(label)s" does not fit the question. Please look at it again.')

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def __str__(self) -> str:
        return str(self.message) % {"label": self.label}


class NothingTold(Refusal):
    message = _("Please enter at least one answer or reply that you were told.")


class StatementDayWrong(Refusal):
    message = _("Please name the day on which you were told: between the request for corrections and today.")


class ConsentNeedsPaper(Refusal):
    message = _("Nobody agrees by telephone: please add the scan of the paper on which the applicant agrees.")


class NobodyToWriteTo(Refusal):
    message = _(
        "Nobody of the applicant's side has an e-mail address here. Please enter a name and address for a letter by post."
    )


class AlreadyAsked(Refusal):
    message = _("This question is among the points already.")


class PointAnswered(Refusal):
    message = _("The applicant has answered this point already. It comes back with the corrected version.")


class RecheckOpen(Refusal):
    message = _("Corrections have come that nobody has looked at to the end. Please look at the corrected points first.")


class VerdictMissing(Refusal):
    message = _("Please say of every corrected point whether it is accepted or asked for again.")


class NotInTheOffice(Refusal):
    message = _("Only somebody of the program's secretariat without an interest in the case can handle it.")


class NothingToSend(Refusal):
    message = _("Please write a message.")


class PlaceholderEmpty(Refusal):
    """A placeholder of a message has no value in this case."""

    message = _("There is nothing to fill in for {%(name)s} in this case. Please write it yourself, or take it out.")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __str__(self) -> str:
        return str(self.message) % {"name": self.name}


class ChecklistOpen(Refusal):
    message = _("Please answer every line of the checklist first.")


class FilesArriving(Refusal):
    message = _("A file of this application is still arriving. Please wait for it, or until its time is over.")


class NotWithTheOffice(Refusal):
    message = _(
        "Messages can be sent once the application has been submitted. "
        "Until then, please contact the office by telephone or e-mail."
    )


class CorrectionStillOpen(Refusal):
    """The applicant has time until the end of `day`."""

    message = _("The applicant may still correct until the end of %(day)s. You can close the request from the day after.")

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day

    def __str__(self) -> str:
        return str(self.message) % {"day": dates.day(self.day, get_language() or "ja")}


class DayTooSoon(Refusal):
    message = _("Please give the applicant at least until tomorrow.")


class DayNotLater(Refusal):
    message = _("Please name a day after the one that the applicant has been given.")


class DeadlineNotLater(Refusal):
    """The new deadline must lie after `before`, and in the future."""

    message = _("Please name a moment in the future and after the present deadline, %(before)s.")

    def __init__(self, before: datetime) -> None:
        super().__init__()
        self.before = before

    def __str__(self) -> str:
        return str(self.message) % {"before": dates.moment(self.before, get_language() or "ja")}


class NothingGranted(Refusal):
    message = _("This applicant has not been given more time than all others.")


class DeadlineNotEarlier(Refusal):
    """Time is taken back: the new deadline must lie before the present one, `before`."""

    message = _("Please name a moment before the present deadline, %(before)s.")

    def __init__(self, before: datetime) -> None:
        super().__init__()
        self.before = before

    def __str__(self) -> str:
        return str(self.message) % {"before": dates.moment(self.before, get_language() or "ja")}


class NoticeTooShort(Refusal):
    """Time is taken back: what stays must reach `earliest` at least."""

    message = _(
        "The applicant must keep at least three days from now, and never less time than all others: "
        "please name a moment not before %(earliest)s."
    )

    def __init__(self, earliest: datetime) -> None:
        super().__init__()
        self.earliest = earliest

    def __str__(self) -> str:
        return str(self.message) % {"earliest": dates.moment(self.earliest, get_language() or "ja")}


class DeadlineAfterResult(Refusal):
    message = _("The deadline must lie before the announcement of the result.")


class ReasonMissing(Refusal):
    message = _("Please write the reason: the applicants read it, and it stays on record.")


class NotADraft(Refusal):
    message = _("Only an application of this round that has not been submitted yet can be given more time.")


class PaperWaits(Refusal):
    message = _("Applications on paper are still being entered. Please submit them, or withdraw them, before the judging opens.")
