"""Signs of life, jobs of dead workers, tasks that come round."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from home import clock
from home.actions import work
from home.models import PeriodicJob, WorkerBeat
from home.tasks import deliver_letters

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def running(*workers):
    job = DBTaskResult.objects.get(pk=deliver_letters.enqueue().id)
    for worker in workers:
        job.claim(worker)
    return job


def test_reap_gives_back_the_job_of_a_worker_without_a_sign_of_life():
    with clock.at(NOON):
        work.beat("dead")
    with clock.at(NOON + timedelta(seconds=50)):
        work.beat("alive")
    lost, kept = running("dead"), running("alive")

    with clock.at(NOON + timedelta(seconds=61)):
        given_back = work.reap()

    lost.refresh_from_db()
    kept.refresh_from_db()
    assert given_back == 1
    assert (lost.status, lost.started_at, kept.status) == (TaskResultStatus.READY, None, TaskResultStatus.RUNNING)


def test_reap_parks_a_job_that_brought_down_five_workers():
    job = running("one", "two", "three", "four", "five")

    assert work.reap() == 0

    job.refresh_from_db()
    assert job.status == TaskResultStatus.FAILED
    assert job.task_result.errors[0].exception_class is work.WorkersDied


def test_leave_takes_the_sign_of_life_away():
    work.beat("worker")

    work.leave("worker")

    assert WorkerBeat.objects.count() == 0


def test_enqueue_due_takes_one_turn_however_many_clocks_ask():
    with clock.at(NOON):
        asked = [work.enqueue_due([(deliver_letters, 20)]) for _worker in range(3)]

    assert asked == [1, 0, 0]
    assert PeriodicJob.objects.get().due_at == NOON + timedelta(seconds=20)


def test_enqueue_due_leaves_out_a_task_that_still_waits():
    with clock.at(NOON):
        work.enqueue_due([(deliver_letters, 20)])

    with clock.at(NOON + timedelta(seconds=21)):
        again = work.enqueue_due([(deliver_letters, 20)])

    assert again == 0
    assert DBTaskResult.objects.count() == 1


def test_enqueue_due_comes_round_when_the_last_turn_is_done():
    with clock.at(NOON):
        work.enqueue_due([(deliver_letters, 20)])
    DBTaskResult.objects.get().set_successful(None)

    with clock.at(NOON + timedelta(seconds=21)):
        again = work.enqueue_due([(deliver_letters, 20)])

    assert again == 1


def test_forget_finished_keeps_what_failed_for_a_month():
    good, failed = running("w"), running("w")
    good.set_successful(None)
    failed.set_failed(ValueError("no"))

    with clock.at(clock.now() + timedelta(days=2)):
        work.forget_finished()

    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [failed.pk]
