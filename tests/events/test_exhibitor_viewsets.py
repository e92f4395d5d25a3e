"""The desk of exhibitors and of an expo's fees and plan, over HTTP."""

import pytest

from events.actions import exhibitors, expos
from events.exhibitor_viewsets import VERBS
from events.expo_states import EXHIBITOR_MOVES
from events.models import Exhibitor
from payments.models import Order
from tests.events.exhibiting import WRITTEN, booths, firm, made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def expo(venue):
    return made(venue)


def sent(expo, local="midori", name="株式会社みどり計測", **facts):
    organization, owner = firm(name, local)
    exhibitor = exhibitors.begin(expo, organization, region="city", by=owner)
    exhibitors.save(exhibitor, row_version=exhibitor.row_version, by=owner, **WRITTEN | {"sign_ja": name} | facts)
    exhibitors.submit(exhibitor, row_version=exhibitor.row_version, agreed=exhibitors.mark_of(expo), by=owner)
    return exhibitor


def url(exhibitor, verb=""):
    return f"/admin/exhibitors/{exhibitor.public_id}/{verb}"


def of_event(expo, verb):
    return f"/admin/events/{expo.event.public_id}/{verb}/"


def plan_of(expo, **changes):
    """What the plan's form sends as it stands, with changes."""
    rows = enumerate(expo.booths.order_by("row", "column", "pk"))
    fields = {"row_version": expo.row_version, "name_ja": "大ホール", "name_en": "", "columns": "12", "rows": "6"}
    for number, booth in rows:
        place = {
            "code": booth.code,
            "zone": "",
            "place": f"{booth.column}, {booth.row}",
            "size": f"{booth.columns} × {booth.rows}",
        }
        fields |= {f"{name}_{number}": value for name, value in place.items()}
    return fields | changes


@pytest.mark.parametrize("number", [1, 3])
def test_desk_lists_exhibitors_with_the_same_questions(desk, expo, django_assert_num_queries, number):
    for each in range(number):
        sent(expo, f"firm{each}", f"第{each}工業株式会社")
    desk.get("/admin/exhibitors/")

    with django_assert_num_queries(17):
        html = desk.get("/admin/exhibitors/").content.decode()

    assert [f"第{each}工業株式会社" in html for each in range(3)] == [each < number for each in range(3)]


@pytest.mark.parametrize(("query", "found"), [("state=submitted", True), ("state=accepted", False), ("q=みどり", True)])
def test_desk_finds(desk, expo, query, found):
    exhibitor = sent(expo)

    assert (url(exhibitor) in desk.get(f"/admin/exhibitors/?{query}").content.decode()) is found


def test_desk_filters_by_zone(desk, expo):
    zones = [{"code": "water", "name_ja": "水"}, {"code": "heat", "name_ja": "熱"}]
    expos.write_zones(expo, row_version=expo.row_version, zones=zones, by=None)
    water, heat = expo.zones.order_by("order")
    exhibitor = sent(expo, zone=water)
    sent(expo, "aoba", "青葉工業株式会社", zone=heat)

    pages = [desk.get(f"/admin/exhibitors/?zone={zone.pk}").content.decode() for zone in (water, heat)]

    assert [url(exhibitor) in page for page in pages] == [True, False]


def test_each_verb_stands_where_its_move_is_legal(desk, expo):
    exhibitor = sent(expo)
    known = {}
    for state in EXHIBITOR_MOVES:
        exhibitor.state = state
        known[state] = [name for name, view in VERBS.items() if state in view.states]

    assert known == {
        "draft": [],
        "submitted": ["accept", "wait", "give_back", "decline"],
        "returned": ["decline"],
        "waitlisted": ["accept", "decline"],
        "accepted": ["move"],
        "declined": [],
        "withdrawn": [],
        "cancelled": [],
    }


def test_office_accepts_with_the_booths_that_are_proposed(desk, expo):
    exhibitor = sent(expo, booths_wanted=2)
    proposed = desk.get(url(exhibitor, "accept/")).context["form"].initial["booths"]
    assert [booth.code for booth in proposed] == ["A-1", "A-2"]

    desk.post(url(exhibitor, "accept/"), {"booths": [booth.pk for booth in proposed]})

    exhibitor.refresh_from_db()
    assert (exhibitor.state, exhibitor.booth_codes, Order.objects.get().total) == ("accepted", "A-1, A-2", 132_000)
    desk.post(url(exhibitor, "move/"), {"booths": [booth.pk for booth in booths(expo, "A-3", "A-4")]})
    assert Exhibitor.objects.get().booth_codes == "A-3, A-4"


