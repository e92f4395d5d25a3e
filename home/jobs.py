"""Asks the worker to do something. Actions stand below tasks in the house, so a job is named, not imported."""

from typing import Any

from django.utils.module_loading import import_string


def enqueue(path: str, *args: Any, **kwargs: Any) -> None:
    """Puts the task (dotted path, "certifications.tasks.render_certificate") into the queue.

    The queue is a table, so the job exists exactly if the caller's transaction commits.
    """
    import_string(path).enqueue(*args, **kwargs)
