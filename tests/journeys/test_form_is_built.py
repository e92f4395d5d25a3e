"""An officer builds a form of sixty questions with conditions in the browser, publishes it, and an applicant fills it in.

That a person needs less than twenty minutes is reckoned, not timed: what she types, and how often she presses something.
"""

from difflib import SequenceMatcher

import pytest
from playwright.sync_api import expect

from certifications.models import Application, FormVersion, Round
from tests.journeys.actors import SAVED, Officer, Person

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

MINUTES = 20
PACE = 50  # characters a minute: a second-grade typist of Japanese (500 in ten minutes)
SECONDS = 10  # to look, decide and press, each time
COPYING = 6  # keys for taking an earlier line once more
PRESSED = "for (const what of ['pointerdown', 'change']) addEventListener(what, () => pressed(), true)"
LINES = (
    "\n".join(
        f"# 第{part}章\n第{part}章は対象ですか | はい・いいえ\n"
        + "\n".join(f"第{part}章の問い{number} | 長文 | 400字 | もし：第{part}章は対象ですか＝はい" for number in range(1, 10))
        for part in range(1, 6)
    )
    + """
# 実績
設立日 | 日付 | 必須
受賞歴 | はい・いいえ | 必須
受賞の内容 | 長文 | 200字 | 必須 | もし：受賞歴＝はい
販売実績 | 表：年度（数・必須）、取引先、売上（円） | 必須
資本金 | 円 | 0〜
従業員数 | 数 | 1〜300
分野 | 選択：機械、金属、電子
賞の種類 | 短文 | 60字
ウェブサイト | ウェブ
個人情報の取扱い | 同意 | 必須
"""
)


def test_a_form_of_sixty_questions_is_built_published_and_filled_in(city, people):
    officer = Officer(people(city.user("secretary.meister@city.example")), city)
    round_ = Round.objects.filter(program__slug="meister", state="published").latest("closes_at")
    draft = Application.objects.filter(round=round_, state="draft").order_by("pk").first()
    pressed = []
    officer.page.context.expose_function("pressed", lambda: pressed.append(1))
    officer.page.context.add_init_script(PRESSED)

    build(officer)
    version = FormVersion.objects.get(program=round_.program, published_at=None)
    condition(officer, version)
    preview(officer, version)
    publish(officer, version, round_)
    fill_in(Person(people(draft.created_by), city), draft)

    draft.refresh_from_db()
    labels = dict(draft.form_version.questions.values_list("key", "label_ja"))
    answers = {labels[answer.key]: answer.value for answer in draft.answers.all() if answer.key in labels}
    assert draft.form_version == version
    assert version.questions.count() == 60
    assert len(pressed) > 10
    assert typed(LINES) / PACE + len(pressed) * SECONDS / 60 < MINUTES
    assert answers["設立日"] == "2016-04-01"
    assert answers["受賞の内容"] == "技能グランプリ 金賞"
    assert answers["販売実績"] == [{"c1": 2024, "c2": "横浜商会", "c3": 1_200_000}, {"c1": 2025}]


def typed(text):
    """Keys for writing the lines, where a line like an earlier one is copied and changed."""
    written, keys = [], 0
    for line in text.strip().splitlines():
        keys += min([len(line), *(COPYING + changed(earlier, line) for earlier in written)]) + 1
        written.append(line)
    return keys


def changed(earlier, line):
    """Keys for making the line of the earlier one."""
    parts = SequenceMatcher(a=earlier, b=line, autojunk=False).get_opcodes()
    return sum(1 + last - first for tag, _from, _to, first, last in parts if tag != "equal")


def build(officer):
    """An empty edition, and sixty lines pasted into it."""
    officer.go("/admin/form-versions/new/")
    officer.page.get_by_label("空の様式").check()
    officer.press("新しい版を作成する")
    officer.page.locator(".desk-next").get_by_role("link", name="質問をまとめて追加").click()
    officer.page.locator("#id_text").fill(LINES)
    officer.press("質問をまとめて追加")
    officer.reads("第1章の問い1", "公開できる状態です")


def condition(officer, version):
    """One more question gets its condition by choosing, and is seen while it is written."""
    officer.go(f"/admin/form-versions/{version.pk}/")
    officer.page.get_by_role("link", name="賞の種類", exact=True).click()
    officer.page.locator("#id_condition_question").select_option(label="受賞歴")
    officer.page.get_by_role("group", name="受賞歴").get_by_label("はい").check()
    officer.page.locator("#id_label_ja").fill("賞を出した団体")
    seen = officer.page.frame_locator("iframe[name=try]")
    expect(seen.locator("body")).to_contain_text("賞を出した団体")
    officer.press("保存する")
    expect(officer.page.locator("li", has_text="賞を出した団体")).to_contain_text("「受賞歴」が「はい」のときに尋ねる")


def preview(officer, version):
    """Conditions work in the frame."""
    officer.go(f"/admin/form-versions/{version.pk}/preview/?width=390")
    frame = officer.page.frame_locator("iframe")
    asked = frame.locator(".question", has_text="受賞の内容")
    expect(asked).to_be_hidden()
    frame.get_by_role("group", name="受賞歴").get_by_label("はい").check()
    expect(asked).to_be_visible()


def publish(officer, version, round_):
    """The edition is published, and the running round takes it up after its plan was read."""
    officer.go(f"/admin/form-versions/{version.pk}/publish/")
    officer.press("この版を公開する")
    officer.reads("この版は変更できません")
    officer.page.locator(".desk-next").get_by_role("link", name="切り替えた場合を確認").click()
    officer.reads("件の下書きがこの版に移ります")
    officer.press("回をこの版に切り替える")
    round_.refresh_from_db()
    assert round_.form_version == version


def fill_in(applicant, draft):
    """Everything saves itself; the second question of an award shows itself when the first says so."""
    code = "section-6"
    page = applicant.page
    applicant.go(f"/applications/{draft.public_id}/sections/{code}/")
    page.get_by_label("設立日").fill("平成28年4月1日")
    page.get_by_role("group", name="受賞歴").get_by_label("はい").check()
    page.get_by_label("受賞の内容").fill("技能グランプリ 金賞")
    page.get_by_label("年度 1").fill("２０２４")
    page.get_by_label("取引先 1").fill("横浜商会")
    page.get_by_label("売上 1").fill("1,200,000円")
    page.get_by_label("年度 2").fill("2025")
    page.get_by_role("button", name="行を追加").click()
    page.get_by_label("個人情報の取扱い").check()
    for label in ("設立日", "受賞の内容", "販売実績", "個人情報の取扱い"):
        expect(page.locator(".question", has_text=label).locator("[data-saved]").first).to_have_text(SAVED)
    applicant.go(f"/applications/{draft.public_id}/check/")
    applicant.reads("技能グランプリ 金賞", "横浜商会", "2016年4月1日")
