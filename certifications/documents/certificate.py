"""The certificate as a tagged PDF/UA document, A4, with a QR code to its verification page."""

import io
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import segno
from django.conf import settings

from certifications import codes
from certifications.models import Certificate
from certifications.states import ProgramOutcome, SubjectKind
from home.fiscal import era_year

SOURCE = Path(__file__).parent / "certificate.typ"
# The programs' accents as in site/static/css/tokens.css, dark enough for text on white.
ACCENTS = {
    "orange": "#a8480a",
    "steel": "#2c5a80",
    "green": "#1d5c43",
    "magenta": "#9c1f63",
    "teal": "#0b6266",
    "violet": "#553a8f",
    "harbor": "#123f6b",
}


@cache
def _compiler() -> Any:
    """One compiler per worker: the first certificate takes half a second, the next about 15 ms."""
    import typst  # noqa: PLC0415  heavy, and only the worker draws

    return typst.Compiler(str(SOURCE), root=str(SOURCE.parent))


def verification_url(certificate: Certificate) -> str:
    """Where anyone can check the certificate."""
    return f"{settings.PUBLIC_URL}/verify/{certificate.code}/"


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, scale=4, border=0, dark="#12233a")
    return out.getvalue().decode()


def _date(day: date) -> str:
    return f"{era_year(day)}{day.month}月{day.day}日"


def _sentence(certificate: Certificate) -> str:
    """What the city says, by what is judged and what came of it."""
    program = certificate.program
    if program.outcome == ProgramOutcome.AWARD:
        merit = f"上記の作品は、「{program.name_ja}」において優れた成績を収められました。"
        return f"{merit}ここに{certificate.level.name_ja}を贈り、これをたたえます。"
    if program.subject_kind == SubjectKind.PERSON:
        return f"上記の方を「{program.name_ja}」に{program.attestation_ja}します。"
    return f"上記を「{program.name_ja}」として{program.attestation_ja}します。"


def facts_of(certificate: Certificate) -> dict[str, Any]:
    """Every word of a certificate."""
    program = certificate.program
    award = program.outcome == ProgramOutcome.AWARD
    return {
        "title": "賞状" if award else f"{program.attestation_ja}書",
        "title_en": "Certificate of Award" if award else "Certificate",
        "program": program.name_ja,
        "program_en": program.name_en,
        "sentence": _sentence(certificate),
        "number": certificate.number,
        "holder": certificate.holder_ja,
        "holder_en": certificate.holder_en,
        "name": certificate.name_ja,
        "name_en": certificate.name_en,
        "same": certificate.name_ja == certificate.holder_ja,
        "level": certificate.level.name_ja if certificate.program.levels.count() > 1 else "",
        "issued": _date(certificate.issued_on),
        "issued_en": certificate.issued_on.strftime("%-d %B %Y"),
        "until": _date(certificate.valid_until) if certificate.valid_until else "",
        "issuer": program.issuer_ja,
        "issuer_en": program.issuer_en,
        "accent": ACCENTS.get(program.accent, ACCENTS["harbor"]),
        "url": verification_url(certificate),
        "code": codes.grouped(certificate.code),
        "specimen": certificate.specimen,
    }


def certificate_pdf(certificate: Certificate) -> bytes:
    """The PDF of a certificate, in Japanese with English facts below. Values travel as JSON, never as markup."""
    facts = facts_of(certificate)
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), "qr": _qr(facts["url"])}
    return cast(bytes, _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
