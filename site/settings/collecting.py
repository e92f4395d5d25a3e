"""For building the image: static files are collected without a database or any secret."""

from settings.base import *  # noqa: F403

SECRET_KEY = "collects-static-files-only"  # noqa: S105  guards nothing
DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
