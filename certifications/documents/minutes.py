"""Confirmed minutes of a committee meeting as a tagged PDF/UA document, with their hash."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from certifications.accents import ACCENTS
from certifications.models import Minutes, MinutesPart
from home import dates
from home.typesetting import typeset

LAYOUT = "certifications/documents/minutes.typ"


def minutes_pdf(minutes: Minutes) -> bytes:
    """The PDF, in Japanese."""
    with translation.override("ja"):
        return typeset(LAYOUT, facts_of(minutes))


def _words(part: MinutesPart) -> str:
    return gettext("Disposed of: the time for which it had to be kept is over.") if part.disposed_at else str(part.text)


def facts_of(minutes: Minutes) -> dict[str, Any]:
    """Every word of the paper."""
    round_ = minutes.meeting.stage.round
    parts = list(minutes.parts.select_related("confirmed_by"))
    signed: dict[str, list[str]] = {}
    for part in parts:
        signed.setdefault(str(part.confirmed_by), []).append(part.heading)
    return {
        "program": round_.program.name_ja,
        "round": f"{round_.year_label} 第{round_.number}回",
        "issuer": round_.program.issuer_ja,
        "accent": ACCENTS.get(round_.program.accent, ACCENTS["harbor"]),
        "meeting": str(minutes.meeting),
        "parts": [
            {"heading": part.heading, "lines": [line for line in _words(part).splitlines() if line.strip()]} for part in parts
        ],
        "confirmed": dates.moment(minutes.confirmed_at, "ja") if minutes.confirmed_at else "",
        "signed": [{"name": name, "parts": "" if len(signed) == 1 else "、".join(heads)} for name, heads in signed.items()],
        "sha256": minutes.sha256,
        "specimen": settings.DEMO,
    }
