"""What stands in the way of a stage of a round, and of the cases in it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class EarlierStageWaits(Refusal):
    message = _("An earlier stage has not begun yet. Please open the stages in their order.")


class EarlierStageOpen(Refusal):
    message = _("In an earlier stage it is not settled yet which cases go on. Please close it, then say who goes on.")


class StageNotOpen(Refusal):
    message = _("This stage is not under way. Its page says what comes next.")


class StageNotDone(Refusal):
    message = _("Not everything that this stage asks for is in yet. Its page says what is missing and for whom it waits.")


class LastStage(Refusal):
    message = _("This is the last stage that is scored. It ends when you lock the scores and rank, on the page of the round.")


class StageStillOpen(Refusal):
    message = _("This stage is still under way. Please close it first; then it is said who goes on.")


class LaterStageBegun(Refusal):
    message = _("A later stage has begun on the strength of this one. What was scored or reported there would lose its ground.")


class StageFrozen(Refusal):
    message = _(
        "This stage has begun, and its criteria, its rules and what judges see in it cannot be changed any more. "
        "Prepare the change for the next round, or close the stage and note the reason."
    )


class StageSettingsWrong(Refusal):
    message = _("A number is missing for the rule that was chosen, or the criteria belong to another program.")


class NotInStage(Refusal):
    message = _("This case does not stand in this stage. Please choose one of those that the page of the stage names.")


class PlaceTaken(Refusal):
    message = _("This room, this applicant or one of the judges is in use at that hour. Please choose another place or hour.")


class RoomsMissing(Refusal):
    message = _("There are not enough free hours and rooms for all cases. Please add hours or rooms, then lay out again.")


class ReportEmpty(Refusal):
    message = _("Before you hand the report in, please give the day and write what was seen.")


class ReportHandedIn(Refusal):
    message = _("This report has been handed in and stays as it is. If something is wrong, please call the office.")


class RuleChanged(Refusal):
    message = _("What the rule would do has changed since this page was opened. Please look at it again.")


class MeetingConvened(Refusal):
    message = _("A meeting of this stage has been convened. Its panel stays as it is until the meeting is closed or called off.")


class PanelEmpty(Refusal):
    message = _("A stage needs somebody to judge it. Please choose at least one seat.")


class SeatWithoutStage(Refusal):
    message = _(
        "Without this stage, one of the judges would have no stage at all. Please give her another stage first, or take her off "
        "the panel on the page of the round."
    )


class JudgesInThisStage(Refusal):
    """A judge with a case or an hour cannot leave the stage."""

    message = _("%(judge)s has a case or an hour in this stage. Please give it to somebody else first.")

    def __init__(self, judge: Any) -> None:
        super().__init__()
        self.judge = judge

    def __str__(self) -> str:
        return str(self.message) % {"judge": self.judge}
