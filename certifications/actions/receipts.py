"""The receipt as a paper: the whole of a submitted version, drawn by the worker after the commit."""

from django.db import transaction

from certifications.documents import application_pdf
from certifications.models import ApplicationVersion, ReceiptPaper
from home import clock
from home.actions import files


def render(version: ApplicationVersion) -> ReceiptPaper:
    """Draws the version and keeps the file. Done twice, it counts once: the same version gives one paper."""
    if known := ReceiptPaper.objects.filter(version=version).first():
        return known
    stored = files.store_bytes(application_pdf(version), media_type="application/pdf")
    with transaction.atomic():
        paper, _made = ReceiptPaper.objects.get_or_create(version=version, defaults={"file": stored, "made_at": clock.now()})
    return paper
