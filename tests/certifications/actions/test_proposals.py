"""Reasons that the office picks and answers that it proposes: a yes, a no with a word, or her own words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from certifications.actions import answering, corrections
from certifications.actions.corrections import Point
from certifications.refusals import (
    AnswerChanged,
    NothingToCorrect,
    NotOpenForChange,
    ProposalUnfit,
    ReplyMissing,
)
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(submitted, secretary, keys):
    """The office proposes another answer to the first question."""
    point = Point(message="", code="contradiction", proposed="オル 二つ折り")
    return corrections.request(submitted, {keys[0]: point}, due_on=making.DUE, by=secretary).items.get()


def test_a_picked_reason_is_read_in_the_reader_s_language(proposal):
    with override("ja"):
        japanese = proposal.words
    with override("en"):
        english = proposal.words

    assert japanese.startswith("ほかの欄や添付資料と内容が合っていません。")
    assert english.startswith("This does not agree with other answers or papers.")


def test_letter_names_neither_the_reason_nor_the_proposal(proposal):
    text = Letter.objects.get(kind="certifications/correction_asked").text

    assert [word for word in ("ほかの欄や添付資料", "修正案") if word in text] == []


def test_confirm_makes_the_proposal_the_applicant_s_own_answer(submitted, proposal, owner, keys):
    corrections.confirm(proposal, read_version=1, by=owner)

    answer = submitted.answers.get(key=keys[0])
    proposal.refresh_from_db()
    assert (answer.value, answer.changed_by, proposal.reaction) == ("オル 二つ折り", owner, "confirmed")


def test_confirm_loses_nothing_that_a_colleague_has_written_meanwhile(submitted, proposal, owner, editor, keys):
    answering.save(submitted, keys[0], "同僚の答え", read_version=1, by=editor)

    with pytest.raises(AnswerChanged):
        corrections.confirm(proposal, read_version=1, by=owner)

    proposal.refresh_from_db()
    assert (submitted.answers.get(key=keys[0]).value, proposal.reaction) == ("同僚の答え", "")


def test_decline_needs_a_word(proposal, owner):
    with pytest.raises(ReplyMissing):
        corrections.decline(proposal, text=" ", by=owner)
    corrections.decline(proposal, text="販売名のとおりです。", by=owner)

    proposal.refresh_from_db()
    assert (proposal.reaction, proposal.reply) == ("declined", "販売名のとおりです。")


def test_only_writers_of_the_own_side_confirm(proposal, viewer, stranger, secretary):
    for user in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            corrections.confirm(proposal, read_version=1, by=user)
        with pytest.raises(PermissionDenied):
            corrections.decline(proposal, text="x", by=user)

    proposal.refresh_from_db()
    assert proposal.reaction == ""


def test_where_nothing_is_proposed_nothing_can_be_confirmed(item, owner):
    with pytest.raises(NotOpenForChange):
        corrections.confirm(item, read_version=1, by=owner)
    with pytest.raises(NotOpenForChange):
        corrections.decline(item, text="x", by=owner)


def test_a_proposal_must_be_an_answer_that_could_be_submitted(submitted, secretary):
    questions = submitted.form_version.questions
    wrong = [
        (questions.filter(kind="yen").first(), "たかい"),
        (questions.filter(kind="choice").first(), "no-such-choice"),
        (questions.filter(kind="consent").first(), True),
        (questions.filter(kind__in=["file", "picture"]).first(), "x"),
        (questions.filter(kind="short_text").first(), " "),
    ]

    for question, value in wrong:
        if question is None:
            continue
        with pytest.raises(ProposalUnfit):
            corrections.request(submitted, {str(question.key): Point(proposed=value)}, due_on=making.DUE, by=secretary)

    assert again(submitted).state == "submitted"


def test_a_reason_that_the_round_does_not_list_is_refused(submitted, secretary, keys):
    with pytest.raises(NothingToCorrect):
        corrections.request(submitted, {keys[0]: Point(code="invented")}, due_on=making.DUE, by=secretary)


def test_who_goes_on_writing_after_the_yes_has_answered_in_her_own_words(submitted, proposal, owner, keys):
    corrections.confirm(proposal, read_version=1, by=owner)
    answering.save(submitted, keys[0], "オル 三つ折り", read_version=2, by=owner)

    corrections.resubmit(submitted, by=owner)

    proposal.refresh_from_db()
    assert proposal.reaction == "answered"
