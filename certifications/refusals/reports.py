"""What stands in the way of periodic reports."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class ReportUnanswered(Refusal):
    message = _("Please answer every question of the report.")


class AskingUnsaid(Refusal):
    message = _("Please say what the holder is to add or explain.")


class ReportDayOver(Refusal):
    message = _("The day by which the holder is to answer must lie ahead.")
