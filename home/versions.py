"""Records that several people edit: whoever read an older version does not overwrite a newer one."""

from typing import Any

from django.db.models import F


class StaleRecord(Exception):
    """Somebody else changed the record after it was read; nothing was written."""

    def __init__(self, record: Any) -> None:
        super().__init__(f"{record._meta.label} {record.pk} has changed since it was read.")
        self.record = record


def write_version(record: Any, *, row_version: int, **changes: Any) -> None:
    """Writes the changes if the row still has the version that was read, and raises the version by one.

    Brings the record in memory up to date. Raises StaleRecord.
    """
    rows = type(record)._base_manager.filter(pk=record.pk, row_version=row_version)
    if not rows.update(row_version=F("row_version") + 1, **changes):
        raise StaleRecord(record)
    record.row_version = row_version + 1
    for name, value in changes.items():
        setattr(record, name, value)
