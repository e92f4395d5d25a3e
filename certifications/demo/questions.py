"""A result that was questioned: people without a part in the first decision looked into it, and it was answered."""

from datetime import datetime, timedelta
from typing import Any, cast

from certifications.actions import appeal_panels, appeals, decisions, programs, rulings
from certifications.appeal_states import Ruling
from certifications.demo import makers
from certifications.models import Appeal, AppealPaper, Application
from certifications.states import ProgramRoleKind
from home import clock
from home.actions import letters
from organizations.models import Organization


def answer(row: dict[str, Any], application: Application, context: Any) -> None:
    """From the applicant's words to the released answer; an office of another program stands in, and only for that time."""
    program = application.round.program
    secretary = context["secretaries"][row["stands_in"]]
    approver = context["approvers"][row["stands_in"]]
    owner = cast(Organization, application.organization).memberships.get(role="owner").user
    released = cast(datetime, application.round.released_at)
    with clock.at(released + timedelta(days=9, hours=4)):
        appeal = appeals.file(application, grounds=row["grounds"], by=owner)
        AppealPaper.objects.create(appeal=appeal, file=makers.paper(), name=row["paper"])
        letters.deliver_due()
    with clock.at(released + timedelta(days=12)):
        given = [
            programs.grant_role(program, person, role, by=None)
            for person, role in ((secretary, ProgramRoleKind.SECRETARIAT), (approver, ProgramRoleKind.APPROVER))
        ]
        for member in row["panel"]:
            appeals.seat(appeal, context["people"][member], by=secretary)
        appeals.begin(appeal, by=secretary)
        letters.deliver_due()
    _look_into(appeal, row, context, first=released + timedelta(days=15))
    with clock.at(released + timedelta(days=25)):
        answered = rulings.draft(appeal, ruling=Ruling.DISMISSED, reasons=row["answer"], by=secretary)
        decisions.propose(answered, by=secretary)
        answered.refresh_from_db()
        decisions.approve(answered, by=approver)
        rulings.release(appeal, by=approver)
        letters.deliver_due()
        for role in given:
            programs.end_role(role, by=None)


def _look_into(appeal: Appeal, row: dict[str, Any], context: Any, *, first: datetime) -> None:
    for number, (code, words) in enumerate(row["panel"].items()):
        member = context["people"][code]
        with clock.at(first + timedelta(days=number)):
            opinion = appeal_panels.pledge(appeal, by=member)
            facts = {"note": "", "ruling": Ruling.DISMISSED, "reasons": words, "row_version": opinion.row_version}
            appeal_panels.write(appeal, give=True, by=member, **facts)
