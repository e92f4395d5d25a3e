"""What stands in the way of an applicant: dates, limits, answers, files, colleagues, consent."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class RoundNotOpen(Refusal):
    message = _("Applications to this round are not open at this moment.")


class TooLate(Refusal):
    """`at` is the instant by which it was judged: the database's clock when the submission began."""

    message = _("The deadline has passed. Your draft is kept; please contact the office.")

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__()
        self.at = at


class LimitReached(Refusal):
    message = _("The number of applications that one applicant may make in this round has been reached.")


class ApplicantNotAllowed(Refusal):
    message = _("This kind of applicant cannot apply to this program. Please choose another applicant.")


class CandidateIsNominator(Refusal):
    message = _("This is your own e-mail address. Please choose “Myself”, or enter the candidate's own address.")


class OtherApplicant(Refusal):
    message = _("The earlier application was made by another applicant. Please choose one of the same applicant, or none.")


class NotOfThisRound(Refusal):
    message = _("This field or theme does not belong to the round. Please choose again.")


class ThemeRetired(Refusal):
    message = _("The theme that you have chosen is no longer offered. Please choose another one among the basic facts.")


class FileMissing(Refusal):
    message = _("Please add a file.")


class NotOpenForChange(Refusal):
    message = _("This answer cannot be changed now.")


class AnswerChanged(Refusal):
    """Somebody else saved a newer answer; it is carried along, so that the screen can show both."""

    message = _("Somebody else has changed this answer in the meantime. Please compare and save again.")

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


class TermsChanged(Refusal):
    """Somebody agreed on a page whose words were those of an earlier edition."""

    message = _("The wording has changed since you opened the page. Please read it again before you agree.")


class AnswerWrong(Refusal):
    """The value cannot be an answer to this question."""

    message = _("This answer does not fit the question.")

    def __init__(self, problem: Any) -> None:
        super().__init__()
        self.problem = problem


class BasicsChanged(Refusal):
    message = _("Somebody else has changed the basic facts in the meantime. Please compare, and save again what you want.")


class BasicWrong(Refusal):
    """What cannot stand there; `label` names the fact."""

    message = _("This cannot stand here: %(label)s.")

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def __str__(self) -> str:
        return str(self.message) % {"label": self.label}


class NoSuchRevision(Refusal):
    message = _("There is no such earlier answer. Please open the list again.")


class FileLetGo(Refusal):
    message = _("This file was taken away long ago and is no longer kept here. Please add it anew.")


class NotComplete(Refusal):
    """Something is missing or wrong; `problems` lists it in the form's order."""

    message = _("Some answers are missing or need a look.")

    def __init__(self, problems: list[Any]) -> None:
        super().__init__()
        self.problems = problems


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


class ConsentMissing(Refusal):
    message = _("The candidate has not consented yet. Please ask the candidate to answer our letter.")


class ConsentAnswered(Refusal):
    message = _("The candidate has answered already. The answer is shown on the page of the nomination.")


class AskedRecently(Refusal):
    message = _("We wrote to the candidate a few minutes ago. Please wait ten minutes before you have the letter sent again.")


class AskedOften(Refusal):
    message = _("The candidate of this nomination has been written to as often as we do. Please talk to the candidate directly.")


class NominationClosed(Refusal):
    message = _("This nomination is no longer open, so there is nothing to answer.")


class TeamInvitationClosed(Refusal):
    message = _("This invitation to the team is no longer open, so there is nothing to answer.")


class ReplyMissing(Refusal):
    message = _("Please correct the answer, or write why it should stay as it is.")


class CorrectionUnanswered(Refusal):
    message = _("Please answer every point that the office has asked about.")


class TooManyFiles(Refusal):
    message = _("There are as many files as one question can hold. Please take one away first.")


class TooMuchToday(TooManyFiles):
    message = _("Very many files have been sent for this application today. Please go on tomorrow, or ask the office.")


class TooManyMessages(Refusal):
    message = _("You have sent very many messages today. Please write again tomorrow, or telephone the office.")


class TooManyBegun(Refusal):
    message = _("You have begun very many applications today. Please go on with one of them, or come back tomorrow.")


class TooManyChanges(Refusal):
    message = _("This answer has been saved very often in a short time. Please wait a little before you go on.")


class TooManyUploads(Refusal):
    message = _("Too much is being sent at the same time. Please wait until some files have arrived.")


class FileWaits(Refusal):
    """A file is here, but nobody can say yet whether it is clean; `ticket` is what it waits as."""

    message = _(
        "The file has arrived. It waits for the virus check, which does not answer at the moment; you need not send it again."
    )

    def __init__(self, ticket: Any) -> None:
        super().__init__()
        self.ticket = ticket


class TicketClosed(Refusal):
    message = _("This upload has ended. Please choose the file again.")


class FileDiffers(Refusal):
    message = _("This is not the file that you began to send before. Please choose that file; no other can take its place.")


class OffsetWrong(Refusal):
    """A piece does not follow what is here; `offset` is how far the file has come."""

    message = _("This piece does not follow what has arrived.")

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset
