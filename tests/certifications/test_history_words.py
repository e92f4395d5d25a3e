"""Every event that a verb writes into a history has its words: no reader meets a code."""

import re
from pathlib import Path

from django.utils import translation

import certifications
from certifications.history_words import ACTION_WORDS, REASON_WORDS
from certifications.models import AssignmentHistory, MotionHistory

ROOT = Path(certifications.__file__).parent
REASONS = re.compile(r'"?why"?(?::| =) "([a-z_]+)"')
WRITTEN = re.compile(r'action="([a-z_]+\.[a-z_]+)"')


def test_every_event_has_words():
    written = {action for path in (ROOT / "actions").glob("*.py") for action in WRITTEN.findall(path.read_text(encoding="utf-8"))}

    assert written - set(ACTION_WORDS) == set()
    assert len(written) > 80


def test_every_reason_of_the_machine_has_words():
    written = {code for path in (ROOT / "actions").glob("*.py") for code in REASONS.findall(path.read_text(encoding="utf-8"))}

    assert written | {"equal_votes"} == set(REASON_WORDS)


def test_reader_meets_the_reason_in_her_language_and_what_somebody_wrote_as_it_is():
    event = MotionHistory(facts={"why": "case_taken_back"})
    said = {}
    for language in ("ja", "en", "zh-hans"):
        with translation.override(language):
            said[language] = str(event.remark)

    assert said == {
        "ja": "申請者が申請を取り下げました。",
        "en": "The applicant has taken the case back.",
        "zh-hans": "申请者已撤回申请。",
    }
    assert AssignmentHistory(note="利害関係なし", facts={"why": "nothing_connects"}).remark == "利害関係なし"
    assert AssignmentHistory(facts={}).remark == ""
