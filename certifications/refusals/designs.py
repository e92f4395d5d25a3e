"""What stands in the way of designing a certificate."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from certifications.certificate_designs import Fault
from certifications.refusals.refusal import Refusal


class DesignInHand(Refusal):
    message = _("A design that is not published yet exists already. Please go on with that one, or discard it first.")


class DesignFrozen(Refusal):
    message = _("This design has been published or discarded and never changes. Please begin a new one from it.")


class DesignWrong(Refusal):
    """The look cannot stand; `faults` (certifications.certificate_designs) says why, place by place."""

    message = _("The design cannot be saved like this. Please see what is to be mended.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = faults


class DesignTooLong(Refusal):
    message = _("With long names, the certificate needs more than one page in a language. Please shorten the texts or show less.")


class DesignNotDrawn(Refusal):
    message = _("The certificate could not be drawn just now. Please try again in a minute.")


class SealTooSmall(Refusal):
    message = _("The picture is too small to be printed well. Please choose one of at least 300 by 300 pixels.")
