"""The certificate as a tagged PDF/UA document, A4, with a QR code to its verification page."""

import base64
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import segno
from django.conf import settings

from certifications import codes
from certifications.certificate_designs import Look, color_of, filled, standing
from certifications.models import Certificate
from home.fiscal import era_year
from home.typesetting import typeset

LAYOUT = "certifications/documents/certificate.typ"
MIDDLE = ("holder", "subject", "level", "category")
FOOT = ("issued_on", "valid_until")


def verification_url(certificate: Certificate) -> str:
    """Where anyone can check the certificate."""
    return f"{settings.PUBLIC_URL}/verify/{certificate.code}/"


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, scale=4, border=0, dark="#12233a")
    return out.getvalue().decode()


def _date(day: date) -> str:
    return f"{era_year(day)}{day.month}月{day.day}日"


def look_of(certificate: Certificate) -> Look:
    """How the certificate is drawn: as the design says with which it was issued, or as the house draws those without one."""
    program = certificate.program
    return certificate.design.look if certificate.design else standing(program.outcome, program.subject_kind)


def _values(certificate: Certificate) -> dict[str, dict[str, str]]:
    """What stands for each placeholder, by language; Japanese where there is no English."""
    program, level, category = certificate.program, certificate.level, certificate.category
    until = certificate.valid_until
    japanese = {
        "holder": certificate.holder_ja,
        "subject": certificate.name_ja,
        "number": certificate.number,
        "level": level.name_ja,
        "category": category.name_ja if category else "",
        "program": program.name_ja,
        "attestation": program.attestation_ja,
        "issuer": program.issuer_ja,
        "issued_on": _date(certificate.issued_on),
        "valid_until": _date(until) if until else "",
    }
    english = {
        "holder": certificate.holder_en,
        "subject": certificate.name_en,
        "level": level.name_en,
        "category": category.name_en if category else "",
        "program": program.name_en,
        "attestation": program.attestation_en,
        "issuer": program.issuer_en,
        "issued_on": _english_date(certificate.issued_on),
        "valid_until": _english_date(until) if until else "",
    }
    return {"ja": japanese, "en": japanese | {name: text for name, text in english.items() if text}}


def _english_date(day: date) -> str:
    return day.strftime("%B %-d, %Y")


def facts_of(certificate: Certificate) -> dict[str, Any]:
    """Every word of a certificate, and how it looks."""
    program, look, values = certificate.program, look_of(certificate), _values(certificate)
    several = program.levels.count() > 1
    ja, en = values["ja"], values["en"]

    def said(texts: dict[str, str]) -> tuple[str, str]:
        return filled(texts["ja"], ja), filled(texts["en"], en)

    words: dict[str, str] = {}
    for stem, name in (("title", "title"), ("lead", "lead"), ("closing", "sentence")):
        words[name], words[f"{name}_en"] = said(look[stem])
    same = certificate.name_ja == certificate.holder_ja
    empty = {"level": not several, "category": not ja["category"], "valid_until": not ja["valid_until"]}
    shown = [fact for fact in look["facts"] if not empty.get(fact)]
    if same:  # one name, said once
        shown = [fact for fact in shown if fact != "holder"] if "subject" in shown else _holder_as_subject(shown)
    alt = said(look["seal_alt"]) if certificate.design and certificate.design.seal_id else ("", "")
    return words | {
        "program": program.name_ja,
        "program_en": program.name_en,
        "number": certificate.number,
        "holder": certificate.holder_ja,
        "holder_en": certificate.holder_en,
        "name": certificate.name_ja,
        "name_en": certificate.name_en,
        "same": same,
        "level": ja["level"] if several else "",
        "level_en": en["level"] if several else "",
        "category": ja["category"],
        "category_en": en["category"],
        "issued": ja["issued_on"],
        "issued_en": en["issued_on"],
        "until": ja["valid_until"],
        "until_en": en["valid_until"],
        "issuer": program.issuer_ja,
        "issuer_en": program.issuer_en,
        "signatures": [_signed(said(line["title"]), said(line["name"])) for line in look["signatures"]],
        "shown": shown,
        "middle": [fact for fact in shown if fact in MIDDLE],
        "foot": [fact for fact in shown if fact in FOOT],
        "orientation": look["orientation"],
        "frame": look["frame"],
        "accent": color_of(look["accent"], program.accent),
        "seal_alt": alt[0],
        "seal_alt_en": alt[1],
        "url": verification_url(certificate),
        "code": codes.grouped(certificate.code),
        "specimen": certificate.specimen,
    }


def _holder_as_subject(shown: list[str]) -> list[str]:
    return ["subject" if fact == "holder" else fact for fact in shown]


def _signed(title: tuple[str, str], name: tuple[str, str]) -> dict[str, str]:
    return {"title": title[0], "title_en": title[1], "name": name[0], "name_en": name[1]}


def _seal(certificate: Certificate) -> str:
    """The picture wrapped into a drawing, for the layout takes texts; empty without one."""
    seal = certificate.design.seal if certificate.design else None
    if seal is None:
        return ""
    side = max(seal.width or 1, seal.height or 1)
    left, top = (side - (seal.width or 1)) / 2, (side - (seal.height or 1)) / 2
    content = base64.b64encode(seal.read()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {side} {side}">'
        f'<image x="{left}" y="{top}" width="{seal.width}" height="{seal.height}" '
        f'xlink:href="data:{seal.media_type};base64,{content}"/></svg>'
    )


def certificate_pdf(certificate: Certificate, *, draw: Callable[..., bytes] = typeset) -> bytes:
    """The PDF of a certificate: a page in Japanese, and the same in English. `draw` says in which process."""
    facts = facts_of(certificate)
    return draw(LAYOUT, facts, qr=_qr(facts["url"]), seal=_seal(certificate))
