import io
import json
import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from home import clock
from payments.actions import invoices, orders, payees
from payments.documents import digest
from payments.models import Invoice, InvoiceSeries
from tests.payments.conftest import FACTS

MARCH, APRIL = datetime(2027, 3, 31, 14, 59, tzinfo=UTC), datetime(2027, 3, 31, 15, 0, tzinfo=UTC)


@pytest.fixture
def plain_payee(db):
    """A committee without a registration number."""
    facts = {"code": "committee", "name_ja": "展示会実行委員会", "registration_number": ""}
    return payees.save(None, by=None, **FACTS | facts)


def titles(order):
    return [(str(paper.title), paper.number, paper.is_void) for paper in order.invoices.order_by("pk")]


def drawn(invoice):
    """The paper's content."""
    invoices.render(invoice)
    invoice.refresh_from_db()
    return invoice.pdf.read()


def words_of(invoice):
    """Its words, without white space."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=drawn(invoice), capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_a_transfer_is_invoiced_and_receipted(place, pay):
    order = place()
    assert titles(order) == [("適格請求書", "I2026-00001", False)]

    pay(order, 5_500)

    assert titles(order) == [("適格請求書", "I2026-00001", False), ("領収書", "R2026-00001", False)]


def test_without_a_number_no_paper_is_called_qualified(place, pay, plain_payee):
    order = place(payee=plain_payee)
    pay(order, 5_500)
    orders.cancel(order, reason="中止", by=None)

    assert [title for title, _number, _void in titles(order)] == ["請求書", "領収書", "返還請求書"]
    papers = [words_of(paper) for paper in order.invoices.all()]
    assert [("適格" in words, "登録番号" in words) for words in papers] == [(False, False)] * 3


def test_cancelling_what_was_paid_credits_the_invoice(place, pay):
    order = place()
    pay(order, 5_500)

    orders.cancel(order, reason="中止", by=None)

    credit = order.invoices.get(kind="credit")
    assert (str(credit.title), credit.number, credit.corrects.number) == ("適格返還請求書", "C2026-00001", "I2026-00001")
    assert (credit.facts["corrects"], credit.facts["corrects_on"]) == ("I2026-00001", "2026年11月21日")


def test_cancelling_what_was_not_paid_voids_the_invoice(place):
    order = place()

    orders.cancel(order, reason="出席できない", by=None)

    assert titles(order) == [("適格請求書", "I2026-00001", True)]


def test_what_costs_nothing_has_no_paper(place):
    assert [titles(place(0)), titles(place(method="waiver"))] == [[], []]


def test_numbers_run_per_payee_year_and_kind(place, plain_payee):
    with clock.at(MARCH):
        before = [place(), place(), place(payee=plain_payee)]
    with clock.at(APRIL):
        after = place()

    assert [order.invoices.get().number for order in (*before, after)] == [
        "I2026-00001", "I2026-00002", "I2026-00001", "I2027-00001",
    ]  # fmt: skip


def test_a_number_that_is_not_used_is_given_again(place, payee):
    def and_fail():
        with transaction.atomic():
            place()
            place(lines=[])

    with pytest.raises(orders.NothingOrdered):
        and_fail()

    assert place().invoices.get().number == "I2026-00001"
    assert InvoiceSeries.objects.get().last == 1


def test_what_it_says_is_frozen(place, payee):
    invoice = place().invoices.get()
    payees.save(payee, row_version=1, by=None, **FACTS | {"name_ja": "別の財団"})

    invoice.refresh_from_db()

    assert invoice.facts["issuer"] == "みなと産業振興財団"
    assert invoice.sha256 == digest(invoice.number, invoice.facts)
    assert digest(invoice.number, json.loads(json.dumps(invoice.facts)) | {"total": 1}) != invoice.sha256


@pytest.mark.parametrize("change", [{"total": 1}, {"facts": {}}, {"number": "I2026-00009"}])
def test_the_database_refuses_to_change_it(place, change):
    place()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Invoice.objects.update(**change)


def test_void_is_noted_once(place):
    order = place()
    invoices.void(order, "invoice")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Invoice.objects.update(voided_at=None)


@pytest.mark.parametrize(("language", "beneath"), [("ja", ""), ("en", "Qualifiedinvoice"), ("zh-hans", "合格发票")])
def test_the_paper_says_it_all_and_is_tagged(place, language, beneath):
    lines = [orders.Line("a", {"ja": "出展料", "en": "Booth"}, 110_000), orders.Line("b", {"ja": "弁当"}, 1_080, 2, 8)]

    invoice = place(lines=lines, language=language).invoices.get()
    words = words_of(invoice)

    amounts = ["¥112,160", "¥10,000", "¥160"]
    said = ["適格請求書", invoice.number, "橘精機株式会社御中", "T7000012050002", "弁当※", "0012345", *amounts, beneath]
    assert [part for part in said if part not in words] == []
    with pikepdf.open(io.BytesIO(invoice.pdf.read())) as pdf, pdf.open_metadata() as metadata:
        assert (bool(pdf.Root.MarkInfo.Marked), metadata.get("pdfuaid:part")) == (True, "1")
        assert metadata.get("dc:title") == f"適格請求書 {invoice.number}"


def test_rendering_twice_keeps_the_first(place):
    invoice = place().invoices.get()
    invoices.render(invoice)
    first = Invoice.objects.get().pdf_id

    invoices.render(Invoice.objects.get())

    assert Invoice.objects.get().pdf_id == first
