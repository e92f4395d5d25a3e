"""A newcomer registers for an event, changes, gives her place back: by keyboard, without an account, in three languages."""

from datetime import timedelta

import pytest
from wagtail.models import Locale, Page, Site

from events.actions import events, registration_terms
from events.models import EventIndexPage, Registration
from home import clock
from home.models import CitySettings, HomePage, Letter
from organizations.actions import roles
from organizations.models import User
from tests.events.registering import SEED, numbers, seats, terms_facts
from tests.journeys.cities import City
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
WORDS = {
    "ja": ("", "申し込む", "お名前", "メールアドレス", "同意", "変更", "席数", "保存する",
           "お申し込みをキャンセルする", "キャンセルを確定する"),
    "en": ("/en", "Register", "Your name", "Your e-mail address", "agree", "Change", "Number of seats", "Save",
           "Cancel my registration", "Yes, cancel my registration"),
    "zh-hans": ("/zh-hans", "报名", "姓名", "您的电子邮箱", "同意", "更改", "席位数", "保存", "取消报名", "确认取消报名"),
}  # fmt: skip


@pytest.fixture
def event(live_server):
    """A calendar in three languages, and an event with five seats that is open for registration."""
    front, calendar = None, None
    for language in WORDS:
        locale = Locale.objects.get_or_create(language_code=language)[0]
        home = HomePage(title=language, slug=f"front-{language}", locale=locale)
        index = EventIndexPage(title="Events", slug="events", locale=locale)
        if front is not None:
            home.translation_key, index.translation_key = front.translation_key, calendar.translation_key
        Page.get_first_root_node().add_child(instance=home)
        home.add_child(instance=index)
        front, calendar = front or home, calendar or index
    Site.objects.update(root_page=front)
    CitySettings.for_site(Site.objects.get())
    Site.clear_site_root_paths_cache()
    manager = User.objects.create_user("manager@city.example", "a long password", name="manager")
    roles.grant(manager, "event_manager", by=None)
    begins = clock.now() + timedelta(days=10)
    titles = {"title_ja": "素材の話", "title_en": "About materials", "title_zh": "材料讲座"}
    made = events.draft(
        by=manager,
        slug="materials",
        kind="seminar",
        mode="online",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        **titles,
    )
    events.announce(made, by=manager)
    facts = terms_facts(made, questions=[], largest_group=3)
    terms = registration_terms.save(made, by=manager, quotas=[seats("オンライン", size=5, mode="online")], **facts)
    registration_terms.open_registration(terms, by=manager, seed=SEED)
    return made


@pytest.mark.parametrize("language", WORDS)
def test_newcomer_registers_changes_and_cancels(page, event, live_server, language):
    prefix, register, name, email, agree, change, several, save, cancel, certain = WORDS[language]
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}{prefix}/events/materials/")
    keys = Keyboard(page)

    keys.follow("link", register)
    keys.write(name, "佐藤 恵")
    keys.write(email, "Ｍegumi@people.example")
    keys.tab_to("checkbox", agree)
    keys.press("Space")
    page.wait_for_timeout(2_000)  # nobody reads the page and writes in less than three seconds
    keys.follow("button", register)
    page.goto(live_server.url + City(live_server.url).link_in_letter("megumi@people.example", f"{prefix}/registrations/with/"))
    seen = numbers(event)
    keys.follow("link", change)
    keys.write(several, "2")
    keys.follow("button", save)
    then = numbers(event)
    keys.tab_to("DisclosureTriangle", cancel)
    keys.press("Enter")
    keys.follow("button", certain)

    assert (seen, then, numbers(event)) == ((1, 0, 4), (2, 0, 3), (0, 0, 5))
    assert Registration.objects.get().state == "cancelled"
    kinds = ["registration_confirmed", "registration_changed", "registration_cancelled"]
    assert [letter.kind.partition("/")[2] for letter in Letter.objects.order_by("pk")] == kinds
