"""A judge works through her list with the keyboard alone, on a phone, without scripts, and through a tunnel."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from certifications.models import Assignment, Review, Round
from home import clock
from tests.certifications import making

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def _one_factor(settings):
    """Judges sign in with a second one: test_passkeys.py sets it up."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def judge(live_server):
    """Seated on a round with two cases and six criteria, the fifth of which may not apply."""
    with clock.at(making.DURING):
        program = making.program("monozukuri-brand")
        secretary = making.office(program, "secretary")
        round_ = making.published_round(program, secretary, reviews_wanted=1)
        for number in range(2):
            company = making.organization(f"試作工業第{number}株式会社")
            owner = making.member(company, f"owner-{number}")
            making.accepted(making.submitted(round_, owner, name=f"試作{number}", organization=company), secretary)
        judge = making.person("judge", name="佐々木 真理")
        making.judged(Round.objects.get(pk=round_.pk), secretary, [judge])
    return judge


@pytest.fixture
def keyboard(page, sign_in, judge, live_server):
    """The judge's keys, counted from the last reset."""
    sign_in(judge)
    page.goto(f"{live_server.url}/judging/")
    return Keyboard(page)


class Keyboard:
    """Presses keys and counts them; the mouse is never touched."""

    def __init__(self, page):
        self.page = page
        self.presses = 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def tab_to(self, words, limit=30):
        """Tabs until the thing with these words has the focus."""
        for _ in range(limit):
            self.press("Tab")
            if words in self.page.evaluate("document.activeElement.textContent"):
                return
        raise AssertionError(f"{words} cannot be reached")

    def arrive(self, selector):
        """On the page that has this, after its scripts have run: they move the focus and bind the keys."""
        self.page.wait_for_selector(selector)
        self.page.wait_for_load_state()


def open_first_case(keyboard):
    keyboard.tab_to("誓約して審査を始める")
    keyboard.press("Enter")
    keyboard.arrive(".docket__cases")
    keyboard.tab_to("最初の案件から始める")
    keyboard.press("Enter")
    keyboard.arrive(".connection")
    keyboard.tab_to("いいえ、申請内容を開く", limit=3)
    keyboard.press("Enter")
    keyboard.arrive("[data-live]")


def values(assignment):
    scores = Review.objects.get(assignment=assignment).scores.order_by("criterion__order")
    return [None if score.not_applicable else score.value for score in scores]


def test_judge_scores_two_cases_with_few_keys(keyboard, judge):
    page = keyboard.page
    first, _second = Assignment.objects.filter(judge=judge)
    open_first_case(keyboard)
    keyboard.presses = 0

    keyboard.press("4", "5", "3", "4", "0", "5")
    expect(page.locator("[data-pad-given]")).to_have_text("6")
    expect(page.locator("[data-pad-status]")).to_contain_text("保存しました")
    keyboard.press("Enter")
    expect(page.locator("[data-pad-confirm]")).to_be_visible()
    keyboard.press("Enter")
    keyboard.arrive(".connection")

    assert keyboard.presses <= 25
    assert (keyboard.presses, values(first)) == (8, [4, 5, 3, 4, None, 5])
    expect(page.locator(".notice")).to_contain_text("2件のうち1件が終わりました")

    keyboard.tab_to("いいえ、申請内容を開く", limit=3)
    keyboard.press("Enter")
    keyboard.arrive("[data-live]")
    keyboard.press("3", "3", "u", "k", "2", "j", "1", "1", "1", "1", "Enter")
    expect(page.locator("[data-pad-confirm]")).to_be_hidden()
    keyboard.press("2", "2", "2", "2", "2", "2", "Enter")
    expect(page.locator("[data-pad-confirm]")).to_be_visible()
    keyboard.press("Enter")
    keyboard.arrive(".docket__status")

    assert [assignment.state for assignment in Assignment.objects.filter(judge=judge)] == ["submitted", "submitted"]
    expect(page.locator(".progress__figures")).to_have_text("2 / 2")


def test_keys_move_undo_and_lead_to_the_neighbors(keyboard, judge):
    page = keyboard.page
    first = Assignment.objects.filter(judge=judge).first()
    open_first_case(keyboard)
    current = page.locator(".pad__criterion[data-current] .pad__label")

    expect(current).to_have_text("独自性")
    keyboard.press("5")
    expect(current).to_have_text("優位性")
    keyboard.press("k")
    expect(current).to_have_text("独自性")
    keyboard.press("j", "j")
    expect(current).to_have_text("品質と信頼")
    keyboard.press("u")
    expect(current).to_have_text("独自性")
    expect(page.locator("[data-pad-given]")).to_have_text("0")
    expect(page.locator("[data-pad-status]")).to_contain_text("保存しました")
    assert values(first) == []

    keyboard.press("n")
    keyboard.arrive(".connection")
    keyboard.press("p")
    keyboard.arrive("[data-live]")


