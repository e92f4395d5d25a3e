"""Who may do what with events. Called directly: superusers do not pass."""

from home.permissions import holds, is_active_user

can_enter_events = is_active_user & holds("events.view_event")
can_draft_event = is_active_user & holds("events.add_event")
can_write_events = is_active_user & holds("events.change_event")
can_enter_venues = is_active_user & holds("events.view_venue")
can_write_venues = is_active_user & holds("events.change_venue")
can_enter_registrations = is_active_user & holds("events.view_registration")
can_write_registrations = is_active_user & holds("events.change_registration")
can_enter_exhibitors = is_active_user & holds("events.view_exhibitor")
can_write_exhibitors = is_active_user & holds("events.change_exhibitor")
