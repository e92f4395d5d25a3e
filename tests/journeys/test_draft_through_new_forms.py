"""A draft begun on the first edition of a form, with its owner typing while the second and third are published."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from home import clock
from tests.certifications import making
from tests.certifications.actions.test_form_adoptions import adding, adopt, again, changing, edition, without
from tests.journeys.actors import SAVED
from tests.journeys.served import program_with
from tests.journeys.test_components import RULES

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
FORM = """# 製品について
製品の呼び名 | 40字 | 必須
主な特徴 | 長文 | 200字 | 必須
工場と電話 | 長文 | 200字
販売の見込み | 長文 | 200字"""
TYPED = {
    "製品の呼び名": "ORU",
    "主な特徴": "座ったまま片手で折りたためます。",
    "工場と電話": "川崎市中原区1-1 044-000-0000",
    "販売の見込み": "初年度は三百台です。",
}
MORE = "ひとりで積めます。"


@pytest.fixture
def owner(live_server):
    return making.member(making.organization(), "owner")


@pytest.fixture
def begun(owner):
    """A draft of the first edition, and who publishes the next ones."""
    round_, secretary = program_with(FORM)
    with clock.at(making.DURING):
        return making.draft(round_, owner, organization=owner.memberships.get().organization), secretary


def field(page, label):
    return page.get_by_role("textbox", name=label)


def mark(page, label):
    return page.locator("[data-field]").filter(has=field(page, label)).locator("[data-saved]")


def renew(draft, secretary):
    """The second edition renames one question, splits one and has a new one; the third takes one out and has another new one."""
    keys = {question.label_ja: str(question.key) for question in draft.form_version.questions.all()}
    split = [adding(label, kind="long_text", made_from=[keys["工場と電話"]]) for label in ("工場の所在地", "電話番号")]
    renamed = changing(keys["主な特徴"], label={"ja": "一番の特徴", "en": "", "zh": ""})
    program = draft.round.program
    second = edition(program, secretary, renamed, *split, without(keys["工場と電話"]), adding("使う人"))
    adopt(draft.round, second, secretary)
    third = edition(program, secretary, without(keys["販売の見込み"]), adding("保証の内容"))
    adopt(draft.round, third, secretary)
    return second, third


def test_what_was_typed_on_the_first_edition_is_there_after_the_second_and_third(page, begun, owner, sign_in, live_server):
    draft, secretary = begun
    sign_in(owner)
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{draft.form_version.sections.get().code}/")
    for label, text in TYPED.items():
        field(page, label).fill(text)
        expect(mark(page, label)).to_have_text(SAVED)

    page.context.set_offline(True)
    for label in ("主な特徴", "販売の見込み"):
        field(page, label).press("Control+End")
        page.keyboard.type(MORE)
    second, third = renew(draft, secretary)
    page.context.set_offline(False)

    expect(mark(page, "主な特徴")).to_have_text(SAVED)
    expect(page.locator("[data-gone]")).to_contain_text(TYPED["販売の見込み"] + MORE)
    page.get_by_role("button", name="書き写しました").click()
    page.reload()
    shown = {label: field(page, label).input_value() for label in ("製品の呼び名", "一番の特徴", "工場の所在地", "電話番号")}
    new = [field(page, label).input_value() for label in ("使う人", "保証の内容")]
    former = page.get_by_role("region", name="今の様式にはない項目の記入内容")
    assert (second.number, third.number, again(draft).form_version) == (3, 4, third)
    assert shown == {
        "製品の呼び名": TYPED["製品の呼び名"],
        "一番の特徴": TYPED["主な特徴"] + MORE,
        "工場の所在地": TYPED["工場と電話"],
        "電話番号": TYPED["工場と電話"],
    }
    assert new == ["", ""]
    expect(page.locator("form.answers")).not_to_contain_text("販売の見込み")
    assert former.get_by_role("heading", level=3).all_inner_texts() == ["販売の見込み"]
    expect(former).to_contain_text(TYPED["販売の見込み"])
    assert Axe().run(page, options={"runOnly": RULES}).response["violations"] == []
    page.goto(f"{live_server.url}/applications/{draft.public_id}/check/")
    expect(page.get_by_role("region", name="今の様式にはない項目の記入内容")).to_contain_text(TYPED["販売の見込み"])


def test_a_box_ticked_on_the_former_words_is_no_consent_to_the_new_ones(page, owner, sign_in, live_server):
    round_, secretary = program_with("# 同意\n個人情報の取扱い | 同意 | 必須")
    with clock.at(making.DURING):
        draft = making.draft(round_, owner, organization=owner.memberships.get().organization)
    key = str(draft.form_version.questions.get().key)
    box, saved = page.get_by_role("checkbox", name="個人情報の取扱い"), page.locator("[data-kind=consent] [data-saved]")
    sign_in(owner)
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{draft.form_version.sections.get().code}/")
    terms = {"ja": "審査のため、書類を委員に渡します。", "en": "", "zh": ""}
    adopt(draft.round, edition(draft.round.program, secretary, changing(key, help=terms)), secretary)

    box.check()
    expect(saved).to_contain_text("文言が変わりました")
    assert not draft.answers.exists()
    page.reload()
    expect(box).not_to_be_checked()
    expect(page.locator("form.answers")).to_contain_text(terms["ja"])
    expect(page.locator("[data-left-reason]")).to_contain_text("文言が変わりました")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-left-discard]").click()
    box.check()

    expect(saved).to_have_text(SAVED)
    assert list(draft.answers.values_list("value", flat=True)) == [True]
