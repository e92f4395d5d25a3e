"""A browser that keeps nothing: who writes is told so, and asked before anything unsaved goes with the page."""

import pytest
from playwright.sync_api import expect

from home import clock
from tests.certifications import making
from tests.journeys.actors import SAVED
from tests.journeys.drafts import ANSWERS, FIRST, hold_back
from tests.journeys.served import program_with

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
FORM = """# 概要
特長 | 長文 | 必須"""
NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
SWITCHED_OFF = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"


@pytest.fixture
def draft(live_server):
    round_, _secretary = program_with(FORM)
    company = making.organization()
    with clock.at(making.DURING):
        return making.draft(round_, making.member(company, "owner"), organization=company)


def opened(page, draft, live_server):
    section = draft.form_version.sections.get()
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{section.code}/")
    return page.locator("textarea").first, page.locator("[data-question] [data-saved]").first


@pytest.mark.parametrize("storage", [NO_ROOM, SWITCHED_OFF], ids=["full", "switched off"])
def test_who_writes_is_told_and_asked_before_leaving(page, draft, sign_in, live_server, storage):
    questions = []
    sign_in(draft.created_by)
    page.context.add_init_script(storage)
    field, saved = opened(page, draft, live_server)
    expect(page.get_by_role("alert").filter(has_text="この端末に回答を残せません")).to_be_visible()
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    page.context.route(ANSWERS, lambda route: route.abort())
    field.press_sequentially(FIRST)
    expect(saved).to_contain_text("この端末にも残せません")

    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    asked = list(questions)
    page.context.unroute(ANSWERS)
    expect(saved).to_have_text(SAVED, timeout=30_000)
    page.reload()

    assert (asked, questions) == (["beforeunload"], ["beforeunload"])
    assert (draft.answers.get().value, field.input_value()) == (FIRST, FIRST)


def test_nobody_is_warned_or_asked_where_the_device_keeps_the_answers(page, draft, sign_in, live_server):
    questions = []
    sign_in(draft.created_by)
    field, saved = opened(page, draft, live_server)
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    hold_back(page)
    field.press_sequentially(FIRST)
    expect(saved).to_contain_text("この端末に保存してあり")

    expect(page.locator("[data-unkept]")).to_be_hidden()
    page.reload()
    page.context.unroute(ANSWERS)

    expect(saved).to_have_text(SAVED, timeout=30_000)
    assert (questions, draft.answers.get().value) == ([], FIRST)
