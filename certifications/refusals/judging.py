"""What stands in the way of judges, and of whoever seats them."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class InConflict(Refusal):
    message = _("There is a conflict of interest between this person and this case. Please choose another judge.")


class WorksForProgram(InConflict):
    message = _("This person works for the program's office. Nobody judges what she prepares or approves herself.")


class SitsOnPanel(InConflict):
    message = _("This person sits on the panel of a round that is not over. Nobody prepares or approves what she judges herself.")


class NotOnPanel(Refusal):
    message = _(
        "This person does not sit on the panel of this round. Please seat her on the panel first, or choose another judge."
    )


class SheetBegun(Refusal):
    message = _(
        "This judge has begun or handed in a sheet and cannot be taken off the panel. "
        "If there is a conflict of interest, please record it on the case."
    )


class ScoreOutOfRange(Refusal):
    message = _("This value is not on the scale. Please choose one of the values that are shown.")


class ScoreChangedElsewhere(Refusal):
    """`theirs`: what stands there now, as a sheet writes it: a value, "na", or nothing."""

    message = _(
        "Another value was given for this criterion in another window. It is shown now. "
        "If yours is to count, please give it again."
    )

    def __init__(self, theirs: str) -> None:
        super().__init__()
        self.theirs = theirs


class SheetIncomplete(Refusal):
    message = _("Please give a value for every criterion.")


class PledgeMissing(Refusal):
    message = _("Before you open the first application of this round, please pledge to keep it secret.")


class NotOpened(Refusal):
    message = _("Before you score, please say whether anything connects you with this application.")


class ScoresLocked(Refusal):
    message = _("Scoring in this round has ended, so nothing can be changed now. If something is wrong, please call the office.")


class SheetHandedIn(Refusal):
    message = _("You have handed in this sheet. To change it, please take it back first.")


class ReviewsMissing(Refusal):
    message = _("Some judges have not submitted their sheets. Please remind them, or give their cases to other judges.")


class AdjustmentRefused(Refusal):
    """Adjusted scores were wanted. `groups` are the names of judges that no case joins."""

    def __init__(self, code: str, groups: Sequence[Sequence[str]]) -> None:
        super().__init__(code, groups)
        self.code, self.groups = code, groups

    def __str__(self) -> str:
        if self.code != "disconnected":
            return gettext("There are too few sheets to adjust scores. Please rank by the mean of the judges' scores.")
        names = " / ".join(gettext(", ").join(group) for group in self.groups)
        words = gettext(
            "The judges cannot be compared, because no case joins these groups: %(groups)s. Please let a judge of one group "
            "read a case of the other (a link review), or rank by the mean of the judges' scores."
        )
        return words % {"groups": names}


class TakenBackWithoutReason(Refusal):
    message = _("Please write in a few words why you take the sheet back. The reason is kept beside the first scores.")


class ScoringBegun(Refusal):
    message = _("Scoring has begun. Samples are scored before the first application, so none can be added now.")


class DiscussionOpen(Refusal):
    message = _("The judges are talking about this case already. Please go on in that discussion.")


class DiscussionClosed(Refusal):
    message = _("This discussion has ended. What was said stays, and nothing more can be added.")


class DiscussionsOpen(Refusal):
    message = _("Judges are still talking about a case of this stage. Please close each discussion with its outcome first.")


class SampleWaits(Refusal):
    message = _("Please score the samples of this round first. They do not enter the result.")


class SampleScored(Refusal):
    message = _("You have handed in this sample already. Your values stand as they are.")


class ConflictWithoutObject(Refusal):
    message = _("Please say whether the interest lies in one application or in one company: exactly one of them.")


class DueDayNotLater(Refusal):
    message = _("Please name a day after this judge's last day; today is the earliest.")


class NothingToRemind(Refusal):
    message = _("This judge has no open sheet in this stage.")


class RemindedToday(Refusal):
    message = _("This judge has been reminded today. Please wait until tomorrow, or call.")


class BlindCopyUnfinished(Refusal):
    message = _("Not all files can be shown as pictures yet. Please wait a moment, or leave out those that cannot be shown.")


class BlindCopiesOpen(Refusal):
    message = _("Judges of this round must not learn who applies. Please look through the copies for blind judging first.")


class PlaceOutside(Refusal):
    message = _("This place is not in the text. Please reload the page and mark it again.")
