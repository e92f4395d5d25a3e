"""What this floor adds to the staff's screens."""

from wagtail import hooks

from events.exhibitor_viewsets import ExhibitorDesk
from events.registration_viewsets import RegistrationDesk
from events.viewsets import EventDesk, VenueDesk


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [EventDesk(), RegistrationDesk(), ExhibitorDesk(), VenueDesk()]
