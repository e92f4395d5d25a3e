"""What stands in the way of the later life of a certificate."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class TermOver(Refusal):
    message = _("The term of this certificate is over, or has not begun: nothing can be changed about it now.")


class WithdrawalUnderWay(Refusal):
    message = _("A withdrawal of this certificate is under way already. Please go on from its page.")


class HearingDayTooSoon(Refusal):
    message = _("The holder needs more time to answer. Please choose a later day.")


class HearingUnplanned(Refusal):
    message = _("A hearing needs a day and a place. Please enter both.")


class HolderStillAsked(Refusal):
    message = _("The holder has not answered, and the last day for the answer has not passed. Please wait until then.")


class OtherPersonDecides(Refusal):
    message = _("Who began the withdrawal cannot decide it. Please ask another approver.")


class PublicReasonMissing(Refusal):
    message = _("Please write, at least in Japanese, what the public reads as the reason.")


class AnswerEmpty(Refusal):
    message = _("Please write an answer, or leave it: without one the office decides after the last day.")


class ChangeNoticeOpen(Refusal):
    message = _("A notice of this kind is with the office already. Please wait for its answer, or take it back first.")


class ChangeWordsMissing(Refusal):
    message = _("Please say in words what has changed.")


class NewNameMissing(Refusal):
    message = _("Please write the new name, at least in Japanese. It has to differ from the present one.")


class ChangeDayToCome(Refusal):
    message = _("This day is still to come. Please give notice when the change has taken effect.")


class EffectWrong(Refusal):
    message = _("This kind of change cannot be accepted in this way.")


class MendingUnsaid(Refusal):
    message = _("Please write what the holder should mend, or why the notice is not accepted.")


class AskerMissing(Refusal):
    message = _("Please write who asked for it, and how: the person herself, or her family.")


class YearWrong(Refusal):
    message = _("The year lies between the year of the certificate and this year.")


class HonorUnchanged(Refusal):
    message = _("This is what is shown already.")
