"""A manuscript beside what the register shows: part by part, with the words marked that come and go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from brands.languages import LANGUAGES
from brands.models import EntryText, Manuscript, ManuscriptPicture
from brands.models.words import Words
from brands.parts import PARTS, WORDS
from certifications.comparing import ADDED, REMOVED, Content, Difference, Piece, compare
from home.desk import labels


@dataclass(frozen=True)
class Part:
    """One part: its label, both states as they stand, and the difference."""

    label: Any
    before: Any
    after: Any
    difference: Difference

    @property
    def heads(self) -> list[Any]:
        """The heads of a table's columns."""
        return [_("what"), _("value")] if self.difference.key == "specifications" else []

    @property
    def old_pieces(self) -> list[Piece]:
        """What stands now, with what goes marked."""
        return [piece for piece in self.difference.pieces if piece.mark != ADDED]

    @property
    def new_pieces(self) -> list[Piece]:
        """What is to stand, with what comes marked."""
        return [piece for piece in self.difference.pieces if piece.mark != REMOVED]


@dataclass(frozen=True)
class Side:
    """One language: its parts that have changed, how many have not, and whether the register was rewritten meanwhile."""

    language: str
    parts: list[Part]
    unchanged: int
    overtaken: bool

    @property
    def changed(self) -> bool:
        return bool(self.parts)


def contents(parts: Mapping[str, Any]) -> dict[str, Content]:
    """The parts as they are compared."""
    found = {name: Content(parts.get(name) or None, parts.get(name) or "") for name in WORDS}
    rows = parts.get("specifications") or []
    found["specifications"] = Content(rows or None, rows=tuple((row.get("label", ""), row.get("value", "")) for row in rows))
    return found


def label_of(name: str) -> Any:
    """What a part is called."""
    return labels.label_of(EntryText, name)


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Part]:
    """The parts that differ."""
    before, after = contents(old), contents(new)
    return [
        Part(label_of(each.key), old.get(each.key), new.get(each.key), each)
        for each in compare(PARTS, before, after)
        if each.state != "same"
    ]


def sides(manuscript: Manuscript) -> list[Side]:
    """Each language in which something changes, the languages of the catalog in order."""
    shown: dict[str, Words] = {row.language: row for row in manuscript.entry.texts.all()}
    found = []
    for language in LANGUAGES:
        mine, public = manuscript.text(language), shown.get(language)
        if not mine.is_touched:
            continue
        parts = between(public.parts if public else {}, mine.parts)
        overtaken = mine.base_digest != (public.digest if public else EntryText().digest)
        found.append(Side(language, parts, len(PARTS) - len(parts), overtaken))
    return found


def new_facts(manuscript: Manuscript) -> list[tuple[Any, Any, Any]]:
    """Website, video and visits: label, before, after; those that differ."""
    entry = manuscript.entry
    return [
        (labels.label_of(Manuscript, name), getattr(entry, name), getattr(manuscript, name))
        for name in ("website", "video", "visits_schools")
        if getattr(entry, name) != getattr(manuscript, name)
    ]


def pictures_changed(manuscript: Manuscript) -> bool:
    """Whether pictures come, go, change places or are described otherwise."""
    return any(is_changed(row) for row in manuscript.pictures.all())


def is_changed(row: ManuscriptPicture) -> bool:
    """Whether the picture differs from what is shown."""
    if row.shown is None:
        return not row.removed
    facts = ("alt_ja", "alt_en", "alt_zh", "focus", "order")
    return row.removed or any(getattr(row, name) != getattr(row.shown, name) for name in facts)
