"""What the worker does for the ground floor. Each task may run twice with one effect."""

from django_tasks import task

from home.actions import letters


@task()
def deliver_letters() -> None:
    """Sends the letters that are due."""
    letters.deliver_due()


PERIODIC = [(deliver_letters, 20)]
