"""What stands in the way of renewals."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class RoundWithoutRenewals(Refusal):
    message = _(
        "This round takes no renewals. Its program says so in its file; it counts for rounds that are published after that."
    )


class RoundOverForRenewals(Refusal):
    message = _("This round takes no applications any more. Please choose one that is open or will open.")


class SpanWrong(Refusal):
    message = _("The first day of the span lies before its last, and the last is not over.")


class NobodyToInvite(Refusal):
    message = _(
        "No certificate of the program ends within these days that could be renewed and whose holder has not been invited."
    )


class RenewedAlready(Refusal):
    message = _("This certificate has been renewed already. What comes now concerns the newer one.")


class RenewalUnderWay(Refusal):
    message = _("An application to renew this certificate is under way already. Please go on there.")


class RenewalHeldUp(Refusal):
    message = _(
        "This certificate is suspended, or its withdrawal is being considered. Until that is settled it cannot be renewed."
    )


class NamesByNotice(Refusal):
    message = _("A renewed certificate keeps its name. Please tell us a new name as a change of the certificate.")


class SectionsUnsaid(Refusal):
    message = _("Please say for each section whether it has changed.")
