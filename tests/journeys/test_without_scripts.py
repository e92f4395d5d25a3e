"""Without JavaScript: what everybody reads, the applicant's save button, the judge's save button."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db.models import F
from playwright.sync_api import expect

from certifications.models import Application, Assignment, PanelMember, Round, Score
from events.models import Quota, Registration, RegistrationTerms
from home import clock
from tests.journeys.actors import PAPER

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
WORDS = "鑿の当たりだけで、木の乾き具合を聞き分けます。"


@pytest.fixture
def plain(people, city):
    """A window in which no script runs."""

    def window(email=""):
        return people(city.user(email) if email else None, java_script_enabled=False)

    return window


def test_public_pages_lead_on_without_scripts(plain, city):
    page = plain()
    page.goto(f"{city.url}/")

    page.locator("main [type=search]").first.fill("車いす")
    page.locator("main form[role=search] button").first.click()
    searched = page.url
    page.goto(f"{city.url}/brands/")
    page.locator(".register__find [name=q]").fill("車いす")
    page.locator(".register__find button").click()
    page.locator(".entry-card a").first.click()
    entry = page.locator("h1").inner_text()
    page.locator("main a[href^='/verify/']").first.click()
    checked = page.locator(".verdict").inner_text()
    page.goto(f"{city.url}/events/")
    page.locator("main").get_by_role("link", name=re.compile("次の月|翌月|次")).first.click()

    assert "q=" in searched
    assert entry in checked
    expect(page.locator("h1")).to_be_visible()


def test_form_is_saved_by_its_button_without_scripts(plain, city):
    draft = Application.objects.get(created_by__email="craft1@takumi.example", state="draft")
    question = draft.round.form_version.questions.filter(kind="long_text").select_related("section").first()
    page = plain("craft1@takumi.example")

    page.goto(f"{city.url}/applications/{draft.public_id}/sections/{question.section.code}/")
    page.fill(f"[name='a-{question.key}']", WORDS)
    page.get_by_role("button", name="保存する", exact=True).last.click()

    assert "保存しました。" in page.locator("body").inner_text()
    assert draft.answers.get(key=question.key).value == WORDS


def test_sheet_is_saved_and_handed_in_without_scripts(plain, city):
    round_ = Round.objects.get(state="judging")
    assignment = Assignment.objects.filter(application__round=round_, state__in=["assigned", "working"]).order_by("pk").first()
    PanelMember.objects.filter(round=round_).update(pledged_at=clock.now())
    page = plain(assignment.judge.email)

    page.goto(f"{city.url}/judging/{assignment.public_id}/")
    if page.get_by_role("button", name="いいえ、申請内容を開く").count():
        page.get_by_role("button", name="いいえ、申請内容を開く").click()
    for fieldset in page.locator("[data-criterion]").all():
        fieldset.locator("input[value='3']").check(force=True)
    page.locator("button[name=action][value=save]").click()
    saved = page.locator("body").inner_text()
    page.locator("button[name=action][value=hand_in]").first.click()
    assignment.refresh_from_db()

    assert "保存しました。" in saved
    assert set(Score.objects.filter(review__assignment=assignment).values_list("value", flat=True)) == {3}
    assert assignment.state == "submitted"


def test_message_is_sent_with_its_file_without_scripts(plain, city):
    application = Application.objects.filter(receipt_number__isnull=False, state="in_review", organization__isnull=False).first()
    page = plain(application.created_by.email)

    page.goto(f"{city.url}/applications/{application.public_id}/messages/")
    page.fill("[name=body]", WORDS)
    page.locator("[name=files]").set_input_files(PAPER)
    page.get_by_role("button", name="送信する").click()

    expect(page.locator(".messages-thread")).to_contain_text(WORDS)
    message = application.messages.latest("pk")
    assert (message.author, message.body, message.files.count()) == (application.created_by, WORDS, 1)


def test_place_is_taken_changed_and_given_back_without_scripts(plain, city):
    now = clock.now()
    terms = RegistrationTerms.objects.filter(admission="first_come", event__payee=None, event__starts_at__gt=now)
    left = Quota.objects.filter(size__gt=F("used") + F("held")).values("event")
    event = next(each.event for each in terms.filter(event__in=left) if each.is_open(now))
    page = plain()

    page.goto(f"{city.url}/registrations/for/{event.public_id}/")
    if page.get_by_role("radio", name="オンライン").count():
        page.get_by_role("radio", name="オンライン").check()
    page.fill("[name=name]", "佐藤 恵")
    page.fill("[name=email]", "megumi@people.example")
    for need in page.locator("form .field input[type=checkbox][required]").all():
        need.check()
    page.wait_for_timeout(3_500)  # nobody reads the page and writes in less than three seconds
    page.locator("main form button[type=submit]").last.click()
    page.goto(city.url + city.link_in_letter("megumi@people.example", "/registrations/with/"))
    taken = Registration.objects.get(event=event, email="megumi@people.example").state
    page.locator("summary", has_text="お申し込みをキャンセルする").click()
    page.get_by_role("button", name="キャンセルを確定する").click()

    assert (taken, Registration.objects.get(event=event, email="megumi@people.example").state) == ("confirmed", "cancelled")


def test_second_factor_is_set_up_without_scripts(plain, city):
    user = city.user("secretary.kis@city.example")
    page = plain(user.email)

    page.goto(f"{city.url}/account/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))))
    page.locator("main form button[type=submit]").last.click()

    expect(page.locator("main")).to_be_visible()
    assert Authenticator.objects.filter(user=user, type="totp").exists()
