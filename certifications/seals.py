"""The live seal: a small picture that companies put on their pages; it changes with the certificate."""

import math
import unicodedata
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from certifications.models import Certificate
from certifications.verification import verdict

WIDTH, HEIGHT = 320, 104
ROOM = 272  # for words, beside the band
SMALLEST = 9
TONES = {"good": "#115a36", "wait": "#604b00", "warn": "#604b00", "bad": "#a90000"}
MARKS = {"good": "M5 13l5 5L20 7", "wait": "M8 5v14M17 5v14", "bad": "M6 6l13 13M19 6L6 19"}


def _width(words: str) -> float:
    """In ems: full-width letters are as wide as high, others about 0.56."""
    return sum(1 if unicodedata.east_asian_width(letter) in "FWA" else 0.56 for letter in words)


def _line(words: str, largest: float) -> dict[str, Any]:
    """Words with the size at which they fit into one line; cut where they would be too small to read."""
    while len(words) > 1 and _width(words) * SMALLEST > ROOM:
        words = words.rstrip("…")[:-1].rstrip() + "…"
    return {"words": words, "size": math.floor(min(largest, ROOM / max(_width(words), 1)) * 10) / 10}


def drawn(certificate: Certificate, on: date, accent: str) -> str:
    """The seal as SVG in the active language, without script, style or font of its own."""
    answer = verdict(certificate, on)
    label = f"{_('Specimen')}: {answer.label}" if certificate.specimen else answer.label
    facts = {
        "width": WIDTH,
        "height": HEIGHT,
        "language": translation.get_language() or "ja",
        "accent": accent,
        "tone": TONES[answer.tone],
        "mark": MARKS[answer.tone],
        "state": _line(label, 17),
        "program": _line(str(certificate.program.name), 13.5),
        "name": _line(str(certificate.name), 12.5),
        "number": _line(certificate.number, 12.5),
        "title": f"{certificate.program.name} {certificate.number}: {label}",
    }
    return render_to_string("certifications/verify/seal.svg", facts)


def embedding(certificate: Certificate, language: str) -> str:
    """What a company copies into its page: the seal, which leads to the answer. No script; the words stand in `alt`, too."""
    here = f"{settings.PUBLIC_URL}/verify/{certificate.code}/"
    asked = "" if language == "ja" else f"?lang={language}"
    words = escape(f"{certificate.program.name} {certificate.number}")
    return f'<a href="{here}{asked}"><img src="{here}seal.svg{asked}" width="{WIDTH}" height="{HEIGHT}" alt="{words}"></a>'
