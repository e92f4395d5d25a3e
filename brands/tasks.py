"""What the worker does for the register."""

from django_tasks import task

from brands.actions import entries
from brands.models import Entry


@task()
def take_pictures(public_id: str) -> None:
    """Brings an entry's pictures into the public plane."""
    entries.take_pictures(Entry.objects.get(public_id=public_id))
