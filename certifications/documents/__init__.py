"""Records turned into papers: accessible PDFs, drawn by the worker (the typesetter holds some 110 MB)."""

from certifications.documents.application import application_pdf
from certifications.documents.certificate import certificate_pdf, facts_of
from certifications.documents.dossier import archive, dossier_pdf
from certifications.documents.minutes import minutes_pdf

__all__ = ["application_pdf", "archive", "certificate_pdf", "dossier_pdf", "facts_of", "minutes_pdf"]
