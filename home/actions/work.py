"""Background work: signs of life, jobs of dead workers, tasks that come round."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from home import clock
from home.models import PeriodicJob, WorkerBeat

logger = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=60)
MAX_RUNS = 5
KEPT_GOOD = timedelta(days=1)
KEPT_FAILED = timedelta(days=30)


class WorkersDied(Exception):
    """A job is parked because every worker that ran it died."""


def beat(worker_id: str) -> None:
    """Notes that the worker lives, by the database's clock."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": clock.transaction_now()})


def leave(worker_id: str) -> None:
    """Notes that the worker has ended in good order."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()


@transaction.atomic
def reap(*, patience: timedelta = PATIENCE) -> int:
    """Gives the jobs of workers without a sign of life back to the queue, and says how many.

    A job that has now brought down MAX_RUNS workers is parked as failed, so that it cannot bring down more.
    """
    limit = clock.transaction_now() - patience
    alive = set(WorkerBeat.objects.filter(beat_at__gte=limit).values_list("worker_id", flat=True))
    given_back = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if job.worker_ids and job.worker_ids[-1] in alive:
            continue
        as_read = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
        if len(job.worker_ids) >= MAX_RUNS:
            as_read.update(
                status=TaskResultStatus.FAILED,
                finished_at=clock.transaction_now(),
                exception_class_path=f"{WorkersDied.__module__}.{WorkersDied.__qualname__}",
                traceback=f"{len(job.worker_ids)} workers died while they ran this job.",
            )
            logger.error("job %s (%s) is parked: its workers died", job.pk, job.task_path)
        elif as_read.update(status=TaskResultStatus.READY, started_at=None):
            logger.warning("job %s (%s) runs again: its worker died", job.pk, job.task_path)
            given_back += 1
    WorkerBeat.objects.filter(beat_at__lt=limit - timedelta(hours=1)).delete()
    return given_back


def enqueue_due(periodic: Iterable[tuple[Any, int]]) -> int:
    """Enqueues the tasks whose time has come round, each by one worker only, and says how many.

    A task that still waits or runs is not enqueued a second time; its next turn comes.
    """
    enqueued = 0
    for task, seconds in periodic:
        with transaction.atomic():
            now = clock.transaction_now()
            row, _created = PeriodicJob.objects.get_or_create(path=task.module_path, defaults={"due_at": now})
            if row.due_at > now:
                continue
            turn = PeriodicJob.objects.filter(path=row.path, due_at=row.due_at).update(due_at=now + timedelta(seconds=seconds))
            unfinished = Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING)
            if turn and not DBTaskResult.objects.filter(unfinished, task_path=row.path).exists():
                task.enqueue()
                enqueued += 1
    return enqueued


def forget_finished() -> None:
    """Deletes the records of jobs that ended well a day ago, or badly a month ago."""
    now = clock.now()
    good = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEPT_GOOD)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEPT_FAILED)
    DBTaskResult.objects.filter(good | failed).delete()
