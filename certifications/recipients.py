"""Who is told of a case: the applicant's side, the office, and who learns of the result; and where a letter on paper goes."""

from collections.abc import Iterable

from certifications.certificate_permissions import is_holder_by_list
from certifications.models import Application, Certificate
from certifications.permissions import in_conflict
from home.models import Letter
from organizations.models import User


def applicants(application: Application) -> Iterable[User]:
    """Who gets the applicant's letters: owners and editors of the organization, the team, or the person."""
    if application.organization is not None:
        rows = application.organization.memberships.current().filter(role__in=["owner", "editor"])
        return [membership.user for membership in rows.select_related("user").order_by("pk")]
    if application.team is not None:
        return list(application.team.members.order_by("pk"))
    return User.objects.filter(pk=application.person_id)


def office(application: Application) -> Iterable[User]:
    """The program's secretariat, without those who may not see the case: they are in conflict, or switched off."""
    roles = application.round.program.roles.filter(role="secretariat", ended_at__isnull=True)
    people = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk")
    return [person for person in people if not in_conflict(person, application)]


def told_of_result(application: Application) -> list[User]:
    """Who learns of the result: the applicant's side, and the candidate of a nomination."""
    people = {person.pk: person for person in applicants(application)}
    if application.subject.person:
        people[application.subject.person.pk] = application.subject.person
    return list(people.values())


def holders_by_list(certificate: Certificate) -> list[User]:
    """The holder's side of a certificate without a case: owners and editors of the organization, or the person."""
    if certificate.organization is not None:
        rows = certificate.organization.memberships.current().filter(role__in=["owner", "editor"])
        return [membership.user for membership in rows.select_related("user").order_by("pk")]
    return [certificate.subject.person] if certificate.subject.person else []


def office_of_list(certificate: Certificate) -> list[User]:
    """The program's secretariat, without those who belong to the holder of a certificate without a case."""
    roles = certificate.program.roles.filter(role="secretariat", ended_at__isnull=True)
    people = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk")
    return [person for person in people if not is_holder_by_list(person, certificate)]


def postal_address(letter: Letter) -> str:
    """What is known of the case's applicant, as on an envelope; nothing of anybody else."""
    cases = Application.objects.filter(public_id=letter.about.removeprefix("application:")).select_related("organization")
    application = cases.first() if letter.about.startswith("application:") else None
    organization = application.organization if application else None
    if organization is None:
        return str(letter.recipient or "")
    lines = [f"{organization.postal_code_shown} {organization.address}".strip(), str(organization), str(letter.recipient or "")]
    return "\n".join(line for line in lines if line)
