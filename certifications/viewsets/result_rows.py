"""The rows of a result: page by page, those that a search finds, and the page on which a rank stands."""

import unicodedata
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Min, Q, Window
from django.http import Http404

from certifications.models import Decision, ResultRun
from certifications.viewsets.result_words import SHOWN, Line, Scale

ROWS_PER_PAGE = 50
OF_CASE = ("receipt_number", "subject__name_ja", "subject__name_kana", "subject__name_en", "subject__name_zh")
OF_APPLICANT = ("organization__name_ja", "organization__name_kana", "organization__name_en", "person__name", "team__name")
SEARCHED = [f"application__{field}" for field in (*OF_CASE, *OF_APPLICANT)]


def read_number(text: str) -> int:
    """A whole number from 1 that somebody typed, in half or full width; 0 for anything else."""
    digits = unicodedata.normalize("NFKC", text).strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 0


@dataclass(frozen=True)
class Place:
    """A rank that is taken, and the page on which its first case stands."""

    rank: int
    page: int


def place_of(run: ResultRun, rank: int) -> Place | None:
    """Where the rank stands. A rank that nobody has, because others share a better one, leads to the next that is taken."""
    if rank < 1:
        return None
    taken = run.rows.filter(rank__gte=rank).aggregate(first=Min("rank"))["first"]
    return Place(taken, run.rows.filter(rank__lt=taken).count() // ROWS_PER_PAGE + 1) if taken else None


class Rows:
    """One page of a result's rows, or of those that a search finds, with how many there are; and their decisions."""

    def __init__(self, run: ResultRun, asked: str, scale: Scale, words: str = "") -> None:
        self.scale, self.words = scale, words.replace("\0", "").strip()[:80]
        self.number = max(read_number(asked), 1)
        rows = run.rows.filter(*(each_of(word) for word in self.words.split()))
        every = rows.annotate(every=Window(Count("pk")), equals=Window(Count("pk"), partition_by=[F("rank")]))
        first = (self.number - 1) * ROWS_PER_PAGE
        found = list(every.order_by(F("rank").asc(nulls_last=True), "pk").values(*SHOWN)[first : first + ROWS_PER_PAGE])
        if not found and self.number > 1:
            raise Http404
        self.count = found[0]["every"] if found else 0
        self.pages = -(-self.count // ROWS_PER_PAGE) if found else 1
        decided = decisions_in_words([row["application_id"] for row in found])
        equals = self._equals(run, found)
        lines = [Line.of(row | {"equals": equals[row["rank"]]}, scale, decided.get(row["application_id"], "")) for row in found]
        self.lines = marked(lines)

    def _equals(self, run: ResultRun, found: list[dict[str, Any]]) -> dict[int | None, int]:
        """How many share each rank; of what a search leaves, asked of the whole result."""
        if not self.words:
            return {row["rank"]: row["equals"] for row in found}
        shared = run.rows.filter(rank__in={row["rank"] for row in found}).values_list("rank")
        counted: dict[int | None, int] = dict(shared.annotate(Count("pk")).order_by())
        return {**counted, None: 1}

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


def each_of(word: str) -> Q:
    """The word stands in a number or a name, as typed or in half width."""
    forms = {word, unicodedata.normalize("NFKC", word)}
    return reduce(or_, (Q(**{f"{field}__icontains": form}) for field in SEARCHED for form in forms))


def marked(lines: list[Line]) -> list[Line]:
    """The first line of each rank has a name under which an address finds it."""
    seen: set[str] = set()
    found = []
    for line in lines:
        new = line.rank.isdecimal() and line.rank not in seen
        seen.add(line.rank)
        found.append(replace(line, mark=f"rank-{line.rank}") if new else line)
    return found


def decisions_in_words(applications: list[int]) -> dict[int, str]:
    """The first decision of each case, as the ranking shows it."""
    found = Decision.objects.first_ones().filter(application__in=applications).order_by("pk")
    short = found.only("application", "outcome", "state", "level__name_ja", "level__name_en", "level__name_zh")
    return {
        each.application_id: f"{each.get_outcome_display()} {each.level or ''} ({each.get_state_display()})" for each in short
    }
