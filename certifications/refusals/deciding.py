"""What stands in the way of decisions, releases and certificates."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class NotRanked(Refusal):
    message = _("This case has no place in the result. Please reopen scoring, so that judges can look at it.")


class DecisionsMissing(Refusal):
    message = _("Every application needs an approved decision before the result can be released.")


class TooEarly(Refusal):
    message = _("The hour of the announcement has not come yet. Please come back then; the page of the round names the hour.")


class PreviewStale(Refusal):
    message = _("What would be released has changed since this preview was shown. Please look at it again.")


class RecallOver(Refusal):
    message = _(
        "The time for calling the release back has passed: letters leave now or have left. What can be done: write to the "
        "applicant with a correction, or withdraw the certificate with a reason that the public reads."
    )


class BundleChanged(Refusal):
    message = _(
        "The papers have changed since they were handed on: the decision, its letter, or the certificate. "
        "Please return the draft, so that it is looked at and handed on anew."
    )


class ResultOutdated(Refusal):
    message = _(
        "The result that this decision cites is out of date: a judge's sheet no longer counts, or scoring was reopened. "
        "Please reopen the scoring if it is still locked, lock the scores again for a new result, "
        "and then draft the decision anew."
    )


class SecondPersonNeeded(Refusal):
    message = _("Who drafted a decision cannot approve it. Please leave it to another approver.")


class AnotherDisposes(Refusal):
    message = _("Who proposed a disposal cannot approve it. Please leave it to another approver.")


class NothingDue(Refusal):
    message = _("Nothing is due for disposal here today, or all of it is held back.")


class ReasonsMissing(Refusal):
    """Names what a refusal says nothing about: criteria in which the case fell short, or the reasons as a whole."""

    message = _("Please write the reasons: a refusal cannot be proposed without them.")

    def __init__(self, lacking: Sequence[str] = ()) -> None:
        super().__init__()
        self.lacking = lacking

    def __str__(self) -> str:
        if not self.lacking:
            return str(self.message)
        words = gettext("Please write the reasons: a refusal cannot be proposed without them. What is missing: %(lacking)s")
        return words % {"lacking": gettext(", ").join(self.lacking)}


class QuantityExceeded(Refusal):
    message = _("There are more prizes of one level than the round offers. Please give some cases another level or result first.")


class DecisionChanged(Refusal):
    message = _("What was to be approved has changed since this page was shown. Please open it again and read it anew.")


class LevelWrong(Refusal):
    message = _("A certification needs one of the levels of its own program. Please choose again.")


class TermNotShorter(Refusal):
    message = _("The last day must be today or later, and within the present term: a term can be shortened, but not prolonged.")
