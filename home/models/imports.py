"""Lists that were brought in: the file, how its columns were read, what each row became, and how it can be taken back."""

import uuid
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

from home import list_kinds
from home.import_states import IMPORT_MOVES, WORKING, ImportState, RowOutcome
from home.models.files import StoredFile
from home.models.history import History, Stateful
from home.querysets import ImportRunQuerySet

PROGRESS_LIFE = 86_400
HISTORY_WORDS = {
    "import.receive": _("brought in"),
    "import.check": _("columns confirmed, check begun"),
    "import.checked": _("checked"),
    "import.write": _("writing begun"),
    "import.done": _("written"),
    "import.fail": _("stopped, nothing written"),
    "import.undo": _("undoing begun"),
    "import.undone": _("undone"),
    "import.keep": _("could not be undone"),
    "import.drop": _("put aside"),
}


class ImportRun(Stateful):
    """One list on its way in. Its rows wait in a table of their own until all of them are written at once."""

    MOVES = IMPORT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of list"), max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    head = models.JSONField(default=dict, help_text="{first, last, labels}: which rows are the head")
    columns = models.JSONField(default=dict, help_text="{column: field}")
    carried = models.JSONField(default=list, help_text="columns whose empty cells repeat the one above")
    for_all = models.JSONField(default=dict, help_text="{field: text}: what is said of all rows where they do not say it")
    leave_out = models.BooleanField(
        _("write without the refused rows"), default=False, help_text="otherwise a single refused row stops all"
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.RECEIVED)
    counts = models.JSONField(default=dict, help_text="rows by outcome; repaired: those in which something was repaired")
    problem = models.CharField(max_length=300, blank=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought in by")
    )
    created_at = models.DateTimeField(_("brought in"))
    finished_at = models.DateTimeField(_("written"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def list_kind(self) -> list_kinds.Kind:
        """What the list is a list of."""
        return list_kinds.kinds()[self.kind]

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(self.list_kind.label)

    @property
    def is_working(self) -> bool:
        """Whether the worker has it in hand."""
        return self.state in WORKING

    @property
    def total(self) -> int:
        """All rows that were read."""
        return sum(self.counts.get(outcome, 0) for outcome in RowOutcome.values)

    @property
    def progress(self) -> tuple[int, int]:
        """Rows that are done and all of them, as the worker says while it has them in hand."""
        done, total = cache.get(self._progress_key, (0, 0))
        return int(done), int(total)

    def note_progress(self, done: int, total: int) -> None:
        """Kept outside the database: the transaction that writes is not seen by anybody until it is over."""
        cache.set(self._progress_key, (done, total), PROGRESS_LIFE)

    @property
    def _progress_key(self) -> str:
        return f"import-progress:{self.public_id}"


class ImportRunEvent(History):
    """What happened to a list, and by whom."""

    WORDS = HISTORY_WORDS

    record = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="history")


class ImportRow(models.Model):
    """One row of a list: what was read, what it is to become, and what it replaced."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("what becomes of the row"), max_length=8, choices=RowOutcome)
    key = models.CharField(max_length=255, blank=True)
    record = models.UUIDField(null=True, help_text="public id of what it became or changed")
    version = models.PositiveIntegerField(null=True, help_text="row version of what it changes, as it was checked")
    facts = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    kept = models.BooleanField(default=False, help_text="could not be taken back")

    class Meta:
        verbose_name = _("row of a list")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "key"], name="import_row_key")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"

    @property
    def repairs(self) -> list[dict[str, Any]]:
        """What was repaired in it."""
        return [note for note in self.notes if note["kind"] == "repair"]

    @property
    def refusals(self) -> list[dict[str, Any]]:
        """Why it is refused."""
        return [note for note in self.notes if note["kind"] == "refusal"]


class ColumnMemory(models.Model):
    """How the columns of lists with these labels were read the last time."""

    kind = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    carried = models.JSONField(default=list)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "signature"], name="column_memory_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature[:8]}"
