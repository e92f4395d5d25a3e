"""The desks of the ground floor: lists that come in and go out, and words with one meaning."""

from home.viewsets.links import LinkDesk
from home.viewsets.lists import ImportDesk
from home.viewsets.synonyms import SynonymsDesk

__all__ = ["ImportDesk", "LinkDesk", "SynonymsDesk"]
