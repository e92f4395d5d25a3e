"""A submitted version as a tagged PDF/UA document: receipt, every question with its answer, every file with its hash."""

from typing import Any

from django.conf import settings
from django.utils import translation

from certifications import declarations, reading
from certifications.accents import ACCENTS
from certifications.models import ApplicationVersion
from certifications.states import VersionKind
from home import dates
from home.characters import count_characters
from home.typesetting import typeset

LAYOUT = "certifications/documents/application.typ"


def application_pdf(version: ApplicationVersion) -> bytes:
    """The PDF, in Japanese."""
    with translation.override("ja"):
        return typeset(LAYOUT, _facts(version))


def _facts(version: ApplicationVersion) -> dict[str, Any]:
    application = version.application
    round_ = application.round
    labels = {str(question.key): str(question.label) for question in version.form_version.questions.all()}
    names = version.declared.get("names") or {"name_ja": application.subject.name_ja}
    return {
        "program": round_.program.name_ja,
        "round": f"{round_.year_label} 第{round_.number}回",
        "issuer": round_.program.issuer_ja,
        "accent": ACCENTS.get(round_.program.accent, ACCENTS["harbor"]),
        "number": application.receipt_number,
        "arrived": _arrival(application),
        "received": _instant(application.submitted_at),
        "applicant": application.applicant,
        "subject": names["name_ja"],
        "category": "" if version.declared else str(application.category or ""),
        "theme": "" if version.declared else str(application.theme or ""),
        "declares": bool(version.declared),
        "version": version.seq,
        "kind": str(version.get_kind_display()),
        "made": _instant(version.submitted_at),
        "by": _writer(version),
        "sha256": version.sha256,
        "previous": version.previous_sha256,
        "chapters": [_chapter(each) for each in declarations.whole(version)],
        "files": [_file(row, labels.get(str(row["key"]), "")) for row in version.files] + _papers(version),
        "awaited": [{"name": row["name"], "size": _size(row["size"])} for row in version.awaited],
        "specimen": settings.DEMO,
    }


def _writer(version: ApplicationVersion) -> str:
    """Who handed it in; of what the office entered, on whose word and how it was told."""
    told = "、".join(
        f"{each.told_by or '申請者'}（{each.get_channel_display()}、{dates.day(each.told_on, 'ja')}）"
        for each in version.statements.all()
    )
    if version.kind == VersionKind.ENTERED:
        return f"事務局。{told}の申出により入力"
    words = str(version.submitted_by) if version.submitted_by else "システム"
    return f"{words}。一部は{told}の申出により事務局が入力" if told else words


def _arrival(application: Any) -> str:
    """How and on which day it came, where it came on paper; else empty."""
    day = application.received_on
    return f"{application.get_channel_display()} {dates.day(day, 'ja')}" if day else ""


def _instant(at: Any) -> str:
    return f"{dates.day(at, 'ja')} {dates.local(at):%H:%M:%S}（日本時間）"


def _size(size: int) -> str:
    return f"{size:,} バイト"


def _papers(version: ApplicationVersion) -> list[dict[str, str]]:
    """The papers beside the self-check, each with the line of the checklist it belongs to."""
    lines = declarations.paper_lines(version)
    return [_file(row, lines.get(row["line"], "")) for row in version.declared.get("papers", [])]


def _file(row: dict[str, Any], question: str) -> dict[str, str]:
    return {
        "name": str(row["name"]),
        "question": question,
        "size": _size(row["size"]),
        "sha256": str(row["sha256"]),
    }


def _chapter(chapter: reading.Chapter) -> dict[str, Any]:
    return {"title": chapter.title, "passages": [_passage(passage) for passage in chapter.passages]}


def _passage(passage: reading.Passage) -> dict[str, Any]:
    lines = [line for line in passage.text.splitlines() if line.strip()]
    names = [paper.name for paper in (*passage.pictures, *passage.files)]
    return {
        "label": passage.label,
        "lines": lines,
        "items": list(passage.items),
        "heads": list(passage.heads),
        "rows": [list(row) for row in passage.rows],
        "files": names,
        "terms": [line for line in passage.terms.splitlines() if line.strip()],
        "edition": passage.edition or 0,
        "characters": count_characters(passage.text) if passage.long else 0,
    }
