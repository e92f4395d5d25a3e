"""Papers about orders: what they say, frozen when they are issued, and how they are drawn."""

from payments.documents.invoice import digest, facts_of, invoice_pdf

__all__ = ["digest", "facts_of", "invoice_pdf"]
