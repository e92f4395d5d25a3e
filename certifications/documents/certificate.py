"""The certificate as a tagged PDF/UA document, A4, with a QR code to its verification page."""

import io
from datetime import date
from typing import Any

import segno
from django.conf import settings

from certifications import codes
from certifications.accents import ACCENTS
from certifications.documents.typesetting import typeset
from certifications.models import Certificate
from certifications.states import ProgramOutcome, SubjectKind
from home.fiscal import era_year

LAYOUT = "certificate.typ"


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


def _sentence_en(certificate: Certificate) -> str:
    """The same in English."""
    program = certificate.program
    name = program.name_en or program.name_ja
    if program.outcome == ProgramOutcome.AWARD:
        level = certificate.level.name_en or certificate.level.name_ja
        return f"This work was chosen in {name} and is hereby awarded the {level}."
    whom = "the person" if program.subject_kind == SubjectKind.PERSON else "what is"
    return f"This is to certify that {whom} named above has been recognized under {name}."


def facts_of(certificate: Certificate) -> dict[str, Any]:
    """Every word of a certificate."""
    program = certificate.program
    award = program.outcome == ProgramOutcome.AWARD
    several = program.levels.count() > 1
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
        "level": certificate.level.name_ja if several else "",
        "issued": _date(certificate.issued_on),
        "issued_en": certificate.issued_on.strftime("%B %-d, %Y"),
        "until_en": certificate.valid_until.strftime("%B %-d, %Y") if certificate.valid_until else "",
        "sentence_en": _sentence_en(certificate),
        "level_en": (certificate.level.name_en or certificate.level.name_ja) if several else "",
        "until": _date(certificate.valid_until) if certificate.valid_until else "",
        "issuer": program.issuer_ja,
        "issuer_en": program.issuer_en,
        "accent": ACCENTS.get(program.accent, ACCENTS["harbor"]),
        "url": verification_url(certificate),
        "code": codes.grouped(certificate.code),
        "specimen": certificate.specimen,
    }


def certificate_pdf(certificate: Certificate) -> bytes:
    """The PDF of a certificate: a page in Japanese, and the same in English."""
    facts = facts_of(certificate)
    return typeset(LAYOUT, facts, qr=_qr(facts["url"]))
