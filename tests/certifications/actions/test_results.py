"""Scores are locked; the ranking can be repeated byte for byte."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from certifications.actions import results
from certifications.models import ResultRun
from certifications.refusals import ReviewsMissing
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, locked, score_everything

pytestmark = pytest.mark.django_db


def test_locking_waits_for_every_sheet(in_judging, open_round, secretary):
    with pytest.raises(ReviewsMissing):
        results.lock_and_rank(again(open_round), by=secretary)

    assert again(open_round).state == "judging"
    assert ResultRun.objects.count() == 0


def test_the_result_is_the_mean_of_the_judges(in_judging, open_round, secretary, judges):
    round_ = locked(open_round, secretary, {judges[0].email: 5, judges[1].email: 2})

    row = round_.result_runs.get().rows.get()

    assert (row.score, row.spread, row.reviews, row.rank) == (Decimal("3.5000"), Decimal("2.1213"), 2, 1)
    assert round_.state == "deciding"


def test_a_result_can_be_repeated_and_a_changed_input_is_found(in_judging, open_round, secretary):
    run = locked(open_round, secretary).result_runs.get()

    assert results.is_reproducible(run)

    code = next(iter(run.inputs["weights"]))
    run.inputs["weights"][code] = "9.00"
    assert not results.is_reproducible(run)


def test_the_database_refuses_to_change_a_result(in_judging, open_round, secretary):
    run = locked(open_round, secretary).result_runs.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        ResultRun.objects.filter(pk=run.pk).update(output_hash="0" * 64)


def test_only_the_secretariat_locks(in_judging, open_round, approver):
    score_everything(open_round)

    with pytest.raises(PermissionDenied), clock.at(making.JUDGING):
        results.lock_and_rank(again(open_round), by=approver)
