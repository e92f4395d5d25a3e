"""Confirmed minutes of a committee meeting as a tagged PDF/UA document, with their hash."""

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.utils import translation

from certifications.documents.certificate import ACCENTS
from certifications.models import Minutes
from home import dates

SOURCE = Path(__file__).parent / "minutes.typ"


@cache
def _compiler() -> Any:
    """One compiler per worker."""
    import typst  # noqa: PLC0415  heavy, and only the worker draws

    return typst.Compiler(str(SOURCE), root=str(SOURCE.parent))


def minutes_pdf(minutes: Minutes) -> bytes:
    """The PDF, in Japanese. Values travel as JSON, never as markup."""
    with translation.override("ja"):
        inputs = {"facts": json.dumps(facts_of(minutes), ensure_ascii=False)}
    return cast(bytes, _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))


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
            {"heading": part.heading, "lines": [line for line in part.text.splitlines() if line.strip()]} for part in parts
        ],
        "confirmed": dates.moment(minutes.confirmed_at, "ja") if minutes.confirmed_at else "",
        "signed": [{"name": name, "parts": "" if len(signed) == 1 else "、".join(heads)} for name, heads in signed.items()],
        "sha256": minutes.sha256,
        "specimen": settings.DEMO,
    }
