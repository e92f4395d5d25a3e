"""Who applies is held while her applications are counted, so that two clicks at the same instant come one after the other."""

from collections.abc import Collection
from typing import Any

from certifications.models import Application
from organizations.models import Organization, User


def hold(organization: Any, persons: Collection[Any]) -> None:
    """Waits until nobody else begins anything for the organization or, where there is none, for any of the persons."""
    if organization is not None:
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        return
    keys = [person.pk for person in persons]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))  # one order for all: no deadlock


def has_all(application: Application) -> bool:
    """Whether the round takes no further application of this applicant. Asked behind the lock."""
    hold(application.organization, persons_of(application))
    applicant = {"organization": application.organization_id, "team": application.team, "person": application.person_id}
    rows = application.round.applications.counted().of_one_applicant(**applicant)
    return bool(rows.count() >= application.round.rules["applicant_limit"])


def persons_of(application: Application) -> list[Any]:
    """The person who applies, or the members of the team that does; nobody where an organization applies."""
    if application.team is not None:
        return list(application.team.members.all())
    return [application.person] if application.person else []
