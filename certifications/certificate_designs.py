"""How a certificate looks, as data: its words with placeholders, its colors, what it tells and in which order.

A look is {"orientation", "frame", "accent", "title", "lead", "closing", "signatures", "facts", "seal_alt"}; texts are
{"ja": ..., "en": ...}. The paper has a page in each of the two languages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from certifications.accents import ACCENTS

LANGUAGES = ("ja", "en")
ORIENTATIONS = ("portrait", "landscape")
FRAMES = ("band", "border", "none")
FACTS = ("number", "holder", "subject", "level", "category", "issued_on", "valid_until")
PLACEHOLDERS = (
    "holder", "subject", "number", "level", "category", "program", "attestation", "issuer", "issued_on", "valid_until"
)  # fmt: skip
NEEDED = ("holder", "number")
MOST_SIGNATURES = 3
LIMITS = {"title": (20, 50), "lead": (200, 400), "closing": (300, 600), "seal_alt": (100, 200)}  # characters in ja, en
SIGNATURE_LIMIT = 80
CONTRAST = 4.5  # WCAG 2.2, 1.4.3: the color is that of words on white paper
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")

Look = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What cannot stand: the place ("closing_en", "accent", "facts", "signature2_name_ja"), why, and a word of it."""

    place: str
    code: str
    detail: str = ""


def standing(outcome: str, subject_kind: str) -> Look:
    """The look of a program that has no design of its own; by what is judged and what comes of it."""
    if outcome == "award":
        title = {"ja": "賞状", "en": "Certificate of Award"}
        closing = {
            "ja": "上記の作品は、「{program}」において優れた成績を収められました。ここに{level}を贈り、これをたたえます。",
            "en": "This work was chosen in {program} and is hereby awarded the {level}.",
        }
    else:
        person = subject_kind == "person"
        title = {"ja": "{attestation}書", "en": "Certificate"}
        what, whom = ("上記の方を「{program}」に", "the person") if person else ("上記を「{program}」として", "what is")
        closing = {
            "ja": f"{what}{{attestation}}します。",
            "en": f"This is to certify that {whom} named above has been recognized under {{program}}.",
        }
    return {
        "orientation": "portrait",
        "frame": "band",
        "accent": "",
        "title": title,
        "lead": {"ja": "", "en": ""},
        "closing": closing,
        "signatures": [{"title": {"ja": "", "en": ""}, "name": {"ja": "{issuer}", "en": "{issuer}"}}],
        "facts": ["number", "holder", "subject", "level", "issued_on", "valid_until"],
        "seal_alt": {"ja": "", "en": ""},
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled, once: what a name contains is never read as a placeholder."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def color_of(accent: str, program_accent: str) -> str:
    """The color as #rrggbb: its own, one of the house's by name, or the program's."""
    if accent.startswith("#"):
        return accent.lower()
    return ACCENTS.get(accent) or ACCENTS.get(program_accent, ACCENTS["harbor"])


def contrast_on_white(color: str) -> float:
    """The contrast of a color (#rrggbb) with white, from 1 to 21 (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def faults(look: Look, *, has_term: bool, has_seal: bool) -> list[Fault]:
    """All that is to be mended before the look can stand.

    `has_term`: the program's certificates end; `has_seal`: a picture is on it.
    """
    found = [*_shape_faults(look)]
    for place, text, limit in _texts(look):
        found += _text_faults(place, text, limit, has_term)
    found += [Fault(f"{stem}_{language}", "empty") for stem in ("title", "closing") for language in LANGUAGES
              if not look[stem][language].strip()]  # fmt: skip
    if has_seal:
        found += [Fault(f"seal_alt_{language}", "empty") for language in LANGUAGES if not look["seal_alt"][language].strip()]
    for needed in NEEDED:
        if needed not in look["facts"]:
            for language in LANGUAGES:
                body = "".join(look[stem][language] for stem in ("title", "lead", "closing"))
                if f"{{{needed}}}" not in body:
                    found.append(Fault(f"closing_{language}", "missing", needed))
    return found


def _texts(look: Look) -> Iterator[tuple[str, str, int]]:
    for stem, limits in LIMITS.items():
        for language, limit in zip(LANGUAGES, limits, strict=True):
            yield f"{stem}_{language}", look[stem][language], limit
    for number, line in enumerate(look["signatures"], start=1):
        for part in ("title", "name"):
            for language in LANGUAGES:
                yield f"signature{number}_{part}_{language}", line[part][language], SIGNATURE_LIMIT


def _text_faults(place: str, text: str, limit: int, has_term: bool) -> Iterator[Fault]:
    if len(text) > limit:
        yield Fault(place, "long", str(limit))
    for name in _PLACEHOLDER.findall(text):
        if name not in PLACEHOLDERS:
            yield Fault(place, "unknown", f"{{{name}}}")
        elif name == "valid_until" and not has_term:
            yield Fault(place, "no term", "{valid_until}")
    if "{" in (rest := _PLACEHOLDER.sub("", text)) or "}" in rest:
        yield Fault(place, "brace")


def _shape_faults(look: Look) -> Iterator[Fault]:
    if look["orientation"] not in ORIENTATIONS:
        yield Fault("orientation", "unknown", str(look["orientation"]))
    if look["frame"] not in FRAMES:
        yield Fault("frame", "unknown", str(look["frame"]))
    yield from _accent_faults(look["accent"])
    facts = look["facts"]
    if len(set(facts)) != len(facts) or not set(facts) <= set(FACTS):
        yield Fault("facts", "unknown", ", ".join(str(fact) for fact in facts))
    if not 1 <= len(look["signatures"]) <= MOST_SIGNATURES:
        yield Fault("signature1_name_ja", "empty")
    for number, line in enumerate(look["signatures"], start=1):
        for language in LANGUAGES:
            if not line["name"][language].strip():
                yield Fault(f"signature{number}_name_{language}", "empty")


def _accent_faults(accent: str) -> Iterator[Fault]:
    if not accent or accent in ACCENTS:
        return
    if not _COLOR.fullmatch(accent):
        yield Fault("accent", "color", accent)
    elif contrast_on_white(accent) < CONTRAST:
        yield Fault("accent", "contrast", f"{contrast_on_white(accent):.1f}")
