"""What the worker does for the ground floor. Each task may run twice with one effect."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django_tasks import task

from home import clock
from home.actions import files, findings, imports, kept_pages, letters, links, pieces, returned_letters, work
from home.models import ImportRun

UPLOAD_PATIENCE = timedelta(hours=1)  # far longer than any upload takes
PIECES_PATIENCE = timedelta(days=2)  # a ticket lives for a day
ORPHAN_PATIENCE = timedelta(days=2)  # a file is written before its row; no upload and no transaction takes so long

LISTS_PATIENCE = timedelta(days=90)  # as long as a list that was brought in can be undone
UNNAMED_PATIENCE = timedelta(days=1)  # between a file and the record that names it lie seconds


@task()
def deliver_letters() -> None:
    """Sends the letters that are due."""
    letters.deliver_due()


@task()
def read_returned_mail() -> None:
    """Notes which letters came back."""
    returned_letters.read_maildir()


@task()
def sweep_uploads() -> None:
    """Clears away uploads whose processes died, and pieces that nobody goes on sending."""
    files.sweep(clock.now() - UPLOAD_PATIENCE)
    pieces.sweep(clock.now() - PIECES_PATIENCE)


@task()
def sweep_orphans() -> None:
    """Clears away stored files that no row names."""
    files.sweep_orphans(clock.now() - ORPHAN_PATIENCE)


@task()
def sweep_unnamed() -> None:
    """Clears away stored files that no record names any more."""
    files.sweep_unnamed(clock.now() - UNNAMED_PATIENCE)


@task()
def refresh_pages() -> None:
    """Has the proxies fetch the pages that they keep."""
    kept_pages.refresh()


@task()
def publish_pages() -> None:
    """Pages appear and go at the moment that their editors have set."""
    call_command("publish_scheduled", verbosity=0)


@task()
def rebuild_findings() -> None:
    """Makes the index of the search anew."""
    findings.rebuild()


@task()
def forget_finished_jobs() -> None:
    """Keeps the queue's table small."""
    work.forget_finished()


@task()
def check_import(public_id: str) -> None:
    """Checks the rows of a list."""
    imports.perform_check(ImportRun.objects.get(public_id=public_id))


@task()
def write_import(public_id: str, by: int) -> None:
    """Writes the rows of a list."""
    imports.perform_write(ImportRun.objects.get(public_id=public_id), by=get_user_model().objects.get(pk=by))


@task()
def undo_import(public_id: str, by: int) -> None:
    """Takes back what a list has written."""
    imports.perform_undo(ImportRun.objects.get(public_id=public_id), by=get_user_model().objects.get(pk=by))


@task()
def forget_imports() -> None:
    """Clears away what was read of lists long ago."""
    imports.forget(clock.now() - LISTS_PATIENCE)


@task()
def collect_links() -> None:
    """Notes which links published pages hold, and follows those that stay on this site."""
    links.collect_all()


@task()
def follow_links() -> None:
    """Asks a few addresses outside whether they are there."""
    links.ask_due()


PERIODIC = [
    (deliver_letters, 20),
    (publish_pages, 60),
    (read_returned_mail, 300),
    (sweep_uploads, 1_800),
    (sweep_orphans, 86_400),
    (rebuild_findings, 86_400),
    (sweep_unnamed, 3_600),
    (forget_finished_jobs, 3_600),
    (forget_imports, 86_400),
    (collect_links, 3_600),
    (follow_links, 600),
]
