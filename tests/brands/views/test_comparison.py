"""Entries side by side: what is chosen, what is offered, and what stands in a line."""

import re

import pytest

from brands.models import EntryText
from brands.models.comparisons import of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registers")]
BASE = "/brands/"


def slugs(choices):
    return [choice.entry.slug for choice in choices]


def line(comparison, label):
    return next(([cell.lines for cell in row.cells] for row in comparison.rows if row.label == label), None)


def say(entry, **words):
    EntryText.objects.update_or_create(entry=entry, language="ja", defaults=words)


def test_entries_stand_in_the_order_asked_each_once(enter):
    first, second = enter(), enter()

    found = of([second.slug, first.slug, second.slug], "", BASE)

    assert slugs(found.chosen) == [second.slug, first.slug]
    assert [choice.link for choice in found.chosen] == [f"?e={first.slug}", f"?e={second.slug}"]
    assert found.address == f"e={second.slug}&e={first.slug}"


def test_only_four_find_room_and_the_rest_is_said(enter, client):
    five = [enter() for _number in range(5)]

    found = of([entry.slug for entry in five], "", BASE)
    page = client.get("/brands/compare/", {"e": [entry.slug for entry in five]}).content.decode()

    assert (slugs(found.chosen), found.left_over, found.offered) == ([entry.slug for entry in five[:4]], 1, [])
    assert "4件まで並べられます。ほかの1件は省きました。" in page


@pytest.mark.parametrize("asked", ["nobody", "../../etc", "", "%00", "x" * 200, "あ", "kis-2026-001'--"])
def test_what_the_register_does_not_have_is_no_error(client, enter, asked):
    entry = enter()

    answer = client.get("/brands/compare/", {"e": [asked, entry.slug], "q": "%00"})

    assert answer.status_code == 200
    assert str(entry.certificate.name) in answer.content.decode()


def test_a_hidden_entry_is_like_one_that_does_not_exist(client, enter):
    hidden, shown = enter(), enter()
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=hidden.created_at)

    pages = [client.get("/brands/compare/", {"e": [slug, shown.slug]}).content for slug in (hidden.slug, "x" * len(hidden.slug))]

    assert pages[0] == pages[1]
    assert hidden.slug not in pages[0].decode()


def test_what_is_called_alike_stands_in_one_line(enter):
    first, second = enter(), enter()
    say(first, specifications=[{"label": "重さ", "value": "9 kg"}, {"label": "ＵＳＢ", "value": "2"}])
    say(second, specifications=[{"label": "USB", "value": "2"}, {"label": "幅", "value": "60 cm"}])

    found = of([first.slug, second.slug], "", BASE)

    assert line(found, "重さ") == [("9 kg",), ()]
    assert line(found, "ＵＳＢ") == [("2",), ("2",)]
    assert line(found, "幅") == [(), ("60 cm",)]
    assert {row.label: row.same for row in found.rows if row.label in {"重さ", "ＵＳＢ", "幅"}} == {
        "重さ": False,
        "ＵＳＢ": True,
        "幅": False,
    }


def test_a_line_of_which_nobody_says_anything_is_left_out(enter):
    first, second = enter(), enter()
    say(first, price="98,000円")

    found = of([first.slug, second.slug], "", BASE)

    assert line(found, "価格") == [("98,000円",), ()]
    assert line(found, "購入できる所") is None


def test_words_find_another_one_and_never_the_chosen(enter):
    first, second, third = enter(name="歩行車 青"), enter(name="歩行車 赤"), enter(name="手すり")

    found = of([first.slug], "歩行車", BASE)

    assert slugs(found.offered) == [second.slug]
    assert found.offered[0].link == f"?e={first.slug}&e={second.slug}"
    assert slugs(of([], "手すり", BASE).offered) == [third.slug]


def test_the_list_offers_to_choose_and_cards_elsewhere_do_not(client, enter):
    entry = enter()
    page = client.get("/brands/").content.decode()
    company = client.get(f"/brands/companies/{entry.certificate.organization.public_id}/").content.decode()

    boxes = re.findall(r'<input type="checkbox" name="e" value="([^"]+)" form="compare"', page)
    assert (boxes, 'name="e"' in company) == ([entry.slug], False)
    assert '<form class="tray" id="compare" action="/brands/compare/"' in page


def test_another_language_keeps_what_is_compared(client, enter):
    first, second = enter(), enter()

    page = client.get("/brands/compare/", {"e": [first.slug, second.slug]}).content.decode()

    assert f"/en/brands/compare/?e={first.slug}&amp;e={second.slug}" in page


@pytest.mark.parametrize("count", [1, 4])
def test_more_columns_ask_no_more(client, enter, count, django_assert_max_num_queries):
    entries = [enter() for _number in range(count)]
    client.get("/brands/compare/")

    with django_assert_max_num_queries(15):
        client.get("/brands/compare/", {"e": [entry.slug for entry in entries]})
