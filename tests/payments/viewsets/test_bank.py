import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payments.actions import bank
from payments.models import Allocation, BankLine, BankList
from tests.payments.actions.test_bank import came, read_in

LISTS, LINES, ORDERS = "/admin/bank-lists/", "/admin/payments-received/", "/admin/orders/"
TABLE = "日付,内容,お預り金額\r\n2026/11/18,ｶ)ﾀﾁﾊﾞﾅｾｲｷ,5060\r\n2026/11/19,ﾊﾅｺ,3300\r\n"


@pytest.fixture(autouse=True)
def _one_factor(settings, moment):
    settings.SECOND_FACTOR_REQUIRED = False


def send(client, payee, content, name="meisai.csv"):
    upload = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(f"{LISTS}new/", {"payee": payee.pk, "file": upload})


def words(response):
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(("who", "status"), [("finance", 200), ("auditor", 200), ("superuser", 302), ("owner", 302)])
def test_desks_are_for_finance_and_audit(client, payee, place, request, who, status):
    line, order = read_in(payee, came(5_500)).lines.get(), place()
    client.force_login(request.getfixturevalue(who))

    paths = [LISTS, LINES, ORDERS, f"{LISTS}{line.list.public_id}/", f"{LINES}{line.public_id}/", f"{ORDERS}{order.public_id}/"]
    assert [client.get(path).status_code for path in paths] == [status] * 6


@pytest.mark.parametrize(("who", "status"), [("finance", 200), ("auditor", 302)])
def test_verbs_are_for_finance(client, payee, place, request, who, status):
    line, order = read_in(payee, came(9_000)).lines.get(), place()
    bank.allocate(line, order, by=None)
    client.force_login(request.getfixturevalue(who))

    verbs = [f"{LINES}{line.public_id}/{verb}/" for verb in ("allocate", "deallocate")] + [f"{ORDERS}{order.public_id}/cancel/"]
    assert [client.get(path).status_code for path in [f"{LISTS}new/", *verbs]] == [status] * 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_finance_reads_a_list_in(client, payee, finance, encoding):
    client.force_login(finance)

    response = send(client, payee, TABLE.encode(encoding))

    listed = BankList.objects.get()
    assert (response["Location"], listed.added, listed.name) == (f"{LISTS}{listed.public_id}/", 2, "meisai.csv")
    assert dict(BankLine.objects.values_list("payer", "amount")) == {"ﾊﾅｺ": 3_300, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ": 5_060}


@pytest.mark.parametrize("cut", [4, 9, 20, 30])
def test_a_file_that_is_cut_writes_nothing_and_says_so(client, payee, finance, cut):
    client.force_login(finance)

    response = send(client, payee, TABLE.encode("cp932")[:-cut])

    assert "途中で切れています" in words(response)
    assert (BankList.objects.count(), BankLine.objects.count()) == (0, 0)


def test_the_same_file_again_writes_nothing_and_says_so(client, payee, finance):
    client.force_login(finance)
    send(client, payee, TABLE.encode())

    response = send(client, payee, TABLE.encode("cp932"), "again.csv")

    assert "すべて取り込み済み" in words(response)
    assert (BankList.objects.count(), BankLine.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("amount", "payer", "said"),
    [
        (5_500, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ", "名義が一致 金額が一致"),
        (5_060, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ", "名義が一致 440円不足"),
        (6_000, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ", "名義が一致 500円超過"),
        (1_000, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ", "名義が一致 一部入金: 4,500円不足"),
        (5_500, "ﾊﾅｺ", "金額が一致 名義が違います"),
        (5_060, "ﾊﾅｺ", "該当する未払いの注文はありません"),
    ],
)
def test_a_payment_says_plainly_what_fits_and_what_does_not(client, payee, place, finance, amount, payer, said):
    place()
    line = read_in(payee, came(amount, payer)).lines.get()
    client.force_login(finance)

    assert said in words(client.get(f"{LINES}{line.public_id}/"))


def test_finance_allocates_by_a_click_and_takes_it_back(client, payee, place, finance):
    order, line = place(), read_in(payee, came(5_500)).lines.get()
    client.force_login(finance)
    page = client.get(f"{LINES}{line.public_id}/").content.decode()
    address = re.search(rf'href="({LINES}{line.public_id}/allocate/\?order=\w+)"', page)[1]

    form = client.get(address).context["form"]
    client.post(f"{LINES}{line.public_id}/allocate/", {"order": form.initial["order"]})
    order.refresh_from_db()
    assert order.state == "paid"
    client.post(f"{LINES}{line.public_id}/deallocate/", {"allocation": Allocation.objects.get().pk, "reason": "別の方の入金"})

    order.refresh_from_db()
    assert (order.state, BankLine.objects.to_allocate().count()) == ("placed", 1)
    assert "別の方の入金" in words(client.get(f"{LINES}{line.public_id}/"))


def test_what_cannot_be_allocated_is_said_and_typing_kept(client, payee, place, finance):
    paid, line = place(), read_in(payee, came(5_500), came(1_000)).lines.order_by("amount")[0]
    bank.allocate(line.list.lines.get(amount=5_500), paid, by=None)
    client.force_login(finance)

    owed = client.post(f"{LINES}{line.public_id}/allocate/", {"order": paid.code})
    wrong = client.post(f"{LINES}{line.public_id}/allocate/", {"order": "ABCD-EFGH"})

    assert "未払いの金額はありません" in words(owed)
    assert paid.code in owed.content.decode()
    assert "この番号の注文はありません" in words(wrong)
    assert Allocation.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("desk", "queries"), [(LISTS, 7), (LINES, 7), (ORDERS, 7)])
def test_listings_ask_the_same_number_of_queries(client, payee, place, finance, count, desk, queries, django_assert_num_queries):
    for number in range(count):
        bank.allocate(read_in(payee, came(5_000 + number)).lines.get(), place(), by=None)
    client.force_login(finance)
    client.get(f"{desk}results/")

    with django_assert_num_queries(queries):
        response = client.get(f"{desk}results/")

    assert len(response.context["object_list"]) == count
