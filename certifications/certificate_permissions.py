"""Who may do what to a certificate. Objects are duck-typed, as in permissions.py."""

from typing import Any

from certifications.permissions import (
    is_applicant,
    is_approver,
    is_case_approver,
    is_case_office,
    is_case_secretariat,
    is_office,
    is_secretariat,
    memberships_of,
)
from home.permissions import is_active_user


def is_holder_by_list(user: Any, certificate: Any) -> bool:
    """Of a certificate without a case: a member of the organization that the list names, or the person whom it is about."""
    if not is_active_user(user):
        return False
    if certificate.organization_id:
        return certificate.organization_id in memberships_of(user)
    return bool(certificate.subject.person_id == user.pk)


def is_holder(user: Any, certificate: Any) -> bool:
    """Holds the certificate: any member of the organization or team, or the person (of a nomination: the candidate)."""
    application = certificate.application
    if application is None:
        return is_holder_by_list(user, certificate)
    if application.organization_id or application.team_id:
        return is_applicant(user, application)
    return is_active_user(user) and user.pk == (application.subject.person_id or application.person_id)


def is_without_case(user: Any, certificate: Any) -> bool:
    """Whether it came from a list of earlier years, and the person has no interest in its holder."""
    return certificate.application is None and not is_holder_by_list(user, certificate)


def may_keep(user: Any, certificate: Any) -> bool:
    """Suspends, reinstates, shortens, records what the holder says: the secretariat, without an interest."""
    if is_without_case(user, certificate):
        return is_secretariat(user, certificate.program)
    return certificate.application is not None and is_case_secretariat(user, certificate.application)


def may_honor(user: Any, certificate: Any) -> bool:
    """Records that a certified person has retired or died: as `may_keep`, in programs that certify persons."""
    return certificate.program.subject_kind == "person" and certificate.state != "void" and may_keep(user, certificate)


def may_begin_withdrawal(user: Any, certificate: Any) -> bool:
    """Tells the holder that the certificate may be taken away: the office, in either role."""
    if is_without_case(user, certificate):
        return is_office(user, certificate.program)
    return certificate.application is not None and is_case_office(user, certificate.application)


def may_approve_of(user: Any, certificate: Any) -> bool:
    """Approves what is decided about the certificate: the program's approver, without an interest."""
    if is_without_case(user, certificate):
        return is_approver(user, certificate.program)
    return certificate.application is not None and is_case_approver(user, certificate.application)


def may_decide_withdrawal(user: Any, withdrawal: Any) -> bool:
    """Decides after the hearing: an approver who did not begin it."""
    return user.pk != withdrawal.begun_by_id and may_approve_of(user, withdrawal.certificate)


def may_speak_for_holder(user: Any, certificate: Any) -> bool:
    """Answers in a hearing: owners and editors of the organization, members of the team, the person."""
    application = certificate.application
    organization = application.organization_id if application else certificate.organization_id
    if organization:
        return memberships_of(user).get(organization) in {"owner", "editor"}
    return is_holder(user, certificate)


def may_reissue(user: Any, certificate: Any) -> bool:
    """Issues a certificate anew, in the place of one whose facts have changed: an approver."""
    return certificate.origin == "decided" and may_approve_of(user, certificate)


def may_give_back(user: Any, certificate: Any) -> bool:
    """Gives it up for good: the owners of the organization, members of the team, the person."""
    application = certificate.application
    organization = application.organization_id if application else certificate.organization_id
    if organization:
        return memberships_of(user).get(organization) == "owner"
    return is_holder(user, certificate)
