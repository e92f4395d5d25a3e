"""What stands in the way of an approval in steps."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class NotExpress(Refusal):
    message = _("This program takes its decisions step by step: lock the scores, draft, hand on, approve, release.")


class NotYourStep(Refusal):
    message = _("The papers are not with you now. The table of the approval shows whose turn it is.")


class StepsDone(Refusal):
    message = _("There is no step at which this could be done. The table of the approval shows where the papers are.")


class EvaluatorDecides(Refusal):
    message = _("Whoever has judged a case does not decide it. Please leave the step to a deputy.")


class SignerInConflict(Refusal):
    message = _(
        "Somebody who has drafted or signed this has an interest in the case. "
        "Please return the draft, so that it is drafted and signed by others."
    )


class NotAnApprover(Refusal):
    message = _("Only somebody with the role of an approver in this program can stand at a step.")


class NoSuchStep(Refusal):
    message = _("The program has no such step. Please choose one of its steps.")


class DeputyIncomplete(Refusal):
    message = _("A deputy needs a first day, a last day that does not come before it, and a reason.")


class SomebodySigned(Refusal):
    message = _("Somebody has signed already. Please ask the approver to return the draft.")
