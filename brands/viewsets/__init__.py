"""The desks of the catalog: entries, manuscripts of their holders, translations."""

from brands.viewsets.entries import EntryDesk
from brands.viewsets.manuscripts import ManuscriptDesk

__all__ = ["EntryDesk", "ManuscriptDesk"]
