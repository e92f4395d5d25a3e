"""Who may do what. Predicates are called directly: `has_perm` would yield to superusers, and these must not.

Objects are duck-typed: this module imports no model. A conflict of interest takes away every other right on a case.
"""

from typing import Any

import rules

from certifications.states import WITH_THE_OFFICE
from home import clock
from home.permissions import has_right, is_active_user
from organizations.addresses import normalize


def roles_of(user: Any) -> frozenset[tuple[int, str]]:
    """The user's (program id, role) pairs, read once per request."""
    if not is_active_user(user):
        return frozenset()
    if not hasattr(user, "_program_roles"):
        rows = user.program_roles.filter(ended_at__isnull=True).values_list("program_id", "role")
        user._program_roles = frozenset(rows)
    return user._program_roles


def has_program_role(user: Any) -> bool:
    """Works for some program, in either role."""
    return bool(roles_of(user))


def runs_programs(user: Any) -> bool:
    """Is of the secretariat of some program."""
    return any(role == "secretariat" for _program, role in roles_of(user))


def reads_certifications(user: Any) -> bool:
    """Works for some program, or audits them all."""
    return has_program_role(user) or (is_active_user(user) and "auditor" in group_names(user))


def memberships_of(user: Any) -> dict[int, str]:
    """The user's role by organization id, read once per request."""
    if not is_active_user(user):
        return {}
    if not hasattr(user, "_membership_roles"):
        user._membership_roles = dict(user.memberships.current().values_list("organization_id", "role"))
    return user._membership_roles


def is_secretariat(user: Any, program: Any) -> bool:
    """Runs the program's rounds."""
    return (program.pk, "secretariat") in roles_of(user)


def is_approver(user: Any, program: Any) -> bool:
    """Approves the program's decisions."""
    return (program.pk, "approver") in roles_of(user)


def can_see_program_roles(user: Any) -> bool:
    """May read who has, and had, which role in which program."""
    return has_right(user, "certifications.view_programrole")


def can_give_program_roles(user: Any) -> bool:
    """May give roles in programs (never to oneself: the action looks at that)."""
    return has_right(user, "certifications.add_programrole")


def can_end_program_role(user: Any, role: Any) -> bool:
    """May take this role away; nobody takes one from oneself."""
    return role.ended_at is None and role.user_id != user.pk and has_right(user, "certifications.change_programrole")


def is_office(user: Any, program: Any) -> bool:
    """Works for the program in either role."""
    return is_secretariat(user, program) or is_approver(user, program)


def sees_all_of(user: Any, round_: Any) -> bool:
    """Whether no case of the round is kept from this officer.

    Sums, ranks and steps of a whole round tell of each of its cases: who has an interest in one leaves the round to a deputy.
    """
    return not round_.applications.kept_from(user).exists()


def runs_round(user: Any, round_: Any) -> bool:
    """May take the steps that concern all cases of the round at once."""
    return is_secretariat(user, round_.program) and sees_all_of(user, round_)


def can_settle(user: Any, round_: Any) -> bool:
    """May look into the connections of the round's judges, and settle what is suspected: who runs the whole of it."""
    return runs_round(user, round_)


def keeps_interests(user: Any) -> bool:
    """May keep a list of her own ties: a judge, or somebody who sits, or sat, on a panel."""
    return is_active_user(user) and ("judge" in group_names(user) or user.seats.exists())


def may_challenge(user: Any, application: Any) -> bool:
    """May say why a judge should not judge the own application: where the panel is published, until the day of the round."""
    round_ = application.round
    published = round_.rules.get("conflicts", {}).get("publishes_panel", False)
    open_until = published and round_.challenges_until is not None and clock.today() <= round_.challenges_until
    under_way = round_.state in {"published", "judging"} and application.state in {"submitted", "correction", "in_review"}
    return bool(open_until and under_way and is_own_writer(user, application))


def releases_round(user: Any, round_: Any) -> bool:
    """May release the round."""
    return is_approver(user, round_.program) and sees_all_of(user, round_)


def in_conflict(user: Any, application: Any) -> bool:
    """Whether the person has an interest in the case: a confirmed conflict, a membership in the applicant, or being it."""
    if application.organization_id and application.organization_id in memberships_of(user):
        return True
    if user.pk in (application.person_id, application.subject.person_id):
        return True
    if application.team_id and user.teams.filter(pk=application.team_id).exists():
        return True
    return bool(user.conflicts.confirmed_on(application).exists())


@rules.predicate
def is_applicant(user: Any, application: Any) -> bool:
    """Belongs to the side that applies, in any role."""
    if not is_active_user(user):
        return False
    if application.organization_id:
        return application.organization_id in memberships_of(user)
    if application.team_id:
        return user.teams.filter(pk=application.team_id).exists()
    return bool(application.person_id == user.pk)


@rules.predicate
def is_proxy(user: Any, application: Any) -> bool:
    """Writes down for the applicant what came on paper or was said at the counter: the secretariat, without an interest."""
    if application.channel == "online" or not is_secretariat(user, application.round.program):
        return False
    return not in_conflict(user, application)


@rules.predicate
def is_own_writer(user: Any, application: Any) -> bool:
    """May fill in and submit for oneself: owners and editors of the organization, members of the team, the person."""
    if application.organization_id:
        return memberships_of(user).get(application.organization_id) in {"owner", "editor"}
    return is_applicant(user, application)


