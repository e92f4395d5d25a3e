"""The search over the whole site: what is found, how it is counted, and what is suggested while somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language

from home import addresses, clock, discovery, freshness, sources
from home.models import Finding, FindingKind, FindingWord, Synonyms
from home.search.maps import center
from home.search.nearest import nearest
from home.search.question import Choice, Question, choices, total
from home.search.results import Result
from home.search.wording import Wording, read, read_start

SUGGESTED = 8
NEAR_FROM = 4
MADE_OF = ("pages", "programs", "calendar", "register")


@dataclass(frozen=True)
class Answer:
    """What a question finds: how many, the choices of each filter, and for what other words it was read.

    `is_near` when nothing holds all of it, and what comes near is shown.
    """

    question: Question
    wording: Wording
    total: int
    choices: Mapping[str, list[Choice]]
    instead: Sequence[str]
    is_near: bool = False

    def page(self, first: int, last: int, request: HttpRequest) -> list[Result]:
        """The results from one place to another, as a list shows them; what is public no more is left out."""
        rows = found(self.question, self.wording, is_near=self.is_near)[first:last]
        return shown(list(rows.values_list("source", "key", "titles")), request)


@dataclass(frozen=True)
class Ward:
    """A ward on the map: its name, its corners, where its name stands, and its choice; None when it would leave nothing."""

    name: str
    outline: str
    x: float
    y: float
    choice: Choice | None


def answer(asked: Question, known: dict[str, str]) -> Answer:
    """Everything but the results themselves. `known` are the tokens of what is kept."""
    words = labels(known)
    asked = asked.with_(**{name: "" for name, value in asked.filters.items() if name in words and value not in words[name]})
    wording = worded(asked.q, known)
    is_near = False
    rows: Any = []
    if not asked.q:
        rows = freshness.kept(f"findings:{get_language()}", MADE_OF, known, lambda: list(_public().tallied()), seconds=60)
    elif wording.wanted is not None:
        rows = list(_public().holding(wording.wanted).tallied())
        if not rows and len(wording.crumbs) > 1:
            rows, is_near = list(_public().near(wording).tallied()), True
    instead = [word for others in wording.nearest.values() for word in others]
    return Answer(asked, wording, total(rows, asked.filters), choices(rows, asked, words), instead, is_near)


def found(asked: Question, wording: Wording, *, is_near: bool = False) -> Any:
    """The rows of the index, in the order that is asked for."""
    rows = _public().near(wording) if is_near else _public().holding(wording.wanted)
    rows = rows.filtered(asked.filters)
    if asked.sort == "name":
        return rows.by_name(connection.vendor)
    if asked.q and not asked.sort:
        return rows if is_near else rows.best_first(wording)
    return rows.newest()


def worded(q: str, known: dict[str, str]) -> Wording:
    """The words with the office's synonyms; for a word in Latin letters that nothing holds, those that are near it."""
    synonyms = freshness.kept("synonyms", ["pages"], known, read_synonyms)
    wording = read(q, synonyms)
    strangers = [word for word in wording.words if len(word) >= NEAR_FROM and word.isalpha() and word not in synonyms]
    if not strangers:
        return wording
    held = list(FindingWord.objects.filter(reduce(or_, (Q(word__startswith=word) for word in strangers))).values_list("word"))
    missing = [word for word in strangers if not any(row[0].startswith(word) for row in held)]
    if not missing:
        return wording
    all_words = list(FindingWord.objects.order_by("word").values_list("word", flat=True))
    near = {word: others for word in missing if (others := nearest(word, all_words))}
    return read(q, synonyms, near) if near else wording


def read_synonyms() -> dict[str, tuple[str, ...]]:
    """Each word of the office's groups, leveled, with the others of its groups."""
    found: dict[str, dict[str, None]] = {}
    for row in Synonyms.objects.all():
        words = row.leveled
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in words if other != word))
    return {word: tuple(others) for word, others in found.items()}


def labels(known: dict[str, str]) -> dict[str, dict[str, str]]:
    """What the values of the filters are called in the active language, and where wards lie on the map (`outline`)."""

    def make() -> dict[str, dict[str, str]]:
        words = {"kind": {kind.value: str(kind.label) for kind in FindingKind}}
        for module in discovery.offered("findables"):
            words |= module.labels() if hasattr(module, "labels") else {}
        return words

    return freshness.kept(f"finding-labels:{get_language()}", ["register", "programs"], known, make)


def shown(rows: Sequence[tuple[str, int, dict[str, str]]], request: HttpRequest) -> list[Result]:
    """Things of the index as a list shows them, in the same order; one question or two for each source."""
    language = get_language() or "ja"
    results: dict[tuple[str, int], Result] = {}
    for name in dict.fromkeys(row[0] for row in rows):
        base = _base(name, language, request)
        if base is not None:
            found = sources.offered()[name].show([key for each, key, _titles in rows if each == name], language, base)
            results |= {(name, key): result for key, result in found.items()}
    lines = {row[:2]: row[2].get("line", "") for row in rows}
    found_again = [(place, results[place]) for place in lines if place in results and results[place].url]
    return [result if result.excerpt else replace(result, excerpt=lines[place]) for place, result in found_again]


def _base(source: str, language: str, request: HttpRequest) -> str | None:
    """Where a source's things stand in the language; None when the language has no such section."""
    section = sources.offered()[source].section
    return addresses.section_paths(request, section).get(language) if section else ""


def ward_map(answer: Answer, known: dict[str, str]) -> list[Ward]:
    """The wards of the city's map, each with what it would leave; empty for a city without a map."""

    words = labels(known)
    outlines, names = words.get("outline", {}), words.get("ward", {})
    choices_by_ward = {choice.value: choice for choice in answer.choices["ward"]}
    return [
        Ward(names[code], outlines[code], *center(outlines[code]), choices_by_ward.get(code))
        for code in names
        if code in outlines
    ]


def suggestions(q: str, request: HttpRequest) -> list[dict[str, str]]:
    """Names that hold what has been typed so far, the best first: title, kind and address."""
    wanted = read_start(q)
    if wanted is None:
        return []
    language = get_language() or "ja"
    rows = _public().holding(wanted).best_first(read(q))
    listed = []
    for source, kind, titles, path in rows.values_list("source", "kind", "titles", "path")[:SUGGESTED]:
        base = _base(source, language, request)
        if base is not None:
            title = titles.get(language) or titles.get("ja") or next(iter(titles.values()))
            listed.append({"title": title, "kind": str(FindingKind(kind).label), "url": base + path})
    return listed


def _public() -> Any:
    return Finding.objects.public(clock.now(), get_language() or "ja")
