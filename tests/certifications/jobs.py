"""What the worker would do next: the jobs of a task that wait in the queue, done once each."""

from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult


def work_off(path):
    """Runs every job of this task that was enqueued; says how many."""
    rows = DBTaskResult.objects.filter(task_path=path, status="READY")
    for row in rows:
        import_string(path).call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    return rows.delete()[0]
