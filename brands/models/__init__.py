"""The nouns of the register."""

from brands.models.entries import Entry, EntryPicture, EntryText
from brands.models.pages import RegisterPage

__all__ = ["Entry", "EntryPicture", "EntryText", "RegisterPage"]