def test_wrong_number_of_booths_is_said_and_nothing_is_ordered(desk, expo):
    exhibitor = sent(expo, booths_wanted=2)

    refused = desk.post(url(exhibitor, "accept/"), {"booths": [booths(expo, "A-1")[0].pk]})

    assert "この展示会の小間を、申込と同じ数だけ選んでください。" in refused.content.decode()
    assert (Order.objects.count(), expo.booths.free().count()) == (0, 5)


@pytest.mark.parametrize(("verb", "state"), [("wait", "waitlisted"), ("give-back", "returned"), ("decline", "declined")])
def test_office_says_why(desk, expo, verb, state):
    exhibitor = sent(expo)
    desk.post(url(exhibitor, f"{verb}/"), {"reason": ""})
    exhibitor.refresh_from_db()
    assert exhibitor.state == "submitted"

    desk.post(url(exhibitor, f"{verb}/"), {"reason": "調整中です。"})

    exhibitor.refresh_from_db()
    assert (exhibitor.state, exhibitor.reason) == (state, "調整中です。")


def test_draft_is_not_the_offices_business(desk, expo):
    organization, owner = firm()
    draft = exhibitors.begin(expo, organization, region="city", by=owner)

    assert desk.get(url(draft)).status_code == 404
    assert url(draft) not in desk.get("/admin/exhibitors/").content.decode()


def test_fees_are_a_table_and_can_be_tried(desk, expo):
    asked = {"region": "city", "size": "small", "joint": "alone", "booths": "3", "on": "2026/11/25", "option_power": "1"}

    page = desk.post(of_event(expo, "fees"), asked)

    assert [row["name"] for row in page.context["rules"]] == [
        "小間料金（市内）",
        "小間料金（市外）",
        "複数小間割引",
        "電気（1kW）",
    ]
    assert [row["amount"] for row in page.context["price"]["rows"]] == [198_000, -19_800, 8_800]
    assert page.context["price"]["total"] == 187_000


def test_plan_is_written_as_a_table(desk, expo):
    fresh = {"code_5": "B-2", "place_5": "３、３", "size_5": "3x3"}

    desk.post(of_event(expo, "plan"), plan_of(expo, code_0="A-9", **fresh))

    assert sorted(expo.booths.values_list("code", flat=True)) == ["A-2", "A-3", "A-4", "A-9", "B-1", "B-2"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"place_1": "2, 0"}, "小間A-1とA-2が重なっています。"),
        ({"place_1": "11, 0"}, "小間A-2がホールからはみ出しています。"),
        ({"code_1": "A-1"}, "小間A-1が図面に2つあります。"),
        ({"place_1": "here"}, "3, 6のように、数字を2つ入力してください。"),
        ({"row_version": "0"}, "この間に、ほかの方がこの展示会を変更しました。ページを開き直してください。"),
    ],
)
def test_plan_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(desk, expo, changes, words):
    page = desk.post(of_event(expo, "plan"), plan_of(expo, **changes))

    html = page.content.decode()
    assert words in html
    assert all(value in html for value in changes.values())
    assert sorted(expo.booths.values_list("code", flat=True)) == ["A-1", "A-2", "A-3", "A-4", "B-1"]


def test_office_shows_and_hides_exhibitors(desk, expo):
    for verb, shown in (("show-exhibitors", True), ("hide-exhibitors", False)):
        desk.post(of_event(expo, verb))
        expo.refresh_from_db()
        assert (expo.shown_at is not None) is shown


@pytest.mark.parametrize("role", ["auditor", "editor", "stranger"])
def test_desk_is_closed_to_who_does_not_run_events(client, expo, role, request):
    exhibitor = sent(expo)
    client.force_login(request.getfixturevalue(role))

    for address in (
        "/admin/exhibitors/",
        url(exhibitor),
        url(exhibitor, "accept/"),
        of_event(expo, "fees"),
        of_event(expo, "plan"),
    ):
        assert client.get(address).status_code in (302, 403, 404)
