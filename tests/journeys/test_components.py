"""Every component in a real browser: no violation, no broken policy, and the behaviors that scripts add."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from wagtail.models import Locale, Page, Site

from home.models import HomePage

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.journey


@pytest.fixture
def gallery(live_server, settings, page):
    """The gallery, open, with everything that the browser complained of."""
    settings.DEMO = True
    front = HomePage(title="入口", slug="front", locale=Locale.objects.get_or_create(language_code="ja")[0])
    Page.get_first_root_node().add_child(instance=front)
    Site.objects.update(root_page=front)
    Site.clear_site_root_paths_cache()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"{live_server.url}/components/")
    return page, complaints


def test_components_keep_the_content_policy(gallery):
    _page, complaints = gallery

    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_components_can_be_used_by_everybody(gallery, width, scheme):
    page, _complaints = gallery
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_dialog_waits_behind_its_button(gallery):
    page, _complaints = gallery
    dialog = page.locator("#withdraw")

    closed = dialog.is_visible()
    page.get_by_role("button", name="取り下げる").first.click()
    opened = dialog.is_visible()
    page.keyboard.press("Escape")

    assert (closed, opened, dialog.is_visible()) == (False, True, False)


def test_counter_counts_characters_not_bytes(gallery):
    page, _complaints = gallery

    page.fill("#id_benefit", "𠮷野家の車いす")

    assert page.locator('[data-count="id_benefit"]').inner_text() == "7 / 200 字"


def test_menu_opens_without_script_on_a_phone(gallery):
    page, _complaints = gallery
    page.set_viewport_size({"width": 390, "height": 844})
    menu = page.locator("#menu")

    closed = menu.is_visible()
    page.get_by_role("button", name="メニュー").click()

    assert (closed, menu.is_visible()) == (False, True)
