"""A whole application with the keyboard alone, heard as a screen reader hears it: each step by its role and its name."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale, Page, Site

from certifications.models import Application, ProgramIndexPage
from home.models import CitySettings, HomePage
from tests.certifications import making
from tests.home import samples
from tests.journeys.keyboard import Keyboard
from tests.journeys.served import program_with

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
FORM = """# 製品について
製品の呼び名 | 40字 | 必須
主な特徴 | 長文 | 200字 | 必須
希望小売価格 | 円 | 必須
貸し出せる台数 | 数 | 1〜300 | 必須
発売日 | 日付 | 必須
製品の種類 | 選択：車いす、つえ、手すり | 必須
使われる場所 | 複数選択：自宅、施設、屋外 | 必須
紹介ページ | URL
# 実績と資料
販売実績 | 表：年度（数・必須）、取引先 | 1〜3 | 必須
試験成績書 | ファイル：PDF | 必須
内容に誤りはありません | 同意 | 必須"""


@pytest.fixture
def company(live_server):
    """A company, and a program with a page, a self-check and a form of every kind of question."""
    root = Page.get_first_root_node()
    front = HomePage(title="入口", slug="front", locale=Locale.objects.get(language_code="ja"))
    root.add_child(instance=front)
    front.add_child(instance=ProgramIndexPage(title="プログラム", slug="programs", locale=front.locale))
    Site.objects.update(root_page=front)
    CitySettings.for_site(Site.objects.get())
    Site.clear_site_root_paths_cache()
    program_with(FORM)
    return making.organization()


@pytest.fixture
def keys(page, company, sign_in, live_server):
    sign_in(making.member(company, "owner"))
    page.goto(f"{live_server.url}/programs/kis/")
    return Keyboard(page)


def check_whether_one_may_apply(keys):
    """The self-check: something to everything that is asked, in the order of the page."""
    keys.follow("link", "申請できるか数分で確かめる")
    for _stop in range(80):
        keys.press("Tab")
        match keys.heard():
            case "button", "結果を見る":
                break
            case (("radio" | "checkbox"), _name):
                keys.press("Space")
            case (("textbox" | "spinbutton"), _name):
                keys.page.keyboard.type("10")
            case "combobox", _name:
                keys.press("ArrowDown")
    with keys.page.expect_navigation():
        keys.press("Enter")
    keys.follow("link", "この内容で申請に進む")


def begin(keys):
    keys.write("製品の名称", "ひとつ折り車いす ORU")
    keys.tab_to("combobox", "分野")
    keys.press("ArrowDown")
    keys.follow("button", "申請を始める")


def write_about_the_product(keys):
    """Each kind of a typed or chosen answer; the price is wrong at first, and mended from the list of errors."""
    keys.follow("link", "製品について")
    keys.write("製品の呼び名", "ORU")
    keys.write("主な特徴", "座ったまま片手で折りたためます。")
    keys.write("希望小売価格", "たかい")
    keys.write("貸し出せる台数", "３")
    keys.write("発売日", "令和6年4月1日")
    keys.tab_to("radio", "車いす")
    keys.press("Space")
    keys.tab_to("checkbox", "自宅")
    keys.press("Space")
    keys.write("紹介ページ", "oru.example/jp")
    keys.follow("button", "保存して次へ進む")
    assert keys.heard()[0] == "alert"

    keys.tab_to("link", "希望小売価格", limit=3)
    keys.press("Enter")
    keys.page.wait_for_timeout(200)
    assert keys.heard()[0] == "textbox"
    assert keys.heard()[1].startswith("希望小売価格")

    keys.press("Control+a")
    keys.page.keyboard.type("128,000円")
    expect(keys.page.get_by_role("status").filter(has_text="すべて保存済みです")).to_be_visible()
    keys.follow("button", "保存して次へ進む")


def write_about_the_papers(keys):
    """A table that gets a row, and a file; the consent is forgotten, and given from the list of what is left."""
    keys.write("年度 1", "2025")
    keys.write("取引先 1", "横浜商会")
    keys.tab_to("button", "行を追加")
    keys.press("Enter")
    assert keys.heard() == ("textbox", "年度 3")
    keys.page.keyboard.type("2026")
    keys.tab_to("button", "試験成績書")
    keys.chooser().set_files({"name": "試験成績書.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()})
    expect(keys.page.get_by_role("status").filter(has_text="試験成績書.pdf")).to_be_attached()
    keys.follow("button", "保存して全体を確認する")

    keys.follow("link", "内容に誤りはありません")
    assert keys.heard()[0] == "checkbox"
    assert keys.heard()[1].startswith("内容に誤りはありません")
    keys.press("Space")
    expect(keys.page.get_by_role("status").filter(has_text="すべて保存済みです")).to_be_visible()
    keys.follow("button", "保存して全体を確認する")


@pytest.mark.parametrize("width", [1280, 390])
def test_application_is_made_with_the_keyboard_alone(keys, width):
    page = keys.page
    page.set_viewport_size({"width": width, "height": 844})
    check_whether_one_may_apply(keys)
    begin(keys)
    write_about_the_product(keys)
    write_about_the_papers(keys)

    keys.follow("button", "申請を提出する")

    application = Application.objects.get()
    answers = {question.label_ja: application.answers.get(key=question.key).value for question in typed(application)}
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text(application.receipt_number)
    assert application.eligibility["answers"]
    assert answers == {
        "製品の呼び名": "ORU",
        "主な特徴": "座ったまま片手で折りたためます。",
        "希望小売価格": 128_000,
        "貸し出せる台数": 3,
        "発売日": "2024-04-01",
        "製品の種類": "c1",
        "使われる場所": ["c1"],
        "紹介ページ": "https://oru.example/jp",
        "販売実績": [{"c1": 2025, "c2": "横浜商会"}, {"c1": 2026}],
        "内容に誤りはありません": True,
    }
    assert [attachment.name for attachment in application.attachments.all()] == ["試験成績書.pdf"]


def typed(application):
    return [question for question in application.form_version.questions.all() if not question.takes_files]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_place_that_tabbing_reaches_has_a_name(keys, width):
    page = keys.page
    page.set_viewport_size({"width": width, "height": 844})
    check_whether_one_may_apply(keys)
    begin(keys)
    pages = [page.url, *page.locator(".steps a").evaluate_all("links => links.map((link) => link.href)")]

    assert keys.nameless([*pages, re.sub(r"(applications/[^/]+/).*", r"\1check/", pages[0])]) == []
