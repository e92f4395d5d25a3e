"""A round's dates move ahead of themselves, never behind; the deadline of a public call only by an extension."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import rounds, timetables
from certifications.models import Round
from certifications.refusals import (
    AlreadyPassed,
    DatesOutOfOrder,
    DeadlineAfterResult,
    DeadlineMovesByExtension,
    LiesInThePast,
    RoundCancelled,
    RoundChanged,
    WrongStage,
)
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def move(round_, by, **changes):
    """Everything as it stands, but for the changes."""
    names = ("opens_at", "closes_at", "judging_until", "announces_at", "ceremony", "row_version")
    facts = {name: getattr(round_, name) for name in names}
    stages = {stage.pk: (stage.starts_on, stage.ends_on) for stage in round_.stages.all()}
    return timetables.move(round_, by=by, **facts | {"stages": stages} | changes)


@pytest.fixture
def preparing(program, secretary):
    return rounds.prepare(program, fiscal_year=2027, number=7, opens_at=making.OPENS, closes_at=making.CLOSES,
                          judging_until=date(2027, 1, 31), announces_at=making.ANNOUNCES, by=secretary)  # fmt: skip


def test_dates_of_a_public_round_move_and_stand_in_its_history(open_round, secretary):
    last = open_round.stages.last()
    days = (last.starts_on + DAY, last.ends_on + DAY)

    move(open_round, secretary, announces_at=making.ANNOUNCES + DAY, judging_until=date(2027, 2, 5), stages={last.pk: days})

    last.refresh_from_db()
    event = open_round.history.last()
    assert (again(open_round).announces_at, again(open_round).judging_until) == (making.ANNOUNCES + DAY, date(2027, 2, 5))
    assert (last.starts_on, last.ends_on) == days
    assert (event.action, event.by) == ("round.move", secretary)
    assert event.facts["judging_until"] == ["2027-01-31", "2027-02-05"]
    assert set(event.facts) == {"announces_at", "judging_until", f"stage {last.order}"}
    assert Letter.objects.count() == 0


def test_nothing_moved_is_nothing_written(open_round, secretary):
    move(open_round, secretary)

    assert (again(open_round).row_version, open_round.history.last().action) == (open_round.row_version, "round.publish")


def test_a_round_in_preparation_moves_freely(preparing, secretary):
    move(preparing, secretary, opens_at=making.OPENS - DAY, closes_at=making.CLOSES + DAY)

    assert (again(preparing).opens_at, again(preparing).closes_at) == (making.OPENS - DAY, making.CLOSES + DAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"opens_at": making.OPENS + DAY}, AlreadyPassed),
        ({"closes_at": making.CLOSES + DAY}, DeadlineMovesByExtension),
        ({"judging_until": date(2026, 11, 20)}, LiesInThePast),
        ({"announces_at": making.DURING - DAY}, LiesInThePast),
        ({"judging_until": date(2026, 11, 30)}, DatesOutOfOrder),
        ({"judging_until": date(2027, 3, 2)}, DatesOutOfOrder),
        ({"announces_at": making.CLOSES}, DatesOutOfOrder),
        ({"row_version": 0}, RoundChanged),
    ],
)
def test_what_cannot_move_is_refused(open_round, secretary, changes, refusal):
    with pytest.raises(refusal):
        move(open_round, secretary, **changes)

    assert again(open_round).row_version == open_round.row_version


def test_stages_that_have_passed_stay(open_round, secretary):
    first, last = open_round.stages.first(), open_round.stages.last()
    with clock.at(making.tokyo(f"{first.ends_on + DAY}T09:00")):
        with pytest.raises(AlreadyPassed):
            move(open_round, secretary, stages={first.pk: (first.starts_on, first.ends_on + 5 * DAY)})
        with pytest.raises(LiesInThePast):
            move(open_round, secretary, stages={last.pk: (first.starts_on, last.ends_on)})
        with pytest.raises(DatesOutOfOrder):
            move(open_round, secretary, stages={last.pk: (last.ends_on + DAY, last.ends_on)})

    assert list(open_round.stages.values_list("starts_on", "ends_on")) == [
        (stage.starts_on, stage.ends_on) for stage in again(open_round).stages.all()
    ]
    first.refresh_from_db()
    assert first.ends_on < last.ends_on


def test_the_result_waits_for_who_was_given_more_time(open_round, secretary, draft):
    draft.extensions.create(round=open_round, before=making.CLOSES, until=making.CLOSES + 9 * DAY, reason="x",
                            granted_by=secretary, at=clock.now())  # fmt: skip

    with pytest.raises(DeadlineAfterResult):
        move(open_round, secretary, announces_at=making.CLOSES + 5 * DAY, judging_until=making.CLOSES.date())


@pytest.mark.parametrize(("state", "refusal"), [("released", WrongStage), ("cancelled", RoundCancelled)])
def test_a_round_that_is_over_stands_still(open_round, secretary, state, refusal):
    Round.objects.filter(pk=open_round.pk).update(state=state, released_at=clock.now() if state == "released" else None)

    with pytest.raises(refusal):
        move(again(open_round), secretary, judging_until=date(2027, 2, 5))


def test_others_move_nothing(open_round, approver, stranger):
    for by in (approver, stranger):
        with pytest.raises(PermissionDenied):
            move(open_round, by, judging_until=date(2027, 2, 5))
