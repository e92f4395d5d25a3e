"""Addresses of registration: the form of an event, and the pages behind a private link. In each language."""

from django.urls import path

from events.views import registering

app_name = "registration"

urlpatterns = [
    path("registrations/for/<uuid:event_id>/", registering.register, name="register"),
    path("registrations/sent/", registering.sent, name="sent"),
    path("registrations/with/<str:mark>/", registering.mine, name="mine"),
    path("registrations/with/<str:mark>/change/", registering.change, name="change"),
    path("registrations/with/<str:mark>/calendar.ics", registering.calendar, name="calendar"),
]
