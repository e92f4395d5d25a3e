"""The people of the applicant's side, and what each may do with an application."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from certifications.models import Application
from certifications.sign_off_state import is_needed
from organizations.states import MembershipRole


@dataclass(frozen=True)
class Colleague:
    """One person. `writes` and `confirms` as in certifications.permissions; `words` say it to people."""

    user: Any
    role: str
    writes: bool
    confirms: bool
    words: str


def colleagues(application: Application) -> list[Colleague]:
    """Everybody of the applicant's side, those who may do most first."""
    if application.organization is not None:
        rows = application.organization.memberships.current().select_related("user").order_by("pk")
        order = list(MembershipRole.values)
        return [_member(application, row) for row in sorted(rows, key=lambda row: order.index(row.role))]
    people = application.team.members.order_by("pk") if application.team is not None else [application.person]
    return [Colleague(person, "", writes=True, confirms=False, words=_("writes and submits")) for person in people]


def _member(application: Application, row: Any) -> Colleague:
    role = MembershipRole(row.role)
    if role == MembershipRole.VIEWER:
        return Colleague(row.user, str(role.label), writes=False, confirms=False, words=_("reads"))
    if not is_needed(application):
        return Colleague(row.user, str(role.label), writes=True, confirms=False, words=_("writes and submits"))
    owner = role == MembershipRole.OWNER
    words = _("writes, confirms and submits") if owner else _("writes, and submits what an owner has confirmed")
    return Colleague(row.user, str(role.label), writes=True, confirms=owner, words=words)


def are_several_writing(application: Application) -> bool:
    """Whether somebody else could change the answers at the same time."""
    return sum(each.writes for each in colleagues(application)) > 1
