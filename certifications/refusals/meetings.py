"""What stands in the way of a committee meeting: its calling, its items, its votes, its minutes."""

from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal


class NotACommittee(Refusal):
    message = _("Only a stage of the kind committee meeting holds meetings. Please look at the stages of the round.")


class MeetingTimesWrong(Refusal):
    message = _("Please give a time in the future and an end after the beginning; for members who come together, also the place.")


class QuorumWrong(Refusal):
    message = _("Please give the number of members for the quorum: at least one, and not more than sit on the panel.")


class AgendaEmpty(Refusal):
    message = _("Nothing stands on the agenda yet. Please put cases on it first.")


class ChairMissing(Refusal):
    message = _("Please say who takes the chair: a member of the panel of this stage.")


class MeetingFrozen(Refusal):
    message = _("The meeting has been convened; its rules stay as the members were told. Call it off and plan another one.")


class MeetingNotConvened(Refusal):
    message = _("This meeting has not been convened, or is over. Its page says what comes next.")


class MeetingNotPlanned(Refusal):
    message = _("This meeting has been convened already. Cases can be added by planning another meeting.")


class AlreadyOnAgenda(Refusal):
    message = _("This case stands on the agenda of another meeting of the stage. Take it from there first.")


class NotPresent(Refusal):
    message = _("This member is not in the meeting now. Please take her attendance first.")


class MustBeOut(Refusal):
    message = _("A member who has an interest in this case is still in the room. Please note that she has left, then open it.")


class NoQuorum(Refusal):
    message = _("Too few members can take part in this item. Wait for more, or put the item off to another meeting.")


class ItemOpen(Refusal):
    message = _("Another item is under discussion. Please decide it, put it off, or lay it aside first.")


class ItemNotOpen(Refusal):
    message = _("This item is not under discussion. Please open it first.")


class ItemsOpen(Refusal):
    message = _("Some items are neither decided nor put off. Please settle each of them, then close the meeting.")


class VoteOpen(Refusal):
    message = _("A vote is going on. Please close it or break it off first.")


class VoteClosed(Refusal):
    message = _("This vote has been closed. Your vote was not counted; please speak to whoever takes the chair.")


class VoteCast(Refusal):
    message = _("A vote has been cast for this member already. A secret vote cannot be changed.")


class ChoiceUnknown(Refusal):
    message = _("This cannot be chosen here. Please reload the page and choose one of what is shown.")


class ProposalMissing(Refusal):
    message = _("Please say what is proposed, or choose at least two outcomes between which the members vote.")


class CastingVoteMissing(Refusal):
    message = _("The votes are equal. Please ask whoever takes the chair for her decision, enter it, and close the vote again.")


class NobodyMayCast(Refusal):
    message = _("The votes are equal, and nobody who may take the chair takes part in this item. Please put the item off.")


class VoterInConflict(Refusal):
    message = _(
        "Somebody who has voted turned out to have an interest. Please break this vote off and hold it again without her."
    )


class OutcomeNotVoted(Refusal):
    message = _("The vote says otherwise. Record what was voted, or hold another vote.")


class OutcomeUnknown(Refusal):
    message = _("This outcome does not exist in this stage. Please choose one of those that are shown.")


class ResolutionStillOpen(Refusal):
    message = _("Members still have time to answer. The answers can be counted when all are in, or after the closing hour.")


class ResolutionOver(Refusal):
    message = _("The closing hour of this resolution has passed. Answers are not taken any more.")


class ItemOutdated(Refusal):
    message = _("Somebody who took part in this item turned out to have an interest in the case. It has to be decided again.")


class MeetingNotClosed(Refusal):
    message = _("The meeting is not closed yet. Its minutes and outcomes follow after its close.")


class MinutesFrozen(Refusal):
    message = _("The minutes are with the members for confirmation, or confirmed. Take them back before you change them.")


class NothingToConfirm(Refusal):
    message = _("There is nothing in these minutes for you to confirm now.")


class NothingToFollow(Refusal):
    message = _("There is nothing to take over: the outcomes have been taken over, or no case was decided.")
