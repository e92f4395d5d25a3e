"""Letters about appeals. They say that something came or was answered; what, stands behind the sign-in, or on paper."""

from certifications import appeal_terms, emails
from certifications.models import Appeal, AppealSeat, Decision
from certifications.recipients import applicants, office, told_of_result
from home.actions import letters
from home.actions.letters import Draft


def received(appeal: Appeal) -> None:
    """To the applicant's side: it has come; to the office: it is there, and who may look into it."""
    application, key = appeal.decision.application, str(appeal.public_id)
    emails.write("appeal_received", applicants(application), application, key, "certifications:appeal", appeal=appeal)
    emails.write("appeal_came", office(application), application, key, "cases:detail", to_office=True)


def asked(seat: AppealSeat) -> None:
    """To a member of the panel: please look into an appeal. The letter names neither case nor applicant."""
    round_, person = seat.appeal.decision.application.round, seat.person
    if not person.has_address:
        return
    letters.write(
        "certifications/appeal_panel_asked",
        key=f"appeal_panel_asked:{seat.pk}:{person.pk}",
        to=person,
        about=f"round:{round_.public_id}",
        context={
            "program": round_.program,
            "round": round_,
            "person": person,
            "link": emails.link("certifications:panel_appeal", seat.appeal.public_id, language=person.language),
        },
    )


def taken_back(appeal: Appeal) -> None:
    """To the office: nobody needs to look into it any more."""
    application, key = appeal.decision.application, str(appeal.public_id)
    emails.write("appeal_taken_back", office(application), application, key, "cases:detail", to_office=True)


def answers(decision: Decision) -> list[Draft]:
    """The letters to the applicant's side: the answer can be read on the site; on paper they say all of it."""
    application = decision.application
    return emails.drafts(
        "appeal_answered",
        told_of_result(application),
        application,
        f"{decision.pk}:{decision.row_version}",
        "certifications:application",
        ending="appeal_answered",
        decision=decision,
        name=appeal_terms.name_of(application.round),
    )
