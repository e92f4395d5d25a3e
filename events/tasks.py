"""What the worker does for this floor. Each task may run twice with one effect."""

from django_tasks import task

from events.actions import registration_times


@task()
def keep_registrations() -> None:
    """Lets offers lapse, offers free places, reminds people, and forgets them after the retention period."""
    registration_times.do_due()


PERIODIC = [(keep_registrations, 300)]
