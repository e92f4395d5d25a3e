"""What stands in the way of appeals and of the answers to them."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class NoAppealHere(Refusal):
    message = _("This result cannot be questioned here. The notice of the result says what can be done.")


class TooLateToAppeal(Refusal):
    message = _(
        "The last day has passed. If the notice reached you later than the announcement, or something beyond your control "
        "kept you, please write to the office on paper and say so: it looks into it."
    )


class AppealedAlready(Refusal):
    message = _("This decision has been appealed against already. You can follow the appeal on the page of the application.")


class GroundsMissing(Refusal):
    message = _("Please write what should be looked at again, and why.")


class HadAPart(Refusal):
    message = _("Whoever judged, drafted or signed the first decision has no part in the answer. Please choose somebody else.")


class SitsOnAppeal(Refusal):
    message = _("You sit on the panel of an appeal against this decision. Please be taken off it before you read the papers.")


class AppealPanelMissing(Refusal):
    message = _("Somebody must look into the appeal first. Please seat a panel.")


class NothingChanged(Refusal):
    message = _("An appeal is upheld by another result or another level. Please choose again, or dismiss the appeal.")


class WorseThanBefore(Refusal):
    message = _("The answer to an appeal cannot be worse for who appealed than the first decision. Please choose again.")


class AnswerNotApproved(Refusal):
    message = _("The answer has not been approved yet. The table of the approval shows whose turn it is.")


class DayToCome(Refusal):
    message = _("This day has not come yet. Please enter the day on which it arrived.")


class NotUnderReview(Refusal):
    message = _("The office has not found the appeal admissible yet. You can read it and keep a note; please come back later.")


class OpinionIncomplete(Refusal):
    message = _("Please choose an answer and write your reasons. Then give your opinion again.")
