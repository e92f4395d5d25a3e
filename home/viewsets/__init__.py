"""The desk of lists that come in and go out."""

from home.viewsets.lists import ImportDesk

__all__ = ["ImportDesk"]
