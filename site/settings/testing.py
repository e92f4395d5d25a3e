"""Quiet and quick: SQLite in memory unless DATABASE_URL names PostgreSQL, letters in memory, tasks at once."""

import os
import tempfile
from pathlib import Path

from settings.base import *  # noqa: F403
from settings.base import STORAGES, database

SECRET_KEY = "testing-only-0123456789abcdef0123456789abcdef0123456789abcdef"  # noqa: S105  guards nothing
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or "sqlite:///:memory:")}
if template := os.environ.get("DATABASE_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
TEST_ROOT = Path(tempfile.gettempdir()) / f"tsunagi-tests-{os.getpid()}"
MEDIA_ROOT = TEST_ROOT / "media"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": TEST_ROOT / "private"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
QUARANTINE_ROOT = TEST_ROOT / "quarantine"
SIGNING_KEY_FILE = TEST_ROOT / "signing-key.pem"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CLOCK_OVERRIDE = True
