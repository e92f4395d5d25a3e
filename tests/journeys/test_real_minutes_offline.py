"""Two real minutes without a network, by the clock on the wall, while somebody types: every keystroke is there afterwards.

CI types for some seconds; SOAK=1 for the whole two minutes.
"""

import time

import pytest
from playwright.sync_api import expect

from home import clock
from tests import selection
from tests.certifications import making
from tests.journeys.actors import SAVED
from tests.journeys.drafts import kept_on_device
from tests.journeys.served import program_with

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
SECONDS = 120 if selection.SOAK else 6
PAUSE = 0.15
FORM = """# 製品について
主な特徴 | 長文 | 4000字 | 必須
開発の経緯 | 長文 | 4000字
製品の種類 | 選択：車いす、つえ、手すり"""


@pytest.fixture
def draft(live_server):
    round_, _secretary = program_with(FORM)
    company = making.organization()
    with clock.at(making.DURING):
        return making.draft(round_, making.member(company, "owner"), organization=company)


def type_for(page, label, seconds):
    """Types counted words one key after another until the time is over; gives every one of them."""
    page.get_by_role("textbox", name=label).focus()
    typed, number, until = "", 0, time.monotonic() + seconds
    while time.monotonic() < until:
        number += 1
        word = f"{label[0]}{number}、"
        page.keyboard.type(word, delay=PAUSE * 1000)
        typed += word
    return typed


def kept(draft):
    labels = dict(draft.form_version.questions.values_list("key", "label_ja"))
    return {labels[answer.key]: answer.value for answer in draft.answers.all()}


def test_every_keystroke_of_two_real_minutes_without_a_network_arrives(page, draft, sign_in, live_server):
    sign_in(draft.created_by)
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{draft.form_version.sections.get().code}/")
    page.context.set_offline(True)
    began = time.monotonic()
    first = type_for(page, "主な特徴", SECONDS / 2)
    second = type_for(page, "開発の経緯", SECONDS / 4)
    # Leaving the field tries again at once: what the page says of that may not push away what the click is meant for.
    expect(page.locator("[data-field]").nth(1).locator("[data-saved]")).to_contain_text("通信できないため")
    page.get_by_role("radio", name="つえ").check()
    # And once more where one had been, as the next attempts to send go on failing.
    page.get_by_role("textbox", name="主な特徴").press("Control+End")
    first += type_for(page, "主な特徴", SECONDS / 4)
    away, before = time.monotonic() - began, kept(draft)
    expect(page.locator("[data-autosave-status]")).to_contain_text("通信できないため")

    page.context.set_offline(False)

    for place in page.locator("[data-field]").all():
        expect(place.locator("[data-saved]")).to_have_text(SAVED, timeout=40_000)
    assert away >= SECONDS
    assert before == {}
    assert kept(draft) == {"主な特徴": first, "開発の経緯": second, "製品の種類": "c2"}
    assert kept_on_device(page) == 0


def test_click_that_leaves_a_field_meets_what_it_is_meant_for(page, draft, sign_in, live_server):
    """Leaving the field sends, which fails while the button of the mouse is still down: nothing moves before it is up."""
    sign_in(draft.created_by)
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{draft.form_version.sections.get().code}/")
    radio = page.get_by_role("radio", name="つえ")
    radio.scroll_into_view_if_needed()
    page.context.set_offline(True)
    page.get_by_role("textbox", name="開発の経緯").focus()
    page.keyboard.type("ア")
    place = radio.bounding_box()

    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()

    expect(radio).to_be_checked()
    expect(page.locator("[data-field]").nth(1).locator("[data-saved]")).to_contain_text("通信できないため")
