"""Every event that a verb writes into a history has its words: no reader meets a code."""

import re
from pathlib import Path

import certifications
from certifications.history_words import ACTION_WORDS

ROOT = Path(certifications.__file__).parent
WRITTEN = re.compile(r'action="([a-z_]+\.[a-z_]+)"')


def test_every_event_has_words():
    written = {action for path in (ROOT / "actions").glob("*.py") for action in WRITTEN.findall(path.read_text(encoding="utf-8"))}

    assert written - set(ACTION_WORDS) == set()
    assert len(written) > 80
