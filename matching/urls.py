"""Addresses of this floor's downloads."""

from django.urls import path

from matching.views import downloads

app_name = "matching"

urlpatterns = [path("figures/figures.csv", downloads.figures_csv, name="figures_csv")]
