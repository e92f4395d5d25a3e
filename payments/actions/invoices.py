"""Papers about an order: issued with the next number in the transaction of what they tell, drawn by the worker."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from home import clock, jobs
from home.actions import files
from home.fiscal import fiscal_year
from payments import tax
from payments.documents import digest, facts_of, invoice_pdf
from payments.models import Invoice, InvoiceSeries, Order, OrderLine, Payee
from payments.states import InvoiceKind

PREFIXES = {InvoiceKind.INVOICE: "I", InvoiceKind.RECEIPT: "R", InvoiceKind.CREDIT: "C"}


@transaction.atomic
def take_number(payee: Payee, year: int, kind: str) -> int:
    """The next place in the series of a payee, fiscal year and kind. Its row stays locked until the caller commits: no gaps."""
    row, _created = InvoiceSeries.objects.get_or_create(payee=payee, fiscal_year=year, kind=kind)
    InvoiceSeries.objects.filter(pk=row.pk).update(last=F("last") + 1)
    row.refresh_from_db()
    return row.last


@transaction.atomic
def issue(order: Order, kind: str, *, by: Any) -> Invoice:
    """Issues a paper as of today, of an order that the caller has locked or has just made; one that is in force is returned.

    With a registration number it is a qualified one; without, it is never called so. A credit note is over what stays.
    """
    existing: Invoice | None = order.invoices.in_force().filter(kind=kind).exclude(kind=InvoiceKind.CREDIT).first()
    if existing:
        return existing
    corrects = _invoice_of(order) if kind == InvoiceKind.CREDIT else None
    facts = facts_of(order, kind, day=clock.today(), corrects=corrects)
    return _written(order, kind, order.total, facts, corrects, by=by)


@transaction.atomic
def credit(order: Order, cut: Mapping[OrderLine, int], shares: Sequence[tax.Share], *, by: Any) -> Invoice:
    """Issues a credit note over the yen that lines of a locked order were cut by; `shares` say net and tax by rate."""
    corrects = _invoice_of(order)
    facts = facts_of(order, InvoiceKind.CREDIT, day=clock.today(), corrects=corrects, cut=cut, shares=shares)
    return _written(order, InvoiceKind.CREDIT, facts["total"], facts, corrects, by=by)


def _invoice_of(order: Order) -> Invoice | None:
    found: Invoice | None = order.invoices.in_force().filter(kind=InvoiceKind.INVOICE).first()
    return found


def _written(order: Order, kind: str, total: int, facts: dict[str, Any], corrects: Invoice | None, *, by: Any) -> Invoice:
    today = clock.today()
    year = fiscal_year(today)
    place = take_number(order.payee, year, kind)
    number = f"{PREFIXES[InvoiceKind(kind)]}{year}-{place:05d}"
    invoice = Invoice.objects.create(
        payee=order.payee,
        order=order,
        kind=kind,
        qualified=bool(order.payee.registration_number),
        fiscal_year=year,
        place=place,
        number=number,
        issued_on=today,
        issued_at=clock.now(),
        issued_by=by,
        total=total,
        corrects=corrects,
        facts=facts,
        sha256=digest(number, facts),
    )
    jobs.enqueue("payments.tasks.render_invoice", str(invoice.public_id))
    return invoice


def void(order: Order, kind: str) -> None:
    """Notes that a paper is not valid any more. It stays, with its number."""
    order.invoices.in_force().filter(kind=kind).update(voided_at=clock.now())


def render(invoice: Invoice) -> None:
    """Draws the PDF from the frozen words, once."""
    if invoice.pdf_id is None:
        stored = files.store_bytes(invoice_pdf(invoice), media_type="application/pdf")
        Invoice.objects.filter(pk=invoice.pk, pdf__isnull=True).update(pdf=stored)
