"""Registers the floor."""

from django.apps import AppConfig


class BrandsConfig(AppConfig):
    name = "brands"
    label = "brands"
    verbose_name = "Brands"
