"""States of a list that is brought in, and what becomes of each of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    RECEIVED = "received", _("columns to be confirmed")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing written yet")
    WRITING = "writing", _("being written")
    DONE = "done", _("written")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("stopped, nothing written")
    DROPPED = "dropped", _("put aside")


IMPORT_MOVES: dict[str, frozenset[str]] = {
    ImportState.RECEIVED: frozenset({ImportState.CHECKING, ImportState.DROPPED}),
    ImportState.CHECKING: frozenset({ImportState.CHECKED, ImportState.FAILED}),
    ImportState.CHECKED: frozenset({ImportState.CHECKING, ImportState.WRITING, ImportState.DROPPED}),
    ImportState.WRITING: frozenset({ImportState.DONE, ImportState.FAILED}),
    ImportState.DONE: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE, ImportState.DONE}),
    ImportState.UNDONE: frozenset(),
    ImportState.FAILED: frozenset({ImportState.CHECKING, ImportState.DROPPED}),
    ImportState.DROPPED: frozenset(),
}
WORKING = frozenset({ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING})


class RowOutcome(models.TextChoices):
    NEW = "new", _("new record")
    CHANGE = "change", _("changes a record")
    SAME = "same", _("is there already")
    REFUSED = "refused", _("refused")
    SKIPPED = "skipped", _("no record")
