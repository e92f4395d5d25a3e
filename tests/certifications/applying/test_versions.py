"""The applicant compares her own versions, and nobody else's."""

import pytest

from certifications.actions import answering, corrections
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(submitted, secretary, owner):
    question = submitted.form_version.questions.filter(kind="long_text").order_by("section__order", "order").first()
    due = making.tokyo("2026-11-30T00:00").date()
    request = corrections.request(submitted, {str(question.key): "詳しく"}, due_on=due, by=secretary)
    answer = submitted.answers.get(key=question.key)
    answering.save(submitted, question.key, answer.value.replace("片手", "両手"), read_version=answer.version, by=owner)
    corrections.reply(request.items.get(), text="", by=owner)
    corrections.resubmit(submitted, by=owner)
    return submitted


def test_differences_are_marked_and_said(twice, viewer, as_user, to):
    text = as_user(viewer).get(to("versions", twice)).content.decode()

    assert '<del class="compare__out"><span class="visually-hidden">［削除： </span>片手' in text
    assert '<ins class="compare__in"><span class="visually-hidden">［追加： </span>両手' in text


def test_strangers_find_nothing(twice, stranger, secretary, as_user, to):
    assert [as_user(user).get(to("versions", twice)).status_code for user in (stranger, secretary)] == [404, 404]


def test_a_draft_has_no_versions_yet(draft, owner, as_user, to):
    assert as_user(owner).get(to("versions", draft)).status_code == 409
