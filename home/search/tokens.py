"""Cuts text into what the search index holds: single characters and pairs of Japanese and Chinese, words of the rest.

A word of any length is found wherever it stands, because no dictionary decides where words end: 認定 is in
金沢市認定ブランド制度. Spelling is leveled first: width, case, hiragana and katakana, long marks, old and new forms.
"""

import re
import unicodedata
from dataclasses import dataclass

from home.glyphs import VARIANTS

MAX_QUERY_TOKENS = 100
MAX_QUERY_CHARACTERS = 1_000
MAX_WORD = 60  # databases refuse words of thousands of bytes
PREFIX_FROM = 3
SINGULAR_FROM = 4

TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
FOREIGN_V = str.maketrans({"ゔ": "ぶ"})
V_SOUNDS = (("ゔぁ", "ば"), ("ゔぃ", "び"), ("ゔぇ", "べ"), ("ゔぉ", "ぼ"))

SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u00ad\u200b-\u200d\u2060\ufeff]")
LONG_MARK_LIKE = re.compile(r"(?<=[ぁ-ゖー])[‐‑‒–—―−\-〜~](?=[ぁ-ゖ])")
# コンピューター and コンピュータ are one word. A word of two sounds keeps its mark: キー is not キ.
TRAILING_LONG_MARK = re.compile(r"(?<=[ぁ-ゖー][ぁ-ゖ])ー+(?![ぁ-ゖー])")
MIDDLE_DOT = re.compile(r"(?<=[ぁ-ゖー])[・·‧∙•]+(?=[ぁ-ゖ])")
# Scripts without spaces between words: kana, Han with its extensions, Hangul.
UNSPACED = "\u3005-\u3007\u3041-\u309f\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
RUNS = re.compile(rf"([{UNSPACED}]+)|((?:(?![{UNSPACED}])[^\W_])+)")
JOINED_BY_SPACE = re.compile(rf"(?<=[{UNSPACED}])\s+(?=[{UNSPACED}])")


@dataclass(frozen=True)
class Token:
    """One thing to look for; as a prefix when it is the beginning of a word."""

    text: str
    prefix: bool = False


def level(text: str) -> str:
    """The text with all spellings of a word made one."""
    plain = SELECTORS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    plain = unicodedata.normalize("NFC", plain).translate(VARIANTS).translate(TO_HIRAGANA)
    for sound, plainer in V_SOUNDS:
        plain = plain.replace(sound, plainer)
    plain = MIDDLE_DOT.sub("", LONG_MARK_LIKE.sub("ー", plain.translate(FOREIGN_V)))
    return TRAILING_LONG_MARK.sub("", plain)


def index_tokens(text: str) -> list[str]:
    """What the index holds of a text, in order, with repetitions."""
    leveled = level(text)
    tokens: list[str] = []
    # A line end or a space inside a Japanese phrase does not part it: 川崎　太郎 is found by 川崎太郎.
    for run, word in RUNS.findall(JOINED_BY_SPACE.sub("", leveled)):
        tokens += _with_pairs(run) if run else _with_parts(unaccented(word))
    return tokens


def cut(text: str) -> list[str]:
    """The tokens of a compact index: pairs, and single characters only where a run ends (others begin a pair)."""
    tokens: list[str] = []
    for run, word in RUNS.findall(JOINED_BY_SPACE.sub("", level(text))):
        tokens += [*pairs(run), run[-1]] if run else _with_parts(unaccented(word))
    return tokens


def index_text(text: str) -> str:
    """The index tokens, joined by spaces."""
    return " ".join(index_tokens(text))


def query_tokens(text: str) -> tuple[Token, ...]:
    """What must all be there for a text to be found; empty when the query holds nothing that can be looked for."""
    found: dict[Token, None] = {}
    for run, word in RUNS.findall(level(text[:MAX_QUERY_CHARACTERS])):
        if run:
            found.update(dict.fromkeys(Token(part) for part in (pairs(run) if len(run) > 1 else [run])))
        else:
            found[word_token(word)] = None
    return tuple(found)[:MAX_QUERY_TOKENS]


def found_in(query: str, text: str) -> bool:
    """Whether a text holds all of a query: the same answer as the index gives, for a few texts in memory."""
    tokens = query_tokens(query)
    held = set(index_tokens(text))
    return bool(tokens) and all(
        token.text in held or (token.prefix and any(word.startswith(token.text) for word in held)) for token in tokens
    )


def pairs(run: str) -> list[str]:
    """Each two characters that stand side by side."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _with_pairs(run: str) -> list[str]:
    """Each character, and the pair that begins with it."""
    parts: list[str] = []
    for single, pair in zip(run, [*pairs(run), ""], strict=True):
        parts += [single, pair] if pair else [single]
    return parts


def _with_parts(word: str) -> list[str]:
    """The word, and its letters and digits apart: Brand2026 is found by 2026."""
    parts = re.findall(r"[0-9]+|[^0-9]+", word)
    return [word, *parts] if len(parts) > 1 else [word]


def word_token(word: str) -> Token:
    """robots finds robot and robotics, as people expect; words of one or two letters are taken as they are."""
    plain = unaccented(word)
    if len(plain) >= SINGULAR_FROM and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return Token(plain, prefix=len(plain) >= PREFIX_FROM and not plain.isdigit())


def unaccented(word: str) -> str:
    """The letters without their accents."""
    return "".join(part for part in unicodedata.normalize("NFKD", word) if unicodedata.category(part) != "Mn")[:MAX_WORD]
