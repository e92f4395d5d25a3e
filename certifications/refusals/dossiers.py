"""What stands in the way of a dossier."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class ResultNotAnnounced(Refusal):
    message = _("A dossier can be made once the result has been announced.")


class PartUnknown(Refusal):
    message = _("This part cannot be left out. Please choose from the list.")


class DossierGone(Refusal):
    message = _("This dossier is not there, or has been disposed of. Please make it anew.")
