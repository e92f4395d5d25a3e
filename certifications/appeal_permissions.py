"""Who may question a decision, and who may have a part in the answer. Objects are duck-typed, as in permissions.py."""

from typing import Any

from certifications.appeal_states import UNDER_WAY
from certifications.permissions import in_conflict, is_case_approver, is_case_secretariat, is_own_writer
from home.permissions import is_active_user


def may_appeal(user: Any, application: Any) -> bool:
    """Writes for the applicant's side, of a case whose result has been announced. The days are the action's to look at."""
    return application.state == "decided" and is_own_writer(user, application)


def may_enter_appeal(user: Any, application: Any) -> bool:
    """Writes down what came on paper or was said at the counter: the secretariat of the case."""
    return application.state == "decided" and is_case_secretariat(user, application)


def had_a_part(user: Any, appeal: Any) -> bool:
    """Judged, drafted or signed what is appealed against."""
    return bool(appeal.first_deciders.filter(person=user).exists())


def sits_on(user: Any, appeal: Any) -> bool:
    """Sits on the panel of an appeal under way, without an interest in the case: sees that there is one, and can pledge."""
    return (
        is_active_user(user)
        and appeal.state in UNDER_WAY
        and appeal.seats.filter(person=user).exists()
        and not in_conflict(user, appeal.decision.application)
    )


def reads_as_panel(user: Any, appeal: Any) -> bool:
    """Reads the appeal, its papers and the first decision: as `sits_on`, once she has pledged secrecy."""
    return sits_on(user, appeal) and appeal.seats.filter(person=user, opinion__isnull=False).exists()


def may_handle(user: Any, appeal: Any) -> bool:
    """Seats the panel and drafts the answer: the secretariat of the case, without a part in the first decision."""
    return is_case_secretariat(user, appeal.decision.application) and not had_a_part(user, appeal)


def may_answer(user: Any, appeal: Any) -> bool:
    """Releases the answer: an approver of the case, without a part in the first decision."""
    return is_case_approver(user, appeal.decision.application) and not had_a_part(user, appeal)
