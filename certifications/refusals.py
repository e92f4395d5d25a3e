"""Why an action refuses: each a named exception whose text is fit for the person who asked."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home import dates


class Refusal(Exception):
    """An action refused. `message` says what happened and how to mend it, in the reader's language."""

    message: Any = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class RoundNotOpen(Refusal):
    message = _("Applications to this round are not open at this moment.")


class TooLate(Refusal):
    message = _("The deadline has passed. Your draft is kept; please contact the office.")


class DeadlineNotLater(Refusal):
    """The new deadline must lie after `before`, and in the future."""

    message = _("Please name a moment in the future and after the present deadline, %(before)s.")

    def __init__(self, before: datetime) -> None:
        super().__init__()
        self.before = before

    def __str__(self) -> str:
        return str(self.message) % {"before": dates.moment(self.before, get_language() or "ja")}


class DeadlineAfterResult(Refusal):
    message = _("The deadline must lie before the announcement of the result.")


class ReasonMissing(Refusal):
    message = _("Please write the reason: the applicants read it, and it stays on record.")


class NotADraft(Refusal):
    message = _("Only an application of this round that has not been submitted yet can be given more time.")


class LimitReached(Refusal):
    message = _("The number of applications that one applicant may make in this round has been reached.")


class NotOpenForChange(Refusal):
    message = _("This answer cannot be changed now.")


class TooManyFiles(Refusal):
    message = _("There are as many files as one question can hold. Please take one away first.")


class TooManyUploads(Refusal):
    message = _("Too much is being sent at the same time. Please wait until some files have arrived.")


class TicketClosed(Refusal):
    message = _("This upload has ended. Please choose the file again.")


class OffsetWrong(Refusal):
    """A piece does not follow what is here; `offset` is how far the file has come."""

    message = _("This piece does not follow what has arrived.")

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class FilesArriving(Refusal):
    message = _("A file of this application is still arriving. Please wait for it, or until its time is over.")


class AnswerChanged(Refusal):
    """Somebody else saved a newer answer; it is carried along, so that the screen can show both."""

    message = _("Somebody else has changed this answer in the meantime. Please compare and save again.")

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


class NoSuchRevision(Refusal):
    message = _("There is no such earlier answer. Please open the list again.")


class SignOffMissing(Refusal):
    message = _(
        "This round asks for the confirmation of an owner of the organization. "
        "Exactly what stands in the application now has not been confirmed yet."
    )


class SignOffOutdated(Refusal):
    message = _("The application has changed since it was shown to you. Please read it again.")


class SignOffNotAsked(Refusal):
    message = _("This application needs no confirmation before it is submitted.")


class CommentMissing(Refusal):
    message = _("Please write what is to be changed.")


class AnswerWrong(Refusal):
    """The value cannot be an answer to this question."""

    message = _("This answer does not fit the question.")

    def __init__(self, problem: Any) -> None:
        super().__init__()
        self.problem = problem


class NotComplete(Refusal):
    """Something is missing or wrong; `problems` lists it in the form's order."""

    message = _("Some answers are missing or need a look.")

    def __init__(self, problems: list[Any]) -> None:
        super().__init__()
        self.problems = problems


class ConsentMissing(Refusal):
    message = _("The candidate has not consented yet. Please ask the candidate to answer our letter.")


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


class CorrectionUnanswered(Refusal):
    message = _("Please answer every point that the office has asked about.")


class ChecklistOpen(Refusal):
    message = _("Please answer every line of the checklist first.")


class InConflict(Refusal):
    message = _("There is a conflict of interest between this person and this case.")


class WorksForProgram(InConflict):
    message = _("This person works for the program's office. Nobody judges what she prepares or approves herself.")


class SitsOnPanel(InConflict):
    message = _("This person sits on the panel of a round that is not over. Nobody prepares or approves what she judges herself.")


class NotOnPanel(Refusal):
    message = _("This person does not sit on the panel of this round.")


class SheetBegun(Refusal):
    message = _(
        "This judge has begun or handed in a sheet and cannot be taken off the panel. "
        "If there is a conflict of interest, please record it on the case."
    )


class NoThemesHere(Refusal):
    message = _("Entries to this program answer no theme.")


class ThemeCodeTaken(Refusal):
    message = _("This round already has a theme with this code.")


class RoundChanged(Refusal):
    message = _("Somebody else has changed the round in the meantime. Please open the page again.")


class AlreadyPassed(Refusal):
    message = _("One of these dates has passed already and can no longer be changed.")


class LiesInThePast(Refusal):
    message = _("A date cannot be moved into the past.")


class DeadlineMovesByExtension(Refusal):
    message = _("The call is public. Its deadline can only be put off, with a reason and a letter to the applicants.")


class DatesOutOfOrder(Refusal):
    message = _(
        "A round opens before it closes, closes before the scores are due, and announces its result last; "
        "no stage ends before it begins."
    )


class ScoreOutOfRange(Refusal):
    message = _("This value is not on the scale.")


