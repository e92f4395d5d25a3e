"""Rehearsals: the page of an entry as the public would see it once its manuscript was approved. Never kept."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from brands.models import portraits
from brands.models.entries import Entry
from brands.models.manuscripts import Manuscript, ManuscriptPicture
from home.languages import suffix


@dataclass(frozen=True)
class Drawn:
    """What a template needs of a picture in one size."""

    url: str
    width: int
    height: int


class Waiting:
    """A picture that waits in the private storage, in the place of a public one; its address asks who looks."""

    color = ""

    def __init__(self, row: ManuscriptPicture) -> None:
        self.title = row.file_name
        self.description = row.alt
        address = reverse("brands:waiting_picture", args=[row.public_id])
        width, height = (row.file.width or 1, row.file.height or 1) if row.file else (1, 1)
        self._drawn = Drawn(address, width, height)

    def get_renditions(self, *specs: str) -> dict[str, Drawn]:
        """The one file for every size."""
        return dict.fromkeys(specs, self._drawn)


@dataclass(frozen=True)
class Shown:
    """A picture as the entry's page shows it."""

    picture: Any
    alt: str
    is_described_here: bool


def article(page: Any, manuscript: Manuscript) -> str:
    """The body of the entry's page in the page's language, with the manuscript's words, links and pictures.

    Pictures that wait show their middle; the important part counts once they are public.
    """
    entry: Entry = portraits.whole(Entry.objects.all()).get(pk=manuscript.entry_id)
    for name in ("website", "video", "visits_schools"):
        setattr(entry, name, getattr(manuscript, name))
    vars(entry)["_prefetched_objects_cache"]["texts"] = list(manuscript.texts.all())
    rows = [row for row in manuscript.pictures.all() if not row.removed and (row.shown or row.file)]
    return portraits.article(page, entry, [_shown(row) for row in rows])


def _shown(row: ManuscriptPicture) -> Shown:
    return Shown(row.public_picture or Waiting(row), row.alt, bool(getattr(row, f"alt_{suffix()}")))
