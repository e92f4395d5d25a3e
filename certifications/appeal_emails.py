"""Letters about appeals. They say that something came or was answered; what, stands behind the sign-in, or on paper."""

from certifications import appeal_terms, emails
from certifications.models import Appeal, Decision
from certifications.recipients import applicants, office, told_of_result
from home.actions.letters import Draft


def received(appeal: Appeal) -> None:
    """To the applicant's side: it has come; to the office: it is there, and who may look into it."""
    application, key = appeal.decision.application, str(appeal.public_id)
    emails.write("appeal_received", applicants(application), application, key, "certifications:appeal", appeal=appeal)
    emails.write("appeal_came", office(application), application, key, "cases:detail", to_office=True)


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
