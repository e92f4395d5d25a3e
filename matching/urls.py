"""Addresses of this floor: downloads, the asker's pages, and the maker's."""

from django.urls import path

from matching.views import answering, downloads, engaging, inquiring

app_name = "matching"

urlpatterns = [
    path("figures/figures.csv", downloads.figures_csv, name="figures_csv"),
    path("inquiries/about/<uuid:certificate_id>/", inquiring.ask, name="inquire"),
    path("inquiries/sent/", inquiring.sent, name="inquiry_sent"),
    path("inquiries/with/<str:mark>/", inquiring.thread, name="inquiry_thread"),
    path("engagements/ask/", engaging.ask, name="engage"),
    path("engagements/with/<str:mark>/", engaging.engagement, name="engagement"),
    path("engagements/offers/<str:mark>/", engaging.offer, name="offer"),
    path("my/engagements/", engaging.offers, name="offers"),
    path("my/inquiries/", answering.index, name="inquiries"),
    path("my/inquiries/<uuid:inquiry_id>/", answering.inquiry, name="inquiry"),
]
