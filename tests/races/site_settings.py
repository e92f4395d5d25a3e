"""The site as in testing, in processes of its own that keep their files where the test keeps its: RACES_ROOT says where."""

import os
from pathlib import Path

from settings.testing import *  # noqa: F403
from settings.testing import STORAGES

TEST_ROOT = Path(os.environ["RACES_ROOT"])
MEDIA_ROOT = TEST_ROOT / "media"
QUARANTINE_ROOT = TEST_ROOT / "quarantine"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": TEST_ROOT / "private"}},
}
