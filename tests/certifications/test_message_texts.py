"""Templates of messages, and what is filled into them."""

import pytest

from certifications import message_texts
from certifications.actions import corrections
from certifications.refusals import PlaceholderEmpty
from tests.certifications import making

pytestmark = pytest.mark.django_db


def test_templates_are_the_round_s_and_speak_the_applicant_s_language(submitted, owner):
    names = [row["code"] for row in message_texts.templates(submitted)]
    japanese = message_texts.body_of(submitted, "papers")
    owner.language = "en"
    owner.save()
    english = message_texts.body_of(submitted, "papers")

    assert names == ["papers", "correction_reminder", "visit"]
    assert ("{applicant} 御中" in japanese, "Dear {applicant}" in english) == (True, True)
    assert message_texts.body_of(submitted, "unknown") == ""


def test_fill_puts_the_case_s_facts_in(submitted):
    filled = message_texts.fill(submitted, "{applicant} {receipt} {subject} {other} {}")

    assert filled == f"{submitted.applicant} KIS2026-0001 {submitted.subject.name} {{other}} {{}}"


def test_fill_refuses_a_day_that_there_is_not(submitted, secretary):
    with pytest.raises(PlaceholderEmpty):
        message_texts.fill(submitted, "{due}まで")

    key = str(submitted.form_version.questions.filter(kind="long_text").first().key)
    corrections.request(submitted, {key: "x"}, due_on=making.tokyo("2026-11-30T00:00").date(), by=secretary)
    assert message_texts.fill(submitted, "{due}まで") == "2026年11月30日(月)まで"
