"""Where a text names who applies: proposals for blind judging, which a person of the office looks through.

Names are found through every way of writing them: full and half width, with and without spaces and middle dots, hiragana for
katakana, capital and small letters, with the legal form before, behind, shortened or left out. What a machine cannot know
("the company at the station") stays for the human check.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# A pattern shorter than this is found everywhere (森, AI) and is proposed only beside a title, where it is a name.
SHORTEST = 2
LEGAL_FORMS = (
    "株式会社", "有限会社", "合同会社", "合名会社", "合資会社", "一般社団法人", "公益社団法人", "一般財団法人", "公益財団法人",
    "特定非営利活動法人", "NPO法人", "学校法人", "国立大学法人", "社会福祉法人", "医療法人", "協同組合",
    "(株)", "(有)", "(同)", "㈱", "㈲",
    "Co., Ltd.", "Co.,Ltd.", "Co. Ltd.", "Inc.", "Ltd.", "LLC", "K.K.", "Corporation", "Corp.", "Company", "有限公司",
)  # fmt: skip
TITLES = ("様", "さん", "氏", "社長", "会長", "代表", "専務", "常務", "部長", "課長", "工場長", "先生", "博士", "教授", "親方")
CONTACTS = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[!-~]+|\bwww\.[!-~]+)"
    # Ten or eleven digits with two hyphens or brackets: an amount or a year has another shape.
    r"|(?P<phone>(?<![\d-])(?:\+81[- ]?|0)\d{1,4}[-( ]\d{1,4}[-) ]\d{3,4}(?![\d-]))",
    re.ASCII,
)
_JOINED = frozenset(" \u3000\t・･.,'’-‐‑–_")
_VOICED = frozenset("ﾞﾟ\u3099\u309a")


class Kind(StrEnum):
    """What a hidden place would have told."""

    ORGANIZATION = "organization"
    PERSON = "person"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True)
class Name:
    """Something that tells who applies, as the record writes it."""

    text: str
    kind: Kind


@dataclass(frozen=True, order=True)
class Span:
    """A place in a text, from `start` to before `end` (in code points)."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class _Folded:
    """A text in its plainest way of writing; `at[i]` is where its i-th sign begins in the text, `ends[i]` where it ends."""

    text: str
    at: tuple[int, ...]
    ends: tuple[int, ...]


def spans(text: str, names: Iterable[Name]) -> list[Span]:
    """Every place that tells who applies, in order and without overlaps; the longest reading of a place wins."""
    found = [Span(match.start(), match.end(), Kind.CONTACT) for match in CONTACTS.finditer(_half_width(text))]
    folded = _fold(text)
    for name in dict.fromkeys(names):
        for words in _readings(name):
            found += _places(text, folded, words, name.kind)
    return disjoint(found)


def masked(text: str, places: Sequence[Span], signs: dict[Kind, str]) -> str:
    """The text with a sign in the place of each span (disjoint and in order): its kind is told, its length is not."""
    parts, position = [], 0
    for place in places:
        parts += [text[position : place.start], signs[place.kind]]
        position = place.end
    return "".join([*parts, text[position:]])


def disjoint(places: Iterable[Span]) -> list[Span]:
    """The places in order, those that overlap made one (of the kind of the longest)."""
    joined: list[Span] = []
    for place in sorted(places):
        if joined and place.start < joined[-1].end:
            last = joined.pop()
            kind = max(last, place, key=lambda each: each.end - each.start).kind
            place = Span(last.start, max(last.end, place.end), kind)
        joined.append(place)
    return joined


def _half_width(text: str) -> str:
    """The text with half-width letters, digits and signs, place by place: ０４４－１２３ reads as 044-123."""
    plain = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(half if len(half) == 1 else sign for sign, half in zip(text, plain, strict=True)).replace("−", "-")


def _readings(name: Name) -> list[str]:
    """The ways in which a text may call it, folded; the longest first."""
    whole = unicodedata.normalize("NFKC", name.text).strip()
    words = {whole}
    if name.kind == Kind.ORGANIZATION:
        words.add(_without_legal_form(whole))
    if name.kind == Kind.PERSON:
        words |= {part for part in whole.split() if len(whole.split()) > 1}
    return sorted({_fold(word).text for word in words} - {""}, key=len, reverse=True)


def _without_legal_form(name: str) -> str:
    for form in LEGAL_FORMS:
        name = re.sub(rf"[\s,]*{re.escape(unicodedata.normalize('NFKC', form))}[\s,]*", " ", name, flags=re.IGNORECASE)
    return name.strip()


def _places(text: str, folded: _Folded, words: str, kind: Kind) -> list[Span]:
    found = []
    index = folded.text.find(words)
    while index >= 0:
        start, end = folded.at[index], folded.ends[index + len(words) - 1]
        if _stands_alone(text, start, end) and (len(words) >= SHORTEST or _has_title(text, end)):
            start, end = _with_legal_form(text, start, end) if kind == Kind.ORGANIZATION else (start, end)
            found.append(Span(start, end, kind))
        index = folded.text.find(words, index + 1)
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether Latin letters and digits are a word of their own: "Arc" is not in "search". Japanese has no such borders."""

    def letter(place: int) -> bool:
        return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()

    return not (letter(start) and letter(start - 1)) and not (letter(end - 1) and letter(end))


def _has_title(text: str, end: int) -> bool:
    return text[end:].lstrip().startswith(TITLES)


def _with_legal_form(text: str, start: int, end: int) -> tuple[int, int]:
    """The place widened by the legal form that stands right before or behind it."""
    before, behind = text[:start], text[end:]
    for form in sorted(LEGAL_FORMS, key=len, reverse=True):
        wide = form.replace("(", "（").replace(")", "）")
        for each in (form, wide):
            if before.rstrip().lower().endswith(each.lower()):
                start = len(before.rstrip()) - len(each)
                before = ""
            if behind.lstrip(" ,、").lower().startswith(each.lower()):
                end += len(behind) - len(behind.lstrip(" ,、")) + len(each)
                behind = ""
    return start, end


def _fold(text: str) -> _Folded:
    signs: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and text[end] in _VOICED:
            end += 1
        for sign in _plain(text[position:end]):
            signs.append(sign)
            at.append(position)
            ends.append(end)
        position = end
    return _Folded("".join(signs), tuple(at), tuple(ends))


def _plain(piece: str) -> str:
    plain = unicodedata.normalize("NFKC", piece).casefold()
    return "".join(_hiragana(sign) for sign in plain if sign not in _JOINED)


def _hiragana(sign: str) -> str:
    return chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign
