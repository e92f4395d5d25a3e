"""What stands in the way of writing, publishing and taking up a form."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class FrozenVersion(Refusal):
    message = _("This edition of the form has been published and never changes. Please begin a new edition.")


class EditionInHand(Refusal):
    message = _("An edition that is not published yet exists already. Please go on with that one, or discard it first.")


class NoSuchPart(Refusal):
    message = _("This question or section is no longer in the form. Somebody else may have taken it out.")


class NothingToUndo(Refusal):
    message = _("There is nothing to undo.")


class FormNotReady(Refusal):
    """The edition cannot be published yet; `problems` (certifications.form_checks) says why."""

    message = _("The form cannot be published yet. Please see what is still to be mended.")

    def __init__(self, problems: list[Any]) -> None:
        super().__init__()
        self.problems = problems


class FormFileWrong(Refusal):
    """A form's file cannot be read; `faults` (certifications.form_files) names each line and field."""

    message = _("This file cannot be taken over as a form. Nothing has been changed.")

    def __init__(self, faults: list[Any]) -> None:
        super().__init__()
        self.faults = faults


class VersionUnfit(Refusal):
    message = _("A round can only take up a published edition of its own program's form that it does not use yet.")


class PlanChanged(Refusal):
    message = _("The round has taken up another edition since this page was shown. Please look at the plan again.")
