"""What stands in the way of plans of assignments."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.refusals.refusal import Refusal

CONTRADICTIONS = {
    "twice": _("A judge or a case is named twice."),
    "negative": _("A number is below zero."),
    "level": _("Expertise goes from 0 to 3."),
    "fixed_over_cap": _("More cases are fixed for this judge than she may read: please raise her limit or fix fewer."),
    "fixed_unknown": _("A pair is fixed whose judge or case is no longer there."),
    "fixed_in_conflict": _("A pair is to be read that may not be: a conflict of interest, or it is also said never to be."),
}


class NothingToAssign(Refusal):
    message = _("There is nothing to plan yet: it needs judges on the panel and cases that were accepted for judging.")


class PlanOutdated(Refusal):
    message = _(
        "Since this plan was drafted, something that it rests on has changed: the cases, the panel, a conflict of interest, "
        "expertise or an assignment. Nothing was assigned. Please draft a new plan; it begins with the same wishes."
    )


class PlanContradicts(Refusal):
    """The wishes cannot all be true. `code` is one of CONTRADICTIONS, `subject` the names of whom it concerns."""

    def __init__(self, code: str, *subject: str) -> None:
        super().__init__(code, *subject)
        self.code, self.subject = code, subject

    def __str__(self) -> str:
        names = gettext(", ").join(self.subject)
        return f"{CONTRADICTIONS[self.code]} ({names})" if names else str(CONTRADICTIONS[self.code])
