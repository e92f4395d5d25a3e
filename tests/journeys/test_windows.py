"""Several windows of one person, open or closed: what was typed in one is neither reverted nor forgotten in another."""

import pytest
from playwright.sync_api import expect

from tests.journeys.actors import SAVED
from tests.journeys.drafts import ANSWERS, FIRST, field, hold_back, kept_on_device, mark, opened, type_at_end

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]


def test_two_windows_of_one_person_keep_what_was_typed_in_one_of_them(draft, people):
    draft.write("一つ目。", draft.owner)
    one = opened(people, draft, draft.owner)
    two = one.context.new_page()
    two.goto(draft.address)
    one.context.set_offline(True)
    type_at_end(one, draft, FIRST)
    expect(mark(one, draft)).to_contain_text("通信できないため")
    two.bring_to_front()
    two.evaluate("dispatchEvent(new Event('focus'))")

    one.context.set_offline(False)

    expect(mark(one, draft)).to_have_text(SAVED)
    assert (draft.kept, kept_on_device(two)) == ("一つ目。" + FIRST, 0)
    assert draft.record.revisions.filter(key=draft.question.key).count() == 2


def test_another_window_takes_over_what_a_closed_one_had_not_sent(draft, people):
    one = opened(people, draft, draft.owner)
    two = one.context.new_page()
    two.goto(draft.address)
    hold_back(one)
    type_at_end(one, draft, FIRST)
    one.close()
    expect(field(two, draft)).to_have_value(FIRST)

    two.context.unroute(ANSWERS)

    expect(mark(two, draft)).to_have_text(SAVED)
    assert (draft.kept, kept_on_device(two)) == (FIRST, 0)


def test_check_names_and_sends_what_waits_on_the_device_before_anything_is_submitted(draft, people, city):
    page = opened(people, draft, draft.owner)
    hold_back(page)
    type_at_end(page, draft, FIRST)
    check = f"{city.url}/applications/{draft.record.public_id}/check/"

    page.goto(check)
    notice = page.locator("[data-answers-of]")
    expect(notice).to_contain_text("この端末に、まだ送信されていない回答が1件あります")
    expect(notice.locator("textarea")).to_have_value(FIRST)
    page.get_by_role("button", name="申請を提出する").click()
    expect(notice).to_be_focused()
    before = draft.kept
    page.context.unroute(ANSWERS)

    expect(notice).to_contain_text("この端末に残っていた回答を送信しました")
    notice.get_by_role("link", name="ページを表示し直す").click()
    expect(notice).to_be_hidden()
    assert (before, draft.kept, page.url, kept_on_device(page)) == (None, FIRST, check, 0)
