"""Who may question a decision, and who may have a part in the answer. Objects are duck-typed, as in permissions.py."""

from typing import Any

from certifications.permissions import is_case_approver, is_case_secretariat, is_own_writer


def may_appeal(user: Any, application: Any) -> bool:
    """Writes for the applicant's side, of a case whose result has been announced. The days are the action's to look at."""
    return application.state == "decided" and is_own_writer(user, application)


def may_enter_appeal(user: Any, application: Any) -> bool:
    """Writes down what came on paper or was said at the counter: the secretariat of the case."""
    return application.state == "decided" and is_case_secretariat(user, application)


def had_a_part(user: Any, appeal: Any) -> bool:
    """Judged, drafted or signed what is appealed against."""
    return bool(appeal.first_deciders.filter(person=user).exists())


def may_handle(user: Any, appeal: Any) -> bool:
    """Seats the panel and drafts the answer: the secretariat of the case, without a part in the first decision."""
    return is_case_secretariat(user, appeal.decision.application) and not had_a_part(user, appeal)


def may_answer(user: Any, appeal: Any) -> bool:
    """Releases the answer: an approver of the case, without a part in the first decision."""
    return is_case_approver(user, appeal.decision.application) and not had_a_part(user, appeal)
