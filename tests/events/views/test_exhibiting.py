"""A company applies for an expo, over HTTP: it sees the price before it sends, and its order afterwards."""

import pytest
from django.urls import reverse

from events.actions import acceptances, exhibitors
from events.models import Exhibitor
from home import clock
from tests.events.exhibiting import CALL, WRITTEN, booths, firm, made

pytestmark = pytest.mark.django_db
PAGES = ("application", "write")
FORM = WRITTEN | {
    "region": "city", "booths_wanted": "３", "shape": "row", "option_power": "2",
    "co_exhibitors": "青葉工業株式会社\n\n多摩電子\n",
    "wishes": ["seminar", "buyers"], "topics_ja": "排水、センサ",
}  # fmt: skip


@pytest.fixture
def expo(venue):
    return made(venue)


@pytest.fixture
def midori():
    return firm()


@pytest.fixture
def company(client, midori):
    client.force_login(midori[1])
    return client


@pytest.fixture
def begun(expo, midori):
    return exhibitors.begin(expo, midori[0], region="city", by=midori[1])


def url(exhibitor, name="application"):
    return reverse(f"exhibiting:{name}", args=[exhibitor.public_id])


def keep(company, exhibitor, **facts):
    exhibitor.refresh_from_db()
    return company.post(url(exhibitor, "write"), FORM | {"row_version": exhibitor.row_version} | facts)


def send(company, exhibitor, **facts):
    exhibitor.refresh_from_db()
    said = {"do": "send", "row_version": exhibitor.row_version, "terms": exhibitors.mark_of(exhibitor.expo), "agreed": "on"}
    return company.post(url(exhibitor), said | facts)


def test_company_begins_writes_sees_the_price_and_sends(company, expo, midori):
    address = reverse("exhibiting:begin", args=[expo.event.public_id])
    page = company.get(address).content.decode()
    assert "小間料金（市内）" in page

    started = company.post(address, {"organization": midori[0].pk, "region": "city"})
    exhibitor = Exhibitor.objects.get()
    assert started.headers["Location"] == url(exhibitor, "write")
    assert keep(company, exhibitor).headers["Location"] == url(exhibitor)
    seen = company.get(url(exhibitor))
    assert [(row["name"], row["how"], row["amount"]) for row in seen.context["price"]["rows"]] == [
        ("小間料金（市内）", "66,000円 × 3", 198_000),
        ("複数小間割引", "小間料金の-10%", -19_800),
        ("電気（1kW）", "8,800円 × 2", 17_600),
    ]
    assert seen.context["price"]["total"] == 195_800

    send(company, exhibitor)

    exhibitor.refresh_from_db()
    assert (exhibitor.state, exhibitor.price["total"], exhibitor.wishes) == ("submitted", 195_800, ["seminar", "buyers"])
    assert [row.name_ja for row in exhibitor.co_exhibitors.all()] == ["青葉工業株式会社", "多摩電子"]


def test_half_written_application_is_kept_and_sending_names_what_is_missing(company, begun):
    assert keep(company, begun, summary_ja="", contact_telephone="").status_code == 302

    refused = send(company, begun)

    assert refused.status_code == 400
    assert [error["text"] for error in refused.context["errors"]] == ["未記入です：展示する内容", "未記入です：電話番号"]


def test_more_than_the_hall_carries_is_said_at_the_field(company, begun):
    refused = keep(company, begun, booths_wanted="5")

    assert refused.status_code == 400
    assert refused.context["form"].errors == {"booths_wanted": ["4以下にしてください。"]}


def test_colleague_who_read_an_older_version_is_told(company, begun):
    keep(company, begun)

    refused = keep(company, begun, row_version=begun.row_version - 1, sign_ja="別の名")

    begun.refresh_from_db()
    assert (refused.status_code, begun.sign_ja) == (400, "みどり計測")


def test_without_the_terms_nothing_is_sent(company, begun):
    keep(company, begun)

    assert send(company, begun, agreed="").status_code == 400
    assert send(company, begun, terms="0" * 64).status_code == 400
    begun.refresh_from_db()
    assert begun.state == "draft"


def test_company_withdraws(company, begun):
    company.post(url(begun), {"do": "withdraw"})

    begun.refresh_from_db()
    assert begun.state == "withdrawn"
    assert company.get(url(begun, "write")).headers["Location"] == url(begun)


def test_accepted_company_finds_booths_tasks_and_its_order(company, begun, expo, manager):
    keep(company, begun, booths_wanted="2")
    send(company, begun)
    order = acceptances.accept(begun, booths=booths(expo, "A-1", "A-2"), by=manager)

    page = company.get(url(begun))

    assert [booth.code for booth in page.context["booths"]] == ["A-1", "A-2"]
    assert [task["done"] for task in page.context["tasks"]] == [True, True, False, False]
    address = reverse("payments:order", args=[order.public_id])
    assert page.context["order_url"] == address
    assert company.get(address).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_application_of_another_company_is_a_page_that_does_not_exist(client, begun, manager, name, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    _other, stranger = firm("他社株式会社", "other")
    for user in (stranger, manager):
        client.force_login(user)
        assert client.get(url(begun, name)).status_code == 404
        assert client.post(url(begun, name), {"do": "withdraw"}).status_code == 404


def test_after_the_call_nobody_begins(company, expo, midori):
    address = reverse("exhibiting:begin", args=[expo.event.public_id])
    with clock.at(CALL["applications_close_at"]):
        refused = company.post(address, {"organization": midori[0].pk, "region": "city"})

        assert (refused.status_code, Exhibitor.objects.count()) == (400, 0)


def test_nobody_begins_for_another_company(company, expo):
    other, _owner = firm("他社株式会社", "other")

    refused = company.post(reverse("exhibiting:begin", args=[expo.event.public_id]), {"organization": other.pk, "region": "city"})

    assert (refused.status_code, Exhibitor.objects.count()) == (400, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_applications_asks_the_same(company, begun, midori, expo, django_assert_num_queries, number):
    for _each in range(number - 1):
        exhibitors.withdraw(Exhibitor.objects.get(state="draft"), by=midori[1])
        exhibitors.begin(expo, midori[0], region="city", by=midori[1])
    company.get("/my/exhibits/")

    with django_assert_num_queries(6):
        page = company.get("/my/exhibits/")

    assert len(page.context["exhibitors"]) == number


def test_page_of_the_event_leads_to_the_application(client, expo, calendars):
    page = client.get("/events/expo-2027/").content.decode()

    assert reverse("exhibiting:begin", args=[expo.event.public_id]) in page
