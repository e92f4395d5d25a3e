"""Writing an application in a real browser: dead networks, killed tabs, ended sessions, colleagues. Nothing typed is lost."""

from contextlib import suppress
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, expect

from tests.certifications import making
from tests.journeys.actors import SAVED
from tests.journeys.drafts import ANSWERS, FIRST, field, hold_back, kept_on_device, mark, opened, type_at_end

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
MORE = "力の弱い方でも、車への積み下ろしをひとりで終えられます。"


def end_sessions(user):
    engine = import_module(settings.SESSION_ENGINE)
    for row in Session.objects.all():
        if row.get_decoded().get("_auth_user_id") == str(user.pk):
            engine.SessionStore(row.session_key).delete()  # from the cache, too, where there is one


def test_every_keystroke_survives_a_network_that_is_dead_for_two_minutes(draft, people):
    page = people(draft.owner)
    page.clock.install()
    page.goto(draft.address)
    page.context.set_offline(True)
    type_at_end(page, draft, FIRST)
    for _half_minute in range(4):
        page.clock.fast_forward(30_000)
        page.keyboard.type("あ")
    expect(mark(page, draft)).to_contain_text("通信できないため")
    before = draft.kept

    page.context.set_offline(False)

    expect(mark(page, draft)).to_have_text(SAVED)
    assert (before, draft.kept, field(page, draft).input_value()) == (None, f"{FIRST}ああああ", f"{FIRST}ああああ")
    assert kept_on_device(page) == 0


def test_killed_tab_loses_nothing_that_was_typed(draft, people):
    page = opened(people, draft, draft.owner)
    dead = [True]
    page.context.route(ANSWERS, lambda route: route.abort() if dead else route.continue_())
    type_at_end(page, draft, FIRST)
    with suppress(Error):
        page.goto("chrome://crash", timeout=2_000)
    before = draft.kept
    dead.clear()

    again = page.context.new_page()
    again.goto(draft.address)

    expect(field(again, draft)).to_have_value(FIRST)
    expect(mark(again, draft)).to_have_text(SAVED)
    assert (before, draft.kept) == (None, FIRST)


def test_long_typing_reaches_the_server_without_a_pause(draft, people):
    page = opened(people, draft, draft.owner)
    field(page, draft).focus()

    page.keyboard.type("あ" * 40, delay=200)

    assert len(draft.kept or "") > 5


def test_login_that_expires_mid_way_costs_nothing(draft, people):
    page = opened(people, draft, draft.owner)
    type_at_end(page, draft, FIRST)
    expect(mark(page, draft)).to_have_text(SAVED)
    end_sessions(draft.owner)

    type_at_end(page, draft, MORE)
    link = page.get_by_role("link", name="新しいウィンドウでログインし直す")
    expect(link).to_be_visible()
    page.get_by_role("button", name="保存する", exact=True).last.click()
    still = page.url, field(page, draft).input_value(), draft.kept
    with page.expect_popup() as opening:
        link.click()
    window = opening.value
    window.fill("input[name=login]", draft.owner.email)
    window.fill("input[name=password]", making.PASSWORD)
    window.locator("main button[type=submit]").first.click()
    window.wait_for_url("**/my/**")
    page.bring_to_front()

    expect(mark(page, draft)).to_have_text(SAVED)
    expect(link).to_be_hidden()
    assert still == (draft.address, FIRST + MORE, FIRST)
    assert draft.kept == FIRST + MORE


def test_another_persons_words_do_not_go_out_in_ones_name(draft, people, city):
    page = opened(people, draft, draft.owner)
    hold_back(page)
    type_at_end(page, draft, FIRST)
    city.enter(page.context, draft.editor)
    page.context.unroute(ANSWERS)
    page.reload()

    shown = field(page, draft).input_value()
    page.wait_for_timeout(3_000)

    assert (shown, draft.kept, kept_on_device(page)) == ("", None, 1)


def test_signing_out_leaves_nothing_on_the_device(draft, people):
    page = opened(people, draft, draft.owner)
    hold_back(page)
    type_at_end(page, draft, FIRST)
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))

    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url(lambda url: url != draft.address)

    assert (len(questions), kept_on_device(page)) == (1, 0)


