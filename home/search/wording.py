"""Reads what somebody typed into a search box: what must stand in a text for it to be found, and what makes it come first.

A run of Japanese is found as it stands (all its pairs), or by its parts where kana join them (川崎市の和菓子, 引っ越し), or with
one seam open (家庭用の蓄電池 by 家庭用蓄電池), or by another word for it that the office keeps. What stands as typed comes first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from home.search.tokens import (
    MAX_QUERY_CHARACTERS,
    RUNS,
    SELECTORS,
    UNSPACED,
    Token,
    cut,
    level,
    pairs,
    unaccented,
    word_token,
)

NAME = "\ue000"  # marks what stands in a name; a private character, so that no text holds it
START = "\ue001"  # marks how a name begins
MAX_RUNS = 12
MAX_SEAMS = 12  # characters of a part in which a seam is looked for
MAX_VARIANTS = 8
MAX_CRUMBS = 24
SEAM_FROM = 4
LOOSE_FROM = 3  # kana of this length are a word, shorter ones only join others
PARTICLES = "のなをにでとがはもへや"
JOINING_WORDS = "による のための できる にある している のような ための についての からの までの という された"
JOINING = frozenset(JOINING_WORDS.split(" "))


# As typed: katakana are not yet hiragana, so that one sees where a word begins.
TYPED = rf"{UNSPACED}\u30a1-\u30fa"
TYPED_RUNS = re.compile(rf"([{TYPED}]+)|((?:(?![{TYPED}])[^\W_])+)")
DASH = re.compile(r"(?<=[ァ-ヺー])[‐‑‒–—―−\-〜~](?=[ァ-ヺ]|$)")
SEGMENTS = re.compile(r"[ァ-ヺヽヾー]+|[ぁ-ゖゝゞ][ぁ-ゖゝゞー]*|[^ァ-ヺヽヾーぁ-ゖゝゞ]+")
KANA = re.compile(r"[ぁ-ゖゝゞー]+")

Synonyms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Every:
    """All of the parts."""

    parts: "tuple[Wanted, ...]"


@dataclass(frozen=True)
class Either:
    """At least one of the parts."""

    parts: "tuple[Wanted, ...]"


Wanted = Token | Every | Either


@dataclass(frozen=True)
class Term:
    """Words that make a thing come first when its name holds them, and less when what stands beside its name does."""

    text: str
    in_name: int
    beside: int


@dataclass(frozen=True)
class Wording:
    """What must be held, what comes first; `whole` is all of it in one, `words` are its words in Latin letters.

    `crumbs` are the smallest parts: when nothing holds what is wanted, a thing with half of them in or beside its name is near.
    """

    wanted: Wanted | None = None
    strict: Wanted | None = None
    terms: tuple[Term, ...] = ()
    whole: str = ""
    words: tuple[str, ...] = ()
    nearest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crumbs: tuple[str, ...] = ()


def stored(names: Iterable[str], texts: Iterable[str]) -> str:
    """The tokens of a thing for the index, each once: of its names also as names, and how they begin."""
    found: dict[str, None] = {}
    for name in names:
        for token in cut(name):
            found[token] = found[NAME + token] = None
        if leveled := level(name).strip():
            found[START + leveled[0]] = None
    for text in texts:
        found.update(dict.fromkeys(cut(text)))
    return " ".join(found)


def read(query: str, synonyms: Synonyms | None = None, nearest: Mapping[str, tuple[str, ...]] | None = None) -> Wording:
    """What a query asks. `nearest` names known words for Latin words that nothing holds. Nothing raises."""
    synonyms, nearest = synonyms or {}, nearest or {}
    wanted: list[Wanted] = []
    strict: list[Wanted] = []
    terms: list[Term] = []
    words: list[str] = []
    crumbs: dict[str, None] = {}
    for run, word in _runs(query):
        crumbs.update(dict.fromkeys([word] if word else pairs(level(run)) or [level(run)]))
        if word:
            plain = word_token(word)
            words.append(plain.text)
            others = nearest.get(plain.text, ())
            choices: list[Wanted] = [plain, *(Token(other) for other in others)]
            choices += [_held(other) for other in _others(plain.text, synonyms)]
            wanted.append(_either(choices))
            strict.append(plain)
            terms += [Term(plain.text, 8, 4), *(Term(other, 6, 3) for other in others)]
            terms += [Term(other, 6, 3) for other in _others(plain.text, synonyms)]
        else:
            wanted.append(_run(run, synonyms))
            strict.append(_held(level(run)))
            terms += _run_terms(run, synonyms)
    if not wanted:
        return Wording()
    whole = "".join(level(query[:MAX_QUERY_CHARACTERS]).split())
    return Wording(
        _every(wanted), _every(strict), tuple(dict.fromkeys(terms)), whole, tuple(words), nearest, tuple(crumbs)[:MAX_CRUMBS]
    )


def any_crumb(crumbs: Iterable[str]) -> Wanted:
    """At least one of the smallest parts."""
    return _either([_held(crumb) for crumb in crumbs])


def read_start(query: str) -> Wanted | None:
    """What a name must hold while somebody types: every word may go on; a single character begins a name."""
    parts: list[Wanted] = []
    for run, word in _runs(query):
        if word:
            parts.append(Token(NAME + unaccented(word), prefix=True))
        elif len(leveled := level(run)) > 1:
            parts += [Token(NAME + pair) for pair in pairs(leveled)]
        else:
            parts.append(Token(START + leveled))
    return _every(parts) if parts else None


def _runs(query: str) -> Iterator[tuple[str, str]]:
    plain = SELECTORS.sub("", unicodedata.normalize("NFKC", query[:MAX_QUERY_CHARACTERS]))
    seen: set[tuple[str, str]] = set()
    for run, word in TYPED_RUNS.findall(DASH.sub("ー", plain)):
        word = level(word)
        if (run and level(run)) or word:
            if len(seen) < MAX_RUNS and (run, word) not in seen:
                yield run, word
            seen.add((run, word))


def _run(run: str, synonyms: Synonyms) -> Wanted:
    leveled = level(run)
    choices = [_said(leveled, synonyms)]
    kept = _kept(run)
    if kept and kept != [(leveled, leveled)]:
        choices.append(_every([_part(stem, full, synonyms) for stem, full in kept]))
    return _either(choices)


def _part(stem: str, full: str, synonyms: Synonyms) -> Wanted:
    """A part by its stem (手作), or by another word for it with its ending (手作り)."""
    choices = [_said(stem, synonyms)]
    if full != stem:
        choices += [_held(other) for other in _variants(full, synonyms)]
    return _either(choices)


def _run_terms(run: str, synonyms: Synonyms) -> list[Term]:
    leveled = level(run)
    terms = [Term(leveled, 8, 4), *(Term(other, 6, 3) for other in _variants(leveled, synonyms))]
    kept = _kept(run)
    if kept != [(leveled, leveled)]:
        for stem, full in kept:
            terms += [Term(stem, 2, 1), *(Term(other, 2, 1) for other in _variants(full, synonyms))]
    return terms


def _kept(run: str) -> list[tuple[str, str]]:
    """The parts of a run that carry its meaning, without the kana that join them; each also with its ending: (手作, 手作り)."""
    kept: list[tuple[str, str]] = []
    ends = False  # whether the part before may have an ending
    for segment in SEGMENTS.findall(run):
        if KANA.fullmatch(segment) and (len(segment) < LOOSE_FROM or segment in JOINING):
            if ends and (ending := segment.rstrip(PARTICLES)):
                stem, _full = kept.pop()
                kept.append((stem, stem + ending))
            ends = False
        elif part := level(segment):
            kept.append((part, part))
            ends = not KANA.fullmatch(segment)
    return kept


def _said(leveled: str, synonyms: Synonyms) -> Wanted:
    """As it stands, by another word, or with one seam open."""
    choices = [_held(leveled), *(_held(other) for other in _variants(leveled, synonyms))]
    if SEAM_FROM <= len(leveled) <= MAX_SEAMS:
        cuts = pairs(leveled)
        seams = range(1, len(cuts) - 1)
        choices += [_every([Token(pair) for place, pair in enumerate(cuts) if place != at]) for at in seams]
    return _either(choices)


def _held(text: str) -> Wanted:
    """All tokens of leveled words, wherever they stand; a single character may begin a pair."""
    parts: list[Wanted] = []
    for run, word in RUNS.findall(text):
        if word:
            parts.append(word_token(word))
        elif len(run) > 1:
            parts += [Token(pair) for pair in pairs(run)]
        else:
            parts.append(Token(run, prefix=True))
    return _every(parts)


def _others(word: str, synonyms: Synonyms) -> tuple[str, ...]:
    return synonyms.get(word, ())[:MAX_VARIANTS]


def _variants(leveled: str, synonyms: Synonyms) -> list[str]:
    """The same with a word in it replaced by another that means the same."""
    found: dict[str, None] = {}
    for size in range(len(leveled), 0, -1):
        for at in range(len(leveled) - size + 1):
            word = leveled[at : at + size]
            if size == 1 and len(leveled) > 1:
                continue
            for other in synonyms.get(word, ()):
                found[leveled[:at] + other + leveled[at + size :]] = None
    return [other for other in found if other != leveled][:MAX_VARIANTS]


def _every(parts: list[Wanted]) -> Wanted:
    flat: dict[Wanted, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Every) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else Every(tuple(flat))


def _either(parts: list[Wanted]) -> Wanted:
    flat: dict[Wanted, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Either) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else Either(tuple(flat))


def as_tsquery(wanted: Wanted) -> str:
    """As PostgreSQL writes it: ('認定'|'認証')&'robot':*"""
    if isinstance(wanted, Token):
        return f"'{wanted.text}'{':*' if wanted.prefix else ''}"
    sign = "&" if isinstance(wanted, Every) else "|"
    return f"({sign.join(as_tsquery(part) for part in wanted.parts)})"


def as_match(wanted: Wanted) -> str:
    """As SQLite's FTS5 writes it: (("認定" OR "認証") AND "robot"*)"""
    if isinstance(wanted, Token):
        return f'"{wanted.text}"{"*" if wanted.prefix else ""}'
    sign = " AND " if isinstance(wanted, Every) else " OR "
    return f"({sign.join(as_match(part) for part in wanted.parts)})"
