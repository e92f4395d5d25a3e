"""Production as journeys walk through it (`make stack ARGS=--journeys`): no second factor, no password asked for again."""

import os
import tempfile
from pathlib import Path

from settings.production import *  # noqa: F403
from settings.production import DATABASES

SECOND_FACTOR_REQUIRED = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
TEST_ROOT = Path(tempfile.gettempdir()) / f"tsunagi-tests-{os.getpid()}"
if template := os.environ.get("DATABASE_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