def test_two_people_see_each_other_and_their_changes_are_joined(draft, people):
    draft.write("一つ目。二つ目。三つ目。", draft.owner)
    one, two = opened(people, draft, draft.owner), opened(people, draft, draft.editor)
    field(two, draft).focus()
    expect(one.locator(f"#q-{draft.question.key} [data-writer]")).to_have_text(f"{draft.editor}様が記入中です")

    field(two, draft).fill("壱つ目。二つ目。三つ目。")
    expect(mark(two, draft)).to_have_text(SAVED)
    type_at_end(one, draft, "四つ目。")

    expect(mark(one, draft)).to_have_text(SAVED)
    expect(field(one, draft)).to_have_value("壱つ目。二つ目。三つ目。四つ目。")
    expect(field(two, draft)).to_have_value("壱つ目。二つ目。三つ目。四つ目。")  # brought by the next turn of asking
    assert draft.kept == "壱つ目。二つ目。三つ目。四つ目。"


def test_two_people_in_the_same_sentence_choose(draft, people):
    draft.write("一つ目。", draft.owner)
    one = opened(people, draft, draft.owner)
    one.route("**/together/", lambda route: route.abort())
    draft.write("彼の一つ目。", draft.editor)
    field(one, draft).fill("私の一つ目。")
    expect(one.locator(".conflict")).to_contain_text("彼の一つ目。")
    before = draft.kept

    one.get_by_role("button", name="自分の内容を使う").click()

    expect(mark(one, draft)).to_have_text(SAVED)
    assert (before, draft.kept) == ("彼の一つ目。", "私の一つ目。")
    assert list(draft.record.revisions.filter(key=draft.question.key).values_list("value", flat=True)) == [
        "私の一つ目。",
        "彼の一つ目。",
        "一つ目。",
    ]


def test_news_of_ones_own_answer_that_comes_late_changes_nothing(draft, people):
    """What the colleagues' page says was asked before one's own save: an answer of the same version is one's own."""
    page = people(draft.owner)
    news = {"writers": {}, "newer": {}}
    page.route("**/together/", lambda route: route.fulfill(json=news))
    page.goto(draft.address)
    type_at_end(page, draft, FIRST)
    expect(mark(page, draft)).to_have_text(SAVED)
    late = {"value": "", "version": 1, "fingerprint": "x", "words": "同僚が保存"}

    news["newer"] = {str(draft.question.key): late}
    with page.expect_response("**/together/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(200)
    kept = field(page, draft).input_value()
    news["newer"] = {str(draft.question.key): late | {"value": "同僚の答え", "version": 2}}
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(field(page, draft)).to_have_value("同僚の答え")
    assert kept == FIRST


def test_what_was_typed_for_a_question_that_has_gone_can_be_copied(draft, people):
    page = opened(people, draft, draft.owner)
    sent = []
    gone = {"state": "gone", "error": "この設問は、新しい様式ではなくなりました。"}
    page.route(ANSWERS, lambda route: (sent.append(1), route.fulfill(status=410, json=gone))[1])
    type_at_end(page, draft, FIRST)
    box = page.locator("[data-gone]")
    expect(box).to_contain_text(FIRST)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(2_500)
    closed, times = field(page, draft).is_disabled(), len(sent)

    page.get_by_role("button", name="書き写しました").click()

    expect(box).to_have_count(0)
    assert (closed, times, kept_on_device(page)) == (True, 1, 0)


def test_words_for_a_question_that_went_while_one_was_away_are_shown(draft, people):
    page = opened(people, draft, draft.owner)
    gone, window = "00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-00000000000a"
    facts = {"url": f"/applications/{draft.record.public_id}/answers/{gone}/", "label": "なくなった質問", "sender": window}
    entry = {gone: facts | {"value": FIRST, "text": FIRST, "version": 1, "attempt": 0, "at": 4_000_000_000_000}}
    name = f"tsunagi-answers:{draft.record.public_id}:{draft.owner.pk}:{window}"
    page.evaluate("([name, entry]) => localStorage.setItem(name, JSON.stringify(entry))", [name, entry])
    page.reload()

    expect(page.locator("[data-answers-of] textarea")).to_have_value(FIRST)
