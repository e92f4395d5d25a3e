"""What the worker does for the register."""

from django_tasks import task

from brands.actions import pictures
from brands.models import Entry, Manuscript


@task()
def take_pictures(public_id: str) -> None:
    """Brings an entry's pictures into the public plane."""
    entry = Entry.objects.filter(public_id=public_id).first()
    if entry is not None:  # a release that was called back has none
        pictures.take_pictures(entry)


@task()
def arrange_pictures(public_id: str) -> None:
    """Gives an entry the pictures of its approved manuscript."""
    manuscript = Manuscript.objects.filter(public_id=public_id).first()
    if manuscript is not None:  # its release may have been called back since
        pictures.arrange(manuscript)
