"""Who is named as a member of a team decides herself whether she is one."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import applicants
from certifications.actions.conditions import must_run
from certifications.models import Application, Team, TeamInvitation
from certifications.permissions import may_answer_team_invitation
from certifications.refusals import LimitReached, TeamInvitationClosed
from home import clock


def make(name: str, invited: Iterable[str], *, by: Any) -> Team:
    """A team of one, with the addresses of those who are asked to join. Whether they have an account is told to nobody."""
    team = Team.objects.create(name=name, created_by=by)
    team.members.add(by)
    named = sorted(set(invited) - {by.email})
    TeamInvitation.objects.bulk_create(TeamInvitation(team=team, email=email, invited_at=clock.now()) for email in named)
    return team


@transaction.atomic
def accept(invitation: TeamInvitation, *, by: Any) -> None:
    """She joins: from now on the application is hers too, counts for her limit, and is an interest of hers.

    Raises TeamInvitationClosed, LimitReached, RoundCancelled.
    """
    application = _open_application(invitation, by)
    applicants.hold(None, [by])
    others = application.round.applications.counted().filter(team__members=by)
    if others.count() >= application.round.rules["applicant_limit"]:
        raise LimitReached
    _answer(invitation, accepted_at=clock.now())
    invitation.team.members.add(by)
    application.history.append(application, action="team.join", by=by, to_state=application.state)


@transaction.atomic
def decline(invitation: TeamInvitation, *, by: Any) -> None:
    """She does not join; nothing else changes. Raises TeamInvitationClosed, RoundCancelled."""
    application = _open_application(invitation, by)
    _answer(invitation, declined_at=clock.now())
    application.history.append(application, action="team.decline", by=by, to_state=application.state)


def _open_application(invitation: TeamInvitation, by: Any) -> Application:
    if not may_answer_team_invitation(by, invitation):
        raise PermissionDenied
    rows = Application.objects.select_for_update(of=("self",)).select_related("round")
    application = rows.taking_members().filter(team=invitation.team_id).first()
    if application is None:
        raise TeamInvitationClosed
    must_run(application.round)
    return application


def _answer(invitation: TeamInvitation, **moment: Any) -> None:
    if not TeamInvitation.objects.unanswered().filter(pk=invitation.pk).update(**moment):
        raise TeamInvitationClosed
    invitation.refresh_from_db()
