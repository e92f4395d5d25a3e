"""The buyer's side: what is to be paid where by when, and the papers. By the private link of a letter, or signed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from home.views import files
from payments.actions import refunds
from payments.documents.invoice import REDUCED_RATE
from payments.forms import AccountForm
from payments.models import Order
from payments.models.orders import public_id_of
from payments.states import Method, OrderState, RefundState


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """What the person's organizations and she herself have ordered, the newest first."""
    orders = Order.objects.bought_by(request.user).select_related("payee").prefetch_related("lines").with_owed()
    return render(request, "payments/orders/index.html", {"orders": orders[:200]})


@never_cache
@login_required
@require_safe
def order(request: HttpRequest, order_id: UUID) -> HttpResponseBase:
    """An order of one's own; 404 for everybody else, as if it did not exist."""
    return _drawn(request, _own(request, order_id), mark="")


@never_cache
@require_safe
def order_by_mark(request: HttpRequest, mark: str) -> HttpResponseBase:
    """The same for whoever has the private link."""
    return _drawn(request, _marked(mark), mark=mark)


@never_cache
@login_required
@require_safe
def paper(request: HttpRequest, order_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """One paper of an order of one's own as PDF."""
    return _pdf(_own(request, order_id), paper_id)


@never_cache
@require_safe
def paper_by_mark(request: HttpRequest, mark: str, paper_id: UUID) -> HttpResponseBase:
    """One paper as PDF for whoever has the private link."""
    return _pdf(_marked(mark), paper_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, mark: str, refund_id: UUID) -> HttpResponseBase:
    """To which account money is paid back: asked of whoever has the private link, until a refund is approved."""
    found = _marked(mark)
    refund = get_object_or_404(found.refunds, public_id=refund_id)
    if refund.state != RefundState.PROPOSED:
        return redirect("payments:order_by_mark", mark)
    form = AccountForm(request.POST or None)  # what was said before is not shown to whoever has the link
    if request.method == "POST" and form.is_valid():
        try:
            refunds.give_account(refund, by=None, **form.cleaned_data)
        except refunds.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Thank you. A second person looks at it; then the money is sent, and a letter tells you.")
            )
            return redirect("payments:order_by_mark", mark)
    context = {"order": found, "refund": refund, "form": form, "mark": mark}
    return render(request, "payments/orders/account.html", context, status=400 if form.errors else 200)


def _own(request: HttpRequest, order_id: UUID) -> Order:
    found: Order = get_object_or_404(Order.objects.bought_by(request.user).select_related("payee"), public_id=order_id)
    return found


def _marked(mark: str) -> Order:
    try:
        public_id = public_id_of(mark)
    except BadSignature as forged:
        raise Http404 from forged
    found: Order = get_object_or_404(Order.objects.select_related("payee"), public_id=public_id)
    return found


def _pdf(order: Order, paper_id: UUID) -> HttpResponseBase:
    invoice = get_object_or_404(order.invoices.select_related("pdf"), public_id=paper_id)
    if invoice.pdf is None:  # the worker has not drawn it yet
        raise Http404
    return files.serve(invoice.pdf, name=invoice.file_name)


def _drawn(request: HttpRequest, order: Order, *, mark: str) -> HttpResponseBase:
    papers = list(order.invoices.select_related("pdf").order_by("issued_at", "pk"))
    context: dict[str, Any] = {
        "order": order,
        "lines": list(order.lines.all()),
        "shares": list(order.shares.values()),
        "reduced": REDUCED_RATE in order.shares,
        "owed": order.owed,
        "received": order.received,
        "to_transfer": order.state == OrderState.PLACED and order.method == Method.TRANSFER,
        "papers": [(paper, _address(order, paper, mark)) for paper in papers],
        "private": bool(mark),
        "mark": mark,
        "refunds": list(order.refunds.exclude(state=RefundState.DECLINED).order_by("pk")),
    }
    return render(request, "payments/orders/order.html", context)


def _address(order: Order, paper: Any, mark: str) -> str:
    """Where the PDF is; empty until it is drawn."""
    if paper.pdf_id is None:
        return ""
    if mark:
        return reverse("payments:paper_by_mark", args=[mark, paper.public_id])
    return reverse("payments:paper", args=[order.public_id, paper.public_id])
