"""The history that each stateful record keeps of itself: append-only and hash-chained."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from home import clock


class HistoryManager(models.Manager[Any]):
    """Appends to the chain; reached as `record.history`."""

    def append(
        self,
        record: models.Model,
        *,
        action: str,
        by: Any,
        from_state: str = "",
        to_state: str = "",
        note: str = "",
        facts: dict[str, Any] | None = None,
        held: bool = False,
    ) -> Any:
        """Adds one event at the end of the record's chain. Two writers at once: the second waits for the first's commit.

        `held` says that the caller's transaction has written the record's row, so that nobody else comes between.
        """
        with transaction.atomic(savepoint=False):
            if not held:
                # Not a full lock: rows that only name the record can be added meanwhile, and no two wait for each other.
                rows = type(record)._base_manager.select_for_update(no_key=True).filter(pk=record.pk)
                list(rows.values_list("pk"))
            return self._append(record, action, by, from_state, to_state, note, facts or {})

    def begin(self, records: Iterable[Any], *, action: str, by: Any, facts: dict[str, Any] | None = None) -> None:
        """The first events of records that were made just now in the same transaction, many at once."""
        now, events = clock.now(), []
        for record in records:
            state = getattr(record, "state", "")
            event = self.model(record=record, seq=1, at=now, by=by, action=action, to_state=state, facts=facts or {})
            event.hash = event.digest()
            events.append(event)
        self.bulk_create(events)

    def _append(
        self, record: models.Model, action: str, by: Any, from_state: str, to_state: str, note: str, facts: dict[str, Any]
    ) -> Any:
        last = self.filter(record=record).order_by("-seq").first()
        event = self.model(
            record=record,
            seq=last.seq + 1 if last else 1,
            at=clock.now(),
            by=by,
            action=action,
            from_state=from_state,
            to_state=to_state,
            note=note,
            facts=facts,
            previous_hash=last.hash if last else "",
        )
        event.hash = event.digest()
        event.save(force_insert=True)
        return event


class History(models.Model):
    """One event in the life of a record. Subclasses add `record`, a foreign key with related_name="history"."""

    seq = models.PositiveIntegerField()
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    action = models.CharField(max_length=80)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = HistoryManager()

    class Meta:
        abstract = True
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["record", "seq"], name="%(class)s_seq_once")]

    WORDS: ClassVar[Mapping[str, Any]] = {}
    WHY: ClassVar[Mapping[str, Any]] = {}
    record_id: int

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> Any:
        """What happened, in words, where the floor has named it."""
        return self.WORDS.get(self.action, self.action)

    @property
    def remark(self) -> Any:
        """What was written with it, or why the machine did it: a code in `facts["why"]`, in the reader's language."""
        return self.note or self.WHY.get(self.facts.get("why", ""), "")

    def digest(self) -> str:
        """SHA-256 over the event's facts and its predecessor's hash."""
        payload = [
            str(self.record_id),
            self.seq,
            self.at.astimezone(UTC).isoformat(),
            str(self.by_id or ""),
            self.action,
            self.from_state,
            self.to_state,
            self.note,
            self.facts,
            self.previous_hash,
        ]
        return hashlib.sha256(json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Stateful(models.Model):
    """A record with a state that only `home.states.change_state` moves, and a row version that every change raises."""

    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
