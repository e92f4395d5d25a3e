"""The nouns of the register."""

from brands.models.departures import Departure
from brands.models.entries import Entry, EntryPicture, EntryText
from brands.models.manuscripts import Manuscript, ManuscriptEvent, ManuscriptPicture, ManuscriptText
from brands.models.pages import RegisterPage
from brands.models.stories import StoryIndexPage, StoryPage
from brands.models.story_links import StoryEntry

__all__ = [
    "Departure",
    "Entry",
    "EntryPicture",
    "EntryText",
    "Manuscript",
    "ManuscriptEvent",
    "ManuscriptPicture",
    "ManuscriptText",
    "RegisterPage",
    "StoryEntry",
    "StoryIndexPage",
    "StoryPage",
]