class SheetIncomplete(Refusal):
    message = _("Please give a value for every criterion.")


class StillScreening(Refusal):
    message = _("Some applications are still with the office or with the applicant.")


class StillOpen(Refusal):
    message = _("The call is still open.")


class NotRanked(Refusal):
    message = _("This case has no place in the result. Please reopen scoring, so that judges can look at it.")


class ReviewsMissing(Refusal):
    message = _("Some judges have not submitted their sheets.")


class DecisionsMissing(Refusal):
    message = _("Every application needs an approved decision before the result can be released.")


class TooEarly(Refusal):
    message = _("The hour of the announcement has not come yet.")


class BundleChanged(Refusal):
    message = _("The decision has changed since it was approved. Please have it approved again.")


class ResultOutdated(Refusal):
    message = _(
        "The result that this decision cites is out of date: a judge's sheet no longer counts, or scoring was reopened. "
        "Please reopen the scoring if it is still locked, lock the scores again for a new result, "
        "and then draft the decision anew."
    )


class SecondPersonNeeded(Refusal):
    message = _("Who drafted a decision cannot approve it.")


class ReasonsMissing(Refusal):
    message = _("Please write the reasons: a refusal cannot be proposed without them.")


class QuantityExceeded(Refusal):
    message = _("There are more prizes of one level than the round offers.")


class PledgeMissing(Refusal):
    message = _("Before you open the first application of this round, please pledge to keep it secret.")


class NotOpened(Refusal):
    message = _("Before you score, please say whether anything connects you with this application.")


class ScoresLocked(Refusal):
    message = _("Scoring in this round has ended, so nothing can be changed now. If something is wrong, please call the office.")


class SheetHandedIn(Refusal):
    message = _("You have handed in this sheet. To change it, please take it back first.")


class ApplicantNotAllowed(Refusal):
    message = _("This kind of applicant cannot apply to this program. Please choose another applicant.")


class CandidateIsNominator(Refusal):
    message = _("This is your own e-mail address. Please choose “Myself”, or enter the candidate's own address.")


class PaperWaits(Refusal):
    message = _("Applications on paper are still being entered. Please submit them, or withdraw them, before the judging opens.")


class OtherApplicant(Refusal):
    message = _("The earlier application was made by another applicant. Please choose one of the same applicant, or none.")


class NotOfThisRound(Refusal):
    message = _("This field or theme does not belong to the round. Please choose again.")


class ConsentAnswered(Refusal):
    message = _("The candidate has answered already. The answer is shown on the page of the nomination.")


class AskedRecently(Refusal):
    message = _("We wrote to the candidate a few minutes ago. Please wait ten minutes before you have the letter sent again.")


class NominationClosed(Refusal):
    message = _("This nomination is no longer open, so there is nothing to answer.")


class TermNotShorter(Refusal):
    message = _("The last day must lie within the present term: a term can be shortened, but not prolonged.")


class ReplyMissing(Refusal):
    message = _("Please correct the answer, or write why it should stay as it is.")


class NotWithTheOffice(Refusal):
    message = _(
        "Messages can be sent once the application has been submitted. "
        "Until then, please contact the office by telephone or e-mail."
    )


class RoundCancelled(Refusal):
    message = _("This round has been called off. Everything in it stays as it is and can still be read.")


class WrongStage(Refusal):
    message = _("The round does not stand where this can be done. Its page says what comes next.")


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


class DecisionChanged(Refusal):
    message = _("What was to be approved has changed since this page was shown. Please open it again and read it anew.")


class LevelWrong(Refusal):
    message = _("A certification needs one of the levels of its own program. Please choose again.")


class FrozenVersion(Refusal):
    message = _("This edition of the form has been published and never changes. Please begin a new edition.")


class EditionInHand(Refusal):
    message = _("An edition that is not published yet exists already. Please go on with that one, or discard it first.")


class NoSuchPart(Refusal):
    message = _("This question or section is no longer in the form. Somebody else may have taken it out.")


class NothingToUndo(Refusal):
    message = _("There is nothing to undo.")


class FormNotReady(Refusal):
    """The edition cannot be published yet; `problems` (certifications.form_checks) says why."""

    message = _("The form cannot be published yet. Please see what is still to be mended.")

    def __init__(self, problems: list[Any]) -> None:
        super().__init__()
        self.problems = problems


class FormFileWrong(Refusal):
    """A form's file cannot be read; `faults` (certifications.form_files) names each line and field."""

    message = _("This file cannot be taken over as a form. Nothing has been changed.")

    def __init__(self, faults: list[Any]) -> None:
        super().__init__()
        self.faults = faults


class VersionUnfit(Refusal):
    message = _("A round can only take up a published edition of its own program's form that it does not use yet.")


class PlanChanged(Refusal):
    message = _("The round has taken up another edition since this page was shown. Please look at the plan again.")


class ConflictWithoutObject(Refusal):
    message = _("Please say whether the interest lies in one application or in one company: exactly one of them.")
