"""Every cell of every map of moves."""

import pytest

from certifications import states
from certifications.models import (
    AgendaItem,
    Application,
    ApprovalStep,
    Assignment,
    AssignmentPlan,
    BlindCopy,
    Certificate,
    CertificateDesign,
    ChangeNotice,
    Conflict,
    CorrectionRequest,
    Decision,
    Meeting,
    Minutes,
    Motion,
    PeriodicReport,
    Renewal,
    Round,
    Stage,
    StageEntry,
    Theme,
    Withdrawal,
)
from certifications.refusals import NothingToCorrect
from home.states import IllegalTransition, StaleState, change_state

LEGAL = {
    CertificateDesign: """
        draft > published discarded
        published >
        discarded >
    """,
    Theme: """
        draft > published
        published > retired
        retired > published
    """,
    Round: """
        preparing > published cancelled
        published > judging cancelled
        judging > deciding cancelled
        deciding > judging released cancelled
        released > deciding
        cancelled >
    """,
    Application: """
        draft > submitted withdrawn lapsed
        submitted > correction in_review decided withdrawn
        correction > submitted withdrawn
        in_review > decided withdrawn
        decided > submitted in_review
        withdrawn >
        lapsed >
    """,
    CorrectionRequest: """
        open > answered closed cancelled
        answered > closed
        closed > answered
        cancelled >
    """,
    Conflict: """
        suspected > asked confirmed dismissed
        asked > suspected confirmed dismissed
        confirmed > dismissed ended
        dismissed > confirmed suspected
        ended > confirmed suspected
    """,
    Assignment: """
        assigned > working recused
        working > submitted recused
        submitted > working recused
        recused > assigned
    """,
    AssignmentPlan: """
        waiting > drafted failed discarded
        drafted > applied discarded
        failed > discarded
        applied >
        discarded >
    """,
    BlindCopy: """
        proposed > checked
        checked > proposed
    """,
    Stage: """
        waiting > open
        open > closed waiting
        closed > open
    """,
    StageEntry: """
        in > promoted stopped
        promoted > in
        stopped > in
    """,
    Meeting: """
        planned > convened called_off
        convened > closed called_off
        closed >
        called_off >
    """,
    AgendaItem: """
        waiting > open decided deferred
        open > waiting decided deferred
        decided > open
        deferred > open
    """,
    Motion: """
        open > closed void
        closed >
        void >
    """,
    Minutes: """
        drafted > submitted
        submitted > drafted confirmed
        confirmed >
    """,
    Decision: """
        drafted > proposed
        proposed > approved drafted
        approved > drafted released
        released > approved
    """,
    ApprovalStep: """
        waiting > signed passed_over ended
        signed > waiting ended
        passed_over > read_later waiting ended
        read_later > ended
        ended >
    """,
    Certificate: """
        active > suspended withdrawn surrendered superseded void
        suspended > active withdrawn surrendered superseded
        withdrawn >
        surrendered >
        superseded >
        void >
    """,
    ChangeNotice: """
        noticed > returned accepted refused taken_back moot
        returned > noticed refused taken_back moot
        accepted >
        refused >
        taken_back >
        moot >
    """,
    PeriodicReport: """
        asked > sent moot
        sent > returned accepted moot
        returned > sent moot
        accepted >
        moot >
    """,
    Renewal: """
        invited > opened begun declined lapsed
        opened > begun declined lapsed
        begun > renewed declined lapsed
        declined > begun lapsed
        renewed > begun
        lapsed > renewed
    """,
    Withdrawal: """
        noticed > answered upheld dropped moot
        answered > upheld dropped moot
        upheld >
        dropped >
        moot >
    """,
}


def rows(text):
    lines = [line.split(">") for line in text.strip().splitlines()]
    return {before.strip(): set(after.split()) for before, after in lines}


CELLS = [
    (model, before, after, after in legal)
    for model, text in LEGAL.items()
    for before, legal in rows(text).items()
    for after in rows(text)
]


@pytest.mark.parametrize("model", LEGAL)
def test_maps_name_all_states(model):
    choices = {value for value, _label in model._meta.get_field("state").choices}

    assert set(rows(LEGAL[model])) == set(model.MOVES) == choices


@pytest.mark.parametrize(("model", "before", "after", "legal"), CELLS)
def test_moves_are_exactly_the_legal_ones(model, before, after, legal):
    assert (after in model.MOVES[before]) is legal


@pytest.mark.parametrize(("model", "before", "after"), [cell[:3] for cell in CELLS if not cell[3]])
def test_change_state_refuses_an_illegal_move(model, before, after):
    record = model(pk=1, state=before)

    with pytest.raises(IllegalTransition):
        change_state(record, after, by=None, action="test")

    assert record.state == before


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), [(b, a) for model, b, a, legal in CELLS if legal and model is Application])
def test_change_state_moves_an_application_and_appends_to_its_history(draft, during, before, after):
    has_receipt = {"receipt_number": "KIS2026-0001", "submitted_at": during}
    Application.objects.filter(pk=draft.pk).update(state=before, **has_receipt)
    draft.refresh_from_db()
    version = draft.row_version

    change_state(draft, after, by=None, action="test.move")

    event = draft.history.last()
    stored = Application.objects.get(pk=draft.pk)
    assert (stored.state, stored.row_version) == (after, version + 1)
    assert (event.action, event.from_state, event.to_state, event.hash) == ("test.move", before, after, event.digest())


@pytest.mark.django_db
def test_change_state_refuses_a_record_that_somebody_else_has_moved(draft, owner):
    mine = Application.objects.get(pk=draft.pk)
    change_state(draft, states.ApplicationState.WITHDRAWN, by=owner, action="application.withdraw")

    with pytest.raises(StaleState):
        change_state(mine, states.ApplicationState.LAPSED, by=None, action="application.lapse")

    assert Application.objects.get(pk=draft.pk).state == "withdrawn"


def test_refusals_speak_the_readers_language():
    assert str(NothingToCorrect()) == "修正をお願いする項目を一つ以上選び、内容を書いてください。"
