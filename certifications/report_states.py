"""What becomes of a periodic report about a certificate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class ReportState(models.TextChoices):
    ASKED = "asked", _("waiting for the holder")
    SENT = "sent", _("sent, waiting for the office")
    RETURNED = "returned", _("the office asks back")
    ACCEPTED = "accepted", _("accepted")
    MOOT = "moot", _("without object: the certificate has ended")


REPORT_MOVES: Moves = {
    "asked": frozenset({"sent", "moot"}),
    "sent": frozenset({"returned", "accepted", "moot"}),
    "returned": frozenset({"sent", "moot"}),
    "accepted": frozenset(),
    "moot": frozenset(),
}
# The holder has to do something; what is due on a day before today is overdue.
WITH_HOLDER = frozenset({ReportState.ASKED, ReportState.RETURNED})
OPEN_REPORTS = WITH_HOLDER | {ReportState.SENT}