@rules.predicate
def is_being_entered(_user: Any, application: Any) -> bool:
    """A draft of what came on paper. Its day of arrival counts, so nobody but the office writes it: no deadline would hold."""
    return application.channel != "online" and application.state == "draft"


may_write_for_applicant = (is_own_writer & ~is_being_entered) | is_proxy


def can_sign_off(user: Any, application: Any) -> bool:
    """May confirm, for the organization, what is to be submitted: its owners."""
    return bool(application.organization_id) and memberships_of(user).get(application.organization_id) == "owner"


def can_withdraw(user: Any, application: Any) -> bool:
    """May take it back. Where an owner's word is needed to submit, it is needed for that, too, once it is submitted."""
    if not may_write_for_applicant(user, application):
        return False
    owners_word = application.round.sign_off and application.organization_id and application.state != "draft"
    return not owners_word or can_sign_off(user, application) or is_proxy(user, application)


@rules.predicate
def is_candidate(user: Any, application: Any) -> bool:
    """Is the person who was nominated."""
    return is_active_user(user) and application.subject.person_id == user.pk


@rules.predicate
def may_answer_consent(user: Any, consent: Any) -> bool:
    """Is the person to whom the letter about the nomination was written: the (confirmed) address is the proof."""
    return is_active_user(user) and user.email == normalize(consent.application.subject.email)


def may_answer_team_invitation(user: Any, invitation: Any) -> bool:
    """Is the person who was named: the (confirmed) address is the proof."""
    return is_active_user(user) and user.email == invitation.email


@rules.predicate
def is_case_office(user: Any, application: Any) -> bool:
    """Works on the case for the program, without an interest in it. A draft is not with the office yet."""
    return (
        is_office(user, application.round.program)
        and application.state in WITH_THE_OFFICE | {"withdrawn"}
        and application.receipt_number is not None
        and not in_conflict(user, application)
    )


@rules.predicate
def is_case_secretariat(user: Any, application: Any) -> bool:
    """Runs the case for the program, without an interest in it."""
    return is_secretariat(user, application.round.program) and is_case_office(user, application)


@rules.predicate
def is_case_approver(user: Any, application: Any) -> bool:
    """Approves what the program says to the case, without an interest in it."""
    return is_approver(user, application.round.program) and is_case_office(user, application)


@rules.predicate
def is_auditor(user: Any, application: Any) -> bool:
    """Reads cases whose result has been released."""
    return is_active_user(user) and application.state == "decided" and "auditor" in group_names(user)


can_view_application = is_applicant | is_candidate | is_proxy | is_case_office | is_auditor
can_message = may_write_for_applicant | is_case_secretariat


def group_names(user: Any) -> frozenset[str]:
    """The names of the user's groups, read once per request."""
    if not hasattr(user, "_group_names"):
        user._group_names = frozenset(user.groups.values_list("name", flat=True))
    return user._group_names


def can_add_evidence(user: Any, application: Any) -> bool:
    """May put papers beside the checklist: the applicant until the judging, the office as long as the case is with it.

    A draft takes none after its deadline. To the applicant all cases of a judged round look alike, whether they passed the
    screening or not.
    """
    if application.state == "draft" and not application.is_open(clock.transaction_now()):
        return False
    with_the_office = application.state in {"submitted", "in_review"} and application.round.state == "published"
    if (application.state in {"draft", "correction"} or with_the_office) and may_write_for_applicant(user, application):
        return True
    return application.state in {"submitted", "correction", "in_review"} and is_case_secretariat(user, application)


def can_enter_statement(user: Any, application: Any) -> bool:
    """Who runs an online case enters what its applicant said, while corrections are open. Of one on paper she is the proxy."""
    return application.channel == "online" and application.state == "correction" and is_case_secretariat(user, application)


def can_edit_answers(user: Any, application: Any) -> bool:
    """May change answers: a draft, or the questions that an open correction names (the action looks at which)."""
    return application.state in {"draft", "correction"} and may_write_for_applicant(user, application)


def can_judge(user: Any, assignment: Any) -> bool:
    """May read the case for judging: own assignment, not recused, stage begun, round in judging or later, no conflict."""
    return (
        is_active_user(user)
        and assignment.judge_id == user.pk
        and assignment.state != "recused"
        and assignment.application.round.state in {"judging", "deciding"}
        and assignment.application.state == "in_review"
        and assignment.stage.state in {"open", "closed"}
        and (assignment.stage.sees_from is None or assignment.stage.sees_from <= clock.now())
        and assignment.is_readable
        and not in_conflict(user, assignment.application)
    )


def can_score(user: Any, assignment: Any) -> bool:
    """May change scores: as `can_judge`, while the stage is open and the round in judging."""
    return can_judge(user, assignment) and assignment.application.round.state == "judging" and assignment.stage.state == "open"


def can_see_scores(user: Any, application: Any) -> bool:
    """May see all judges' scores of a case: its office, once they are locked; the auditor after release."""
    if application.round.state in {"deciding", "released"} and is_case_office(user, application):
        return True
    return is_auditor(user, application)


def can_see_decision(user: Any, application: Any) -> bool:
    """Before release only the program's office; after it also the applicant's side."""
    if is_case_office(user, application) or is_auditor(user, application):
        return True
    return application.state == "decided" and (is_applicant(user, application) or is_candidate(user, application))
