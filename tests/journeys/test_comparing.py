"""A buyer ticks what interests her while she walks through the register, and reads it side by side."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]


def compared(page):
    return page.locator(".versus__name").all_inner_texts()


def test_what_is_ticked_on_two_pages_stands_side_by_side(people, city):
    page = people(None)
    page.goto(f"{city.url}/brands/")
    first = page.locator(".entry-card").first
    name = first.locator(".card__title").inner_text()
    first.get_by_role("checkbox").check()
    expect(page.locator(".tray__count")).to_have_text("1件を選択中")

    page.get_by_role("link", name="次へ").click()
    other = page.locator(".entry-card").nth(1)
    names = [name, other.locator(".card__title").inner_text()]
    other.get_by_role("checkbox").check()
    page.get_by_role("button", name="選んだものを比較する").click()
    page.wait_for_url(re.compile("/compare/"))
    assert compared(page) == names

    lines = page.locator(".versus tbody tr:visible").count()
    page.get_by_label("違いのある項目だけを表示").check()
    assert 0 < page.locator(".versus tbody tr:visible").count() < lines

    page.get_by_role("link", name=re.compile("外す")).first.click()
    page.wait_for_url(lambda url: url.count("e=") == 1)
    assert compared(page) == names[1:]
    page.goto(f"{city.url}/brands/?page=2")
    expect(page.locator(".tray__count")).to_have_text("1件を選択中")


def test_four_are_enough_and_none_is_a_word_away(people, city):
    page = people(None)
    page.goto(f"{city.url}/brands/?view=list")
    boxes = page.locator(".choose input")

    for number in range(4):
        boxes.nth(number).check()

    expect(boxes.nth(4)).to_be_disabled()
    expect(page.locator(".tray__count")).to_contain_text("4件を選択中")
    page.get_by_role("button", name="選択をすべて外す").click()
    expect(boxes.nth(4)).to_be_enabled()
    expect(page.locator(".choose input:checked")).to_have_count(0)


def test_boxes_of_one_page_are_compared_without_scripts(people, city):
    page = people(None, java_script_enabled=False)
    page.goto(f"{city.url}/brands/?view=list")
    names = [page.locator(".roll__title").nth(number).inner_text() for number in (0, 2)]

    for number in (0, 2):
        page.locator(".choose input").nth(number).check()
    page.get_by_role("button", name="選んだものを比較する").click()

    assert compared(page) == names
