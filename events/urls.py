"""Addresses of the calendar's feeds. They have no language in their path: a subscription outlives a change of mind."""

from django.urls import path

from events.views import feeds

app_name = "events"

urlpatterns = [
    path("events/calendar.ics", feeds.everything, name="feed"),
    path("events/<uuid:public_id>.ics", feeds.one, name="event_feed"),
    path("events/<slug:kind>.ics", feeds.of_kind, name="kind_feed"),
]
