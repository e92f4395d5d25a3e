"""Fills the sample city that the browser tests walk in: as in testing, with its files kept where SAMPLE_ROOT says."""

import os
from pathlib import Path

from settings.testing import *  # noqa: F403
from settings.testing import STORAGES

DEMO = True
SECOND_FACTOR_REQUIRED = False
SAMPLE_ROOT = Path(os.environ["SAMPLE_ROOT"])
MEDIA_ROOT = SAMPLE_ROOT / "media"
QUARANTINE_ROOT = SAMPLE_ROOT / "quarantine"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": SAMPLE_ROOT / "private"}},
}
