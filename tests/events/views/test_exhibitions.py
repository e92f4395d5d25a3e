"""What everybody sees of an expo: accepted exhibitors with their public words, and where the booths lie."""

import pytest
from django.urls import reverse

from events.actions import acceptances, exhibitors, expos
from home import clock
from tests.events.exhibiting import CALL, WRITTEN, booths, firm, made

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def expo(venue):
    made_one = made(venue)
    zones = [{"code": "water", "name_ja": "水"}, {"code": "heat", "name_ja": "熱"}]
    expos.write_zones(made_one, row_version=made_one.row_version, zones=zones, by=None)
    expos.show(made_one, row_version=made_one.row_version, by=None)
    return made_one


def sent(expo, local, sign, zone="water", **facts):
    organization, owner = firm(f"{sign}株式会社", local)
    exhibitor = exhibitors.begin(expo, organization, region="city", by=owner)
    facts |= {"sign_ja": sign, "zone": expo.zones.get(code=zone), "remark": "秘密の連絡"}
    exhibitors.save(exhibitor, row_version=exhibitor.row_version, by=owner, **WRITTEN | facts)
    exhibitors.submit(exhibitor, row_version=exhibitor.row_version, agreed=exhibitors.mark_of(expo), by=owner)
    return exhibitor


def accepted(expo, local, sign, code, **facts):
    exhibitor = sent(expo, local, sign, **facts)
    acceptances.accept(exhibitor, booths=booths(expo, code), by=None)
    return exhibitor


def address(name, expo):
    return reverse(f"exhibiting:{name}", args=[expo.event.slug])


def names(client, expo, query=""):
    return [row.sign_ja for row in client.get(address("exhibitors", expo) + query).context["exhibitors"]]


def test_only_who_is_accepted_is_listed_and_only_public_words(client, expo):
    accepted(expo, "midori", "みどり", "A-1")
    sent(expo, "aoba", "あおば")

    html = client.get(address("exhibitors", expo)).content.decode()

    assert ("みどり" in html, "あおば" in html) == (True, False)
    assert [
        word for word in ("秘密の連絡", WRITTEN["contact_email"], WRITTEN["contact_telephone"], "緑川", "66,000") if word in html
    ] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["みどり", "あおば"]),
        ("?q=ポンプ", ["あおば"]),
        ("?q=あおば 分析", []),
        ("?zone=heat", ["あおば"]),
        ("?zone=water&q=A-1", ["みどり"]),
        ("?zone=unknown", ["みどり", "あおば"]),
    ],
)
def test_visitor_searches_by_words_and_zone(client, expo, query, found):
    accepted(expo, "midori", "みどり", "A-1", topics_ja="分析")
    accepted(expo, "aoba", "あおば", "A-2", zone="heat", summary_ja="ポンプを動かします。")

    assert names(client, expo, query) == found


def test_plan_says_the_same_as_picture_and_as_table(client, expo):
    accepted(expo, "midori", "みどり", "A-1")

    page = client.get(address("plan", expo))

    drawn = page.context["pictures"][0]["booths"]
    assert {(booth["code"], booth["taken"]) for booth in drawn} == {
        (booth.code, booth.exhibitor_id is not None) for booth in page.context["booths"]
    }
    assert page.content.decode().count("みどり") == 1


@pytest.mark.parametrize("name", ["exhibitors", "plan"])
@pytest.mark.parametrize("number", [1, 3])
def test_number_of_exhibitors_changes_no_number_of_questions(client, expo, name, number, django_assert_max_num_queries):
    for each in range(number):
        accepted(expo, f"firm{each}", f"第{each}", f"A-{each + 1}")
    client.get(address(name, expo))

    with django_assert_max_num_queries(MOST_QUERIES) as asked:
        client.get(address(name, expo))

    assert len(asked) == {"exhibitors": 7, "plan": 3}[name]


@pytest.mark.parametrize("name", ["exhibitors", "plan"])
def test_nothing_is_there_before_the_office_shows_it(client, expo, name):
    expos.hide(expo, row_version=expo.row_version, by=None)
    assert client.get(address(name, expo)).status_code == 404

    expos.show(expo, row_version=expo.row_version, at=CALL["applications_close_at"], by=None)
    assert client.get(address(name, expo)).status_code == 404
    with clock.at(CALL["applications_close_at"]):
        assert client.get(address(name, expo)).status_code == 200


def test_public_pages_set_no_cookie(client, expo):
    assert [client.get(address(name, expo)).cookies for name in ("exhibitors", "plan")] == [{}, {}]
