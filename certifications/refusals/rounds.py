"""What stands in the way of a whole round, its timetable and its themes."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class RoundCancelled(Refusal):
    message = _("This round has been called off. Everything in it stays as it is and can still be read.")


class WrongStage(Refusal):
    message = _("The round does not stand where this can be done. Its page says what comes next.")


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


class NoFormYet(Refusal):
    message = _("This program has no published form yet. Please write its form and publish it, then prepare the round.")


class NoRubricYet(Refusal):
    message = _(
        "This program has no criteria by which it is judged yet. They come with the program's file: please ask the administrator."
    )


class NoThemesHere(Refusal):
    message = _("Entries to this program answer no theme.")


class ThemeCodeTaken(Refusal):
    message = _("This round already has a theme with this code.")


class ThemeChosen(Refusal):
    message = _("An application answers this theme already. It can be taken out of the offer, but not thrown away.")


class ThemesUnsorted(Refusal):
    message = _("The themes have changed in the meantime. Please open the page again.")


class StillScreening(Refusal):
    message = _("Some applications are still with the office or with the applicant. Please finish their screening first.")


class StillOpen(Refusal):
    message = _("The call is still open. Please wait for the deadline that the page of the round names.")
