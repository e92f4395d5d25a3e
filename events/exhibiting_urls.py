"""Addresses of exhibiting: what a company applies for, and who exhibits where. In each language."""

from django.urls import path

from events.views import exhibiting, exhibitions

app_name = "exhibiting"

urlpatterns = [
    path("exhibiting/for/<uuid:event_id>/", exhibiting.begin, name="begin"),
    path("expos/<slug:slug>/exhibitors/", exhibitions.exhibitors, name="exhibitors"),
    path("expos/<slug:slug>/plan/", exhibitions.plan, name="plan"),
    path("my/exhibits/", exhibiting.applications, name="applications"),
    path("my/exhibits/<uuid:public_id>/", exhibiting.application, name="application"),
    path("my/exhibits/<uuid:public_id>/edit/", exhibiting.write, name="write"),
]
