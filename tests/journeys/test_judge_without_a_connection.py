"""A judge on a train: her window is closed, her network gone, and nothing that she gave is lost or can be read by others."""

import pytest
from playwright.sync_api import expect

from certifications.actions import judging
from certifications.models import Assignment, Review, Round
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.journey
NOTE = "車中で書いた手控え"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def judge(live_server):
    """Three cases; she has said of each that nothing connects her with it."""
    with clock.at(making.DURING):
        program = making.program("monozukuri-brand")
        secretary = making.office(program, "secretary")
        round_ = making.published_round(program, secretary, reviews_wanted=1)
        for number in range(3):
            company = making.organization(f"試作工業第{number}株式会社")
            owner = making.member(company, f"owner-{number}")
            making.accepted(making.submitted(round_, owner, name=f"試作{number}", organization=company), secretary)
        judge = making.person("judge", name="佐々木 真理")
        round_ = Round.objects.get(pk=round_.pk)
        making.judged(round_, secretary, [judge])
        judging.pledge(Round.objects.get(pk=round_.pk), by=judge)
        for assignment in Assignment.objects.filter(judge=judge):
            judging.open_sheet(assignment, by=judge)
    return judge


def cases(judge):
    return list(Assignment.objects.filter(judge=judge).order_by("order"))


def values(assignment):
    scores = Review.objects.get(assignment=assignment).scores.order_by("criterion__order")
    return [None if score.not_applicable else score.value for score in scores]


ON_DEVICE = "Object.entries(localStorage).filter(([name]) => name.startsWith('tsunagi-scores:')).flat().join(' ')"


def device(page):
    return page.evaluate(ON_DEVICE)


def open_case(page, live_server, assignment):
    page.goto(f"{live_server.url}/judging/{assignment.public_id}/")
    page.wait_for_selector("[data-live]")


def test_values_of_a_closed_window_are_sealed_on_the_device_and_sent_by_the_next_page(page, sign_in, judge, live_server, context):
    first = cases(judge)[0]
    sign_in(judge)
    open_case(page, live_server, first)
    context.set_offline(True)
    page.keyboard.press("4")
    page.keyboard.press("5")
    page.locator("[name=private_note]").fill(NOTE)
    page.locator("[name=applicant_comment]").focus()
    expect(page.locator("[data-pad-status]")).to_contain_text("暗号化して")
    page.wait_for_timeout(300)
    kept = device(page)
    page.close()
    context.set_offline(False)
    assert values(first) == []

    later = context.new_page()
    later.goto(f"{live_server.url}/judging/")

    expect(later.locator("[data-scores-left]")).to_contain_text("送信しました")
    assert (values(first), Review.objects.get(assignment=first).private_note) == ([4, 5], NOTE)
    assert (NOTE in kept, '"value"' in kept, str(first.public_id) in kept) == (False, False, True)
    assert device(later) == ""


def test_newer_value_of_another_device_is_not_written_over(page, sign_in, judge, live_server, context):
    first = cases(judge)[0]
    criterion = first.stage.rubric.criteria.order_by("order").first()
    sign_in(judge)
    open_case(page, live_server, first)
    context.set_offline(True)
    page.keyboard.press("4")
    expect(page.locator("[data-pad-status]")).to_contain_text("暗号化して")
    with clock.at(making.DURING):
        judging.score(first, criterion, 2, by=judge)

    context.set_offline(False)

    expect(page.locator("[data-pad-status]")).to_contain_text("別の画面で", timeout=12_000)
    expect(page.locator(".pad__criterion").first.locator("input:checked")).to_have_value("2")
    assert values(first) == [2]


def test_judge_scores_three_cases_on_a_phone_without_a_connection(page, sign_in, judge, live_server, context):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(judge)
    page.goto(f"{live_server.url}/judging/")
    page.get_by_role("button", name="開いた案件を手元に置く").click()
    expect(page.get_by_text("3件を手元に置きました")).to_be_visible(timeout=20_000)
    context.set_offline(True)

    page.get_by_role("link", name="最初の案件から始める").click()
    for number in range(3):
        expect(page.locator(".case-head__place b")).to_have_text(str(number + 1))
        page.wait_for_selector("[data-live]")
        for place in range(6):
            page.locator(".pad__criterion:visible .pad__mark").nth(number).click()
            if place < 5:
                page.locator("[data-pad-step='1']").click()
        page.locator("[data-pad-submit]").click()
        page.locator("[data-pad-confirm] button[value=hand_in]").click()
    expect(page.locator("[data-pad-status]")).to_contain_text("つながりしだい")
    assert [values(each) for each in cases(judge)] == [[], [], []]

    context.set_offline(False)

    page.wait_for_url(f"{live_server.url}/judging/", timeout=30_000)
    for _ in range(60):
        if all(each.state == "submitted" for each in cases(judge)):
            break
        page.wait_for_timeout(500)
    assert [(values(each), each.state) for each in cases(judge)] == [([n] * 6, "submitted") for n in (1, 2, 3)]
    page.wait_for_function(f"{ON_DEVICE} === ''")  # the answer to the last one is on its way


def test_signing_out_asks_before_it_deletes_what_waits(page, sign_in, judge, live_server, context):
    sign_in(judge)
    open_case(page, live_server, cases(judge)[0])
    context.set_offline(True)
    page.keyboard.press("4")
    expect(page.locator("[data-pad-status]")).to_contain_text("暗号化して")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_timeout(4_000)

    assert len(asked) == 1
    assert device(page) != ""
