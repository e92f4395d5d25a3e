"""Asks the worker to do something. Actions stand below tasks in the house, so a job is named, not imported."""

from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def enqueue(path: str, *args: Any, **kwargs: Any) -> None:
    """Puts the task (dotted path, "certifications.tasks.render_certificate") into the queue.

    The queue is a table, so the job exists exactly if the caller's transaction commits.
    """
    import_string(path).enqueue(*args, **kwargs)


def failed_since(moment: datetime) -> Any:
    """The jobs that failed since then, as long as they are kept."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gte=moment)


def enqueue_once(path: str) -> None:
    """Puts a task that does all there is to do into the queue, unless one already waits there.

    For tasks that also come round by themselves: a job that is taken just before the caller commits may miss its rows.
    """
    if not DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY).exists():
        enqueue(path)
