"""A case's dossier as a tagged PDF/UA document, and as an archive with the files that go along."""

import io
import zipfile
from datetime import datetime

from django.utils import translation

from certifications.case_files import CaseFile
from certifications.models import Dossier
from home import clock, dates
from home.typesetting import typeset

LAYOUT = "certifications/documents/dossier.typ"


def dossier_pdf(dossier: Dossier, found: CaseFile) -> bytes:
    """The PDF, in Japanese; what was left out is not among them."""
    with translation.override("ja"):
        facts = {
            "number": dossier.application.receipt_number,
            "program": dossier.application.round.program.name_ja,
            "issuer": dossier.application.round.program.issuer_ja,
            "purpose": str(dossier.get_purpose_display()),
            "made": f"{dates.day(dossier.asked_at, 'ja')} {dates.local(dossier.asked_at):%H:%M}",
            "sections": [
                {"title": each.title, "rows": [{"label": label, "lines": words.splitlines()} for label, words in each.rows]}
                for each in found.sections
            ],
            "omissions": [{"what": row["what"], "why": row["why"]} for row in found.omissions],
            "files": [name for name, _stored in found.files],
        }
    return typeset(LAYOUT, facts)


def archive(dossier: Dossier, found: CaseFile, paper: bytes) -> bytes:
    """The paper, the list of what was left out, and the files; made twice, it is the same to the byte."""
    out, at = io.BytesIO(), dossier.asked_at.astimezone(clock.TOKYO)
    left = "\n".join(f"{row['what']}: {row['why']}" for row in found.omissions)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        _put(bundle, "dossier.pdf", paper, at)
        _put(bundle, "left-out.txt", f"\ufeff{left}\n".encode(), at)
        for name, stored in found.files:
            _put(bundle, f"files/{name}", stored.read(), at)
    return out.getvalue()


def _put(bundle: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    entry = zipfile.ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    bundle.writestr(entry, content)
