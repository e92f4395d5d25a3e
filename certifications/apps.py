"""Registers the floor."""

from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    name = "certifications"
    label = "certifications"
    verbose_name = "Certifications"
