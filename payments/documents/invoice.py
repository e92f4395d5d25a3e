"""An invoice, a receipt or a credit note: its words are drawn up once and frozen; the paper is drawn from them alone."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from home import dates
from home.typesetting import typeset
from payments import tax
from payments.models import Invoice, Order, OrderLine
from payments.models.invoices import TITLES
from payments.states import Cause, InvoiceKind

LAYOUT = "payments/documents/invoice.typ"
REDUCED_RATE = 8

# Source: 消費税法 第57条の4 第1項 (what a qualified invoice says: issuer and registration number, day, content with reduced
# rates marked, amounts by rate with the rate, tax by rate, addressee) and 第3項 (a qualified credit note also says on which
# day the sale was that it credits).


def facts_of(
    order: Order,
    kind: str,
    *,
    day: date,
    corrects: Invoice | None = None,
    cut: Mapping[OrderLine, int] | None = None,
    shares: Sequence[tax.Share] = (),
) -> dict[str, Any]:
    """Everything that the paper will ever say but its number, in Japanese, and beside it in the buyer's language.

    It is about all that stays of the order, or about what lines were cut by (yen), with their `shares`.
    """
    payee = order.payee
    rows = {line: line.amount for line in order.lines.all()} if cut is None else dict(cut)
    rows = {line: yen for line, yen in rows.items() if yen or not line.credited}
    sums = list(order.shares.values()) if cut is None else list(shares)
    second = order.language if order.language != "ja" else ""
    with translation.override(second or "ja"):
        own = {"payee": str(payee.name), "lines": [str(line.description) for line in rows]}
    return {
        "issuer": payee.name_ja,
        "issuer_second": own["payee"] if second else "",
        "registration_number": payee.registration_number,
        "bank_account": payee.bank_account if kind == InvoiceKind.INVOICE and order.method == "transfer" else "",
        "addressee": order.buyer,
        "honorific": "御中" if order.organization_id else "様",
        "order": order.grouped_code,
        "ordered_on": _day(dates.local(order.placed_at)),
        "issued_on": _day(day),
        "due_on": _day(dates.local(order.hold_until)) if kind == InvoiceKind.INVOICE and order.hold_until else "",
        "paid_on": _paid_on(order) if kind != InvoiceKind.INVOICE else "",
        "method": _japanese(order),
        "tax_included": order.tax_included,
        "lines": [
            {
                "words": line.description_ja,
                "second": words if second and words != line.description_ja else "",
                **_quantity(line, yen),
                "amount": yen,
                "rate": line.tax_rate,
                "reduced": line.tax_rate == REDUCED_RATE,
            }
            for (line, yen), words in zip(rows.items(), own["lines"], strict=True)
        ],
        "shares": [_share(share) for share in sums if share.gross or cut is None],
        "total": sum(share.gross for share in sums),
        "terms": order.terms,
        "corrects": corrects.number if corrects else "",
        "corrects_on": _day(corrects.issued_on) if corrects else "",
        "language": second,
        "specimen": settings.DEMO,
    }


def _quantity(line: OrderLine, yen: int) -> dict[str, int]:
    """How many at which price: as ordered as long as whole ones are left (or cut), else one at the sum."""
    if line.price and yen % line.price == 0:
        return {"quantity": yen // line.price, "price": line.price}
    return {"quantity": line.quantity, "price": line.price} if not line.price else {"quantity": 1, "price": yen}


def _paid_on(order: Order) -> str:
    """The day on which the last money came in, by the bank."""
    last = order.journals.filter(cause__in=[Cause.RECEIVED, Cause.ALLOCATED]).order_by("-day").first()
    return _day(last.day) if last else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _japanese(order: Order) -> str:
    with translation.override("ja"):
        return str(order.get_method_display())


def _share(share: tax.Share) -> dict[str, int]:
    return {"rate": share.rate, "net": share.net, "tax": share.tax, "gross": share.gross}


def digest(number: str, facts: dict[str, Any]) -> str:
    """SHA-256 over the number and all words."""
    return hashlib.sha256(json.dumps([number, facts], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _labels(language: str) -> dict[str, str]:
    """The paper's own words in a language."""
    with translation.override(language):
        return {
            "number": gettext("Number"),
            "issued": gettext("Issued on"),
            "order": gettext("Order code"),
            "ordered": gettext("Ordered on"),
            "registration": gettext("Registration number"),
            "due": gettext("To be paid by"),
            "paid": gettext("Paid on"),
            "method": gettext("Way to pay"),
            "account": gettext("Bank account"),
            "description": gettext("Description"),
            "quantity": gettext("Quantity"),
            "price": gettext("Unit price"),
            "rate": gettext("Tax rate"),
            "amount": gettext("Amount"),
            "net": gettext("Without tax"),
            "tax": gettext("Consumption tax"),
            "gross": gettext("With tax"),
            "total": gettext("Total"),
            "corrects": gettext("Credits the invoice"),
            "included": gettext("Prices include tax."),
            "excluded": gettext("Prices are without tax."),
            "reduced": gettext("※ reduced tax rate"),
            "code_first": gettext("Please write the order code before your name when you transfer, and bear the bank's fee."),
            "received": gettext("We have received the amount above."),
            "credited": gettext("The amount above is credited to you."),
        }


def invoice_pdf(invoice: Invoice) -> bytes:
    """The paper as a tagged PDF/UA document: Japanese first, the buyer's language beneath in small."""
    facts = invoice.facts
    second = facts["language"]
    title = TITLES[InvoiceKind(invoice.kind), invoice.qualified]
    titles = {"title": _in("ja", title), "title_second": _in(second, title) if second else ""}
    words = {"ja": _labels("ja"), "second": _labels(second) if second else {}}
    sheet = facts | titles | {"words": words, "kind": invoice.kind, "number": invoice.number, "sha256": invoice.sha256}
    return typeset(LAYOUT, sheet)


def _in(language: str, words: Any) -> str:
    with translation.override(language):
        return str(words)
