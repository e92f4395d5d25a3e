"""Which roles this floor offers."""

from django.utils.translation import gettext_lazy as _

from home.roles import Role

READING = ("events.view_event", "events.view_venue")
REGISTRATIONS = ("events.view_registration", "events.change_registration")  # who comes is read by those who run the event
EXHIBITORS = ("events.view_exhibitor", "events.change_exhibitor")
EVENTS = ("events.add_event", "events.change_event", "events.add_venue", "events.change_venue")
WRITING = (*READING, *EVENTS, *REGISTRATIONS, *EXHIBITORS)

ROLES = (
    Role("event_manager", _("event manager"), permissions=WRITING, desk=True),
    Role("auditor", _("auditor"), permissions=READING, desk=True),
)
