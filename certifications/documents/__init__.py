"""Records turned into papers: accessible PDFs, drawn by the worker (the typesetter holds some 110 MB)."""

from certifications.documents.certificate import certificate_pdf

__all__ = ["certificate_pdf"]
