import re

import pytest

from home.models import Letter
from organizations.models import User
from payments.actions import invoices, orders


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def paper(place):
    """An order's invoice, drawn."""
    invoice = place().invoices.get()
    invoices.render(invoice)
    return invoice


def mine(order, language=""):
    return f"{language}/my/orders/{order.public_id}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("viewer", 200), ("stranger", 404), ("superuser", 404), ("finance", 404), ("auditor", 404)],
)
def test_an_order_is_for_its_buyer(client, paper, request, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(mine(paper.order)).status_code == status
    assert client.get(f"{mine(paper.order)}papers/{paper.public_id}/pdf").status_code == status


def test_anonymous_is_asked_to_sign_in(client, paper):
    assert client.get(mine(paper.order)).status_code == 302


def test_the_letters_link_opens_page_and_paper(client, paper):
    letter = Letter.objects.get(kind="payments/order_placed")
    path = re.search(r"http://[^/]+(/orders/with/\S+)", letter.text)[1]

    page, pdf = client.get(path), client.get(f"{path}papers/{paper.public_id}/pdf")

    assert (page.status_code, pdf["Content-Type"], pdf.getvalue()[:5]) == (200, "application/pdf", b"%PDF-")
    assert page["Cache-Control"].count("no-store") == 1


def test_a_forged_link_is_a_404(client, paper, place):
    other = place(name="花子", by=None)
    forged = f"{other.public_id}~{paper.order.mark.partition('~')[2]}"

    assert client.get(f"/orders/with/{forged}/").status_code == 404
    assert client.get(f"/orders/with/{other.mark}/papers/{paper.public_id}/pdf").status_code == 404


def test_a_paper_that_is_not_drawn_yet_is_a_404_and_said(client, place, owner):
    order = place()
    client.force_login(owner)

    assert client.get(f"{mine(order)}papers/{order.invoices.get().public_id}/pdf").status_code == 404
    assert "準備中" in client.get(mine(order)).content.decode()


def state(client, order):
    words = " ".join(re.sub("<[^>]+>", " ", client.get(mine(order)).content.decode()).split())
    return [sign for sign in ("みなと銀行", "お支払いください", "お支払いを確認", "お振込みはなさらないで") if sign in words]


def test_the_page_says_what_to_pay_where_by_when(client, place, pay, owner):
    client.force_login(owner)
    order = place()
    assert state(client, order) == ["みなと銀行", "お支払いください"]

    pay(order, 5_500)
    assert state(client, order) == ["お支払いを確認"]

    orders.cancel(order, reason="中止", by=None)
    assert state(client, order) == ["お振込みはなさらないで"]


@pytest.mark.parametrize(("language", "word"), [("/en", "Please pay ¥5,500 by"), ("/zh-hans", "请")])
def test_the_page_speaks_the_readers_language(client, place, owner, language, word):
    client.force_login(owner)

    assert word in client.get(mine(place(), language)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, place, owner, count, django_assert_num_queries):
    for _number in range(count):
        place()
    client.force_login(owner)
    client.get("/my/orders/")

    with django_assert_num_queries(4):
        response = client.get("/my/orders/")

    assert len(response.context["orders"]) == count


def test_a_person_without_orders_is_told_so(client, db):
    client.force_login(User.objects.create_user("nobody@home.example", "a long password", name="無"))

    assert client.get("/my/orders/").context["orders"].count() == 0
