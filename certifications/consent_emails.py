"""Letters about a candidate's consent that did not reach her: to the nominator, who can mend the address, and to the office."""

from certifications.emails import write
from certifications.models import Application
from certifications.recipients import applicants, office
from home.models import Letter


def undelivered(application: Application, letter: Letter) -> None:
    """To the nominator: which address it was, and what to do; to the office: that a nomination waits. It names nobody there."""
    key = f"{letter.pk}:{letter.returns.count()}:{letter.attempts}"
    write("consent_undelivered", applicants(application), application, key, "certifications:application", address=letter.address)
    write("consent_undelivered_office", office(application), application, key, "certifications:application", to_office=True)