def test_keys_can_be_switched_off_and_stay_off(keyboard, judge):
    page = keyboard.page
    open_first_case(keyboard)
    keyboard.press("?")
    expect(page.locator("[data-pad-keys]")).to_be_visible()
    keyboard.press("Space", "Escape")
    expect(page.locator("[data-pad-keys]")).to_be_hidden()

    keyboard.press("5")
    page.reload()
    keyboard.arrive("[data-live]")
    keyboard.press("4", "j", "?")

    expect(page.locator("[data-pad-given]")).to_have_text("0")
    expect(page.locator("[data-pad-keys]")).to_be_hidden()


def test_keys_are_letters_inside_a_comment(keyboard, judge):
    page = keyboard.page
    open_first_case(keyboard)
    page.locator("[name=private_note]").focus()

    page.keyboard.type("5 jku? n")
    page.keyboard.press("Tab")  # who types slowly has been saved in between, too

    expect(page.locator("[name=private_note]")).to_have_value("5 jku? n")
    expect(page.locator("[data-pad-given]")).to_have_text("0")
    expect(page.locator("[data-pad-status]")).to_contain_text("保存しました")
    assert Review.objects.get().private_note == "5 jku? n"


def test_screen_reader_hears_criterion_and_value(keyboard, judge):
    open_first_case(keyboard)

    group = keyboard.page.get_by_role("group", name="独自性")

    expect(group.get_by_role("radio", name="5段階中4", exact=True)).to_have_count(1)
    expect(group).to_have_accessible_description(re.compile("1 同じものが広く流通している 3 はっきりした工夫がある 5 .+"))


def test_values_given_in_a_tunnel_are_saved_after_it(keyboard, judge, context):
    page = keyboard.page
    open_first_case(keyboard)
    context.set_offline(True)
    keyboard.press("4", "5")
    expect(page.locator("[data-pad-status]")).to_contain_text("暗号化して保管し")
    assert values(Assignment.objects.filter(judge=judge).first()) == []

    context.set_offline(False)

    expect(page.locator("[data-pad-status]")).to_contain_text("保存しました", timeout=12_000)
    page.wait_for_timeout(500)
    assert values(Assignment.objects.filter(judge=judge).first()) == [4, 5]


def test_judge_scores_on_a_phone_one_criterion_at_a_time(keyboard, judge):
    page = keyboard.page
    page.set_viewport_size({"width": 390, "height": 844})
    open_first_case(keyboard)

    expect(page.locator(".pad__criterion:visible")).to_have_count(1)
    bar = page.locator(".pad__bar").bounding_box()
    page.locator(".pad__criterion:visible .pad__mark").nth(3).click()
    page.locator("[data-pad-step='1']").click()

    assert (round(bar["y"] + bar["height"]), bar["height"] < 844 * 0.4) == (844, True)
    expect(page.locator(".pad__criterion:visible .pad__label")).to_have_text("優位性")
    expect(page.locator("[data-pad-given]")).to_have_text("1")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_judge_needs_no_scripts(page, sign_in, judge, live_server):
    sign_in(judge)
    first = Assignment.objects.filter(judge=judge).first()
    page.goto(f"{live_server.url}/judging/")
    page.get_by_role("button", name="誓約して審査を始める").click()
    page.get_by_role("link", name="最初の案件から始める").click()
    page.get_by_role("button", name="いいえ、申請内容を開く").click()
    for place in range(6):
        page.locator(".pad__criterion").nth(place).locator("input[value='4']").check(force=True)
    page.get_by_label("申請者への講評").fill("丁寧な仕事です。")
    page.get_by_role("button", name="提出する").click()

    expect(page.locator(".notice")).to_contain_text("2件のうち1件が終わりました")
    assert (values(first), Review.objects.get(assignment=first).applicant_comment) == ([4] * 6, "丁寧な仕事です。")


@pytest.mark.parametrize("width", [320, 1280])
def test_pane_can_be_used_by_everybody(keyboard, judge, width):
    page = keyboard.page
    page.set_viewport_size({"width": width, "height": 900})

    def check(name):
        violations = Axe().run(page, options={"runOnly": RULES, "preload": False}).response["violations"]
        assert [(name, each["id"], [node["html"] for node in each["nodes"]][:2]) for each in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    check("pledge")
    keyboard.tab_to("誓約して審査を始める")
    keyboard.press("Enter")
    keyboard.arrive(".docket__cases")
    check("list")
    keyboard.tab_to("最初の案件から始める")
    keyboard.press("Enter")
    keyboard.arrive(".connection")
    check("question")
    page.locator(".connection summary").click()
    page.get_by_role("button", name="この案件の審査を辞退する").click()
    keyboard.arrive(".error-summary")
    check("question with an error")
    page.get_by_role("button", name="いいえ、申請内容を開く").click()
    keyboard.arrive("[data-live]")
    check("sheet")
    page.keyboard.press("?")
    check("keys")
    page.keyboard.press("Escape")
    page.locator("[name=action][value=save]").evaluate("button => button.form.elements.row_version.value = 99")
    page.locator("[name=private_note]").evaluate("field => { field.value = 'x' }")
    page.get_by_role("button", name="保存する").click()
    keyboard.arrive(".error-summary")
    check("sheet with an error")
