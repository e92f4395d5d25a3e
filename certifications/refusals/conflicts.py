"""What stands in the way of whoever looks into a conflict of interest, answers about one, or challenges a judge."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class NotOfThisPanel(Refusal):
    message = _("This connection concerns nobody on the panel of this round. Please look at the list again.")


class WouldTellWhoApplies(Refusal):
    message = _(
        "In this round the judges do not see who applies. The question would tell it. Please decide from what is on record, "
        "or ask the judge to bring her list of ties up to date."
    )


class ChallengesClosed(Refusal):
    message = _(
        "Judges of this round cannot be challenged now. If there is something that the office must know, please write to it."
    )


class PanelNotPublished(Refusal):
    message = _("This program does not publish who judges, so judges cannot be challenged.")


class ListHidden(Refusal):
    message = _("In this round the judges do not see who applies. Please enter companies and persons in the list of your ties.")


class TooManyTies(Refusal):
    message = _("There are 60 ties in your list already. Please take back those that no longer hold.")
