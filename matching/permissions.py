"""Who may do what with inquiries, and with requests for masters and tours. What who asks may do, her private link says."""

from typing import Any

from certifications.certificate_permissions import may_keep, may_speak_for_holder
from home.permissions import has_right
from matching.states import REACHED, TALKING


def can_answer_inquiry(user: Any, inquiry: Any) -> bool:
    """Answers and closes it: owners and editors of the holder, while it is under way."""
    return inquiry.state in TALKING and may_speak_for_holder(user, inquiry.certificate)


def can_say_outcome(user: Any, inquiry: Any) -> bool:
    """Says what came of it, also long after: the holder's side."""
    return inquiry.state in REACHED and may_speak_for_holder(user, inquiry.certificate)


def can_show_office(user: Any, inquiry: Any) -> bool:
    """Shows the words to the office, once: the holder's side, while it is under way."""
    return inquiry.shown_at is None and can_answer_inquiry(user, inquiry)


def can_read_words(user: Any, inquiry: Any) -> bool:
    """Reads the words at the desk: the program's secretariat without an interest, of an inquiry that the maker has shown."""
    return inquiry.shown_at is not None and inquiry.emptied_at is None and may_keep(user, inquiry.certificate)


def can_arrange(user: Any) -> bool:
    """Offers requests to hosts, confirms, declines and calls off: who has that role."""
    return has_right(user, "matching.change_engagement")


def can_see_engagements(user: Any) -> bool:
    """Enters the desk of requests for masters and tours."""
    return has_right(user, "matching.view_engagement")
