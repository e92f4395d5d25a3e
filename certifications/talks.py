"""A discussion between judges as one reader may see it: who is named, who is a number, what is masked in a blind stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from certifications import blind_reading, masking
from certifications.models import Discussion, DiscussionWord, ScoreRules


@dataclass(frozen=True)
class Remark:
    """One word of the thread."""

    author: str
    at: datetime
    text: str
    mine: bool


@dataclass(frozen=True)
class Gap:
    """A criterion whose values lay apart when the discussion began."""

    label: str
    low: int
    high: int


@dataclass(frozen=True)
class Talk:
    """A discussion laid out for reading."""

    discussion: Discussion
    gaps: Sequence[Gap]
    remarks: Sequence[Remark]


def talk(discussion: Discussion, reader: Any, *, as_office: bool) -> Talk:
    """The thread for a judge, or for the office, which sees the names and the words as they were typed."""
    words = list(discussion.words.select_related("author"))
    named = as_office or ScoreRules.objects.filter(round=discussion.stage.round_id, names_shown=True).exists()
    masks = discussion.stage.blind and not as_office
    names = blind_reading.names_of(discussion.application) if masks else []
    spoken = list(dict.fromkeys(word.author_id for word in words if not word.from_office))
    remarks = [
        Remark(
            _author(word, spoken, named=named, as_office=as_office),
            word.said_at,
            masking.masked(word.body, masking.spans(word.body, names), blind_reading.signs()) if masks else word.body,
            word.author_id == reader.pk,
        )
        for word in words
    ]
    labels = {criterion.code: str(criterion.label) for criterion in discussion.stage.rubric.criteria.all()}
    gaps = [Gap(labels[code], low, high) for code, low, high in discussion.criteria if code in labels]
    return Talk(discussion, gaps, remarks)


def _author(word: DiscussionWord, spoken: list[int], *, named: bool, as_office: bool) -> str:
    """Who speaks. Judges without a name are numbered in the order in which they spoke first; the office is one voice."""
    if word.from_office:
        return f"{word.author} ({gettext('the office')})" if as_office else gettext("the office")
    return str(word.author) if named else gettext("Judge %(number)d") % {"number": 1 + spoken.index(word.author_id)}
