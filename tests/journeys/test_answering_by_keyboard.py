"""After the form, with the keyboard alone and by what is heard: the sign-off, papers, consent, corrections, messages."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from certifications.actions import applications, consents, corrections
from certifications.actions.corrections import Point
from certifications.models import Application, Consent
from home import clock
from home.models import Letter
from organizations.states import MembershipRole
from tests.certifications import making
from tests.home import samples
from tests.journeys.keyboard import Keyboard
from tests.journeys.served import open_now, program_with

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
FORM = """# 製品について
製品の呼び名 | 40字 | 必須
主な特徴 | 長文 | 200字 | 必須"""


class Case:
    """A draft with every answer; its two people use one browser, one after the other."""

    def __init__(self, page, sign_in, url, **settings):
        self.round, self.secretary = program_with(FORM, **settings)
        company = making.organization()
        self.owner = making.member(company, "owner")
        self.editor = making.member(company, "editor", MembershipRole.EDITOR)
        self.draft = making.fill(making.draft(self.round, self.owner, organization=company), self.owner)
        self.page, self.keys, self.sign_in = page, Keyboard(page), sign_in
        self.address = f"{url}/applications/{self.draft.public_id}/"

    @property
    def now(self):
        return Application.objects.get(pk=self.draft.pk)

    def open(self, user, path=""):
        self.sign_in(user)
        self.page.goto(f"{self.address}{path}")


@pytest.fixture(params=[1280, 390])
def browser_page(page, request):
    page.set_viewport_size({"width": request.param, "height": 844})
    return page


def test_authorized_person_confirms_with_the_keyboard_alone(browser_page, sign_in, live_server):
    case = Case(browser_page, sign_in, live_server.url, sign_off=True)
    keys = case.keys
    case.open(case.editor)
    keys.follow("link", "提出前の確認")
    keys.write("同じ組織の方へのひとこと", "ご確認ください。")
    keys.follow("button", "管理者に確認を依頼する")

    case.open(case.owner)
    keys.follow("link", "提出前の確認")
    nameless = keys.nameless([browser_page.url])
    keys.follow("button", "差し戻す")
    keys.mend("同じ組織の方へのひとこと", "このままで結構です。")
    keys.follow("button", "この内容を確認しました")
    word = case.draft.sign_offs.get()
    case.open(case.editor, "check/")
    keys.follow("button", "申請を提出する")

    assert nameless == []
    assert (word.note, word.confirmed_by, word.comment) == ("ご確認ください。", case.owner, "このままで結構です。")
    assert (case.now.state, case.now.versions.get().submitted_by) == ("submitted", case.editor)


def test_correction_is_answered_and_a_message_sent_with_the_keyboard_alone(browser_page, sign_in, live_server):
    case = asked_to_correct(browser_page, sign_in, live_server)
    keys, page = case.keys, case.page
    case.open(case.editor)
    keys.follow("link", "修正")
    keys.follow("button", "この項目の対応を終える : 主な特徴")
    keys.mend("事務局への回答", "重さを書き加えました。")
    keys.follow("link", "記入内容を直す : 主な特徴")
    on_the_field = keys.heard()
    keys.press("Control+End")
    page.keyboard.type("重さは9.8kgです。")
    expect(page.get_by_role("status").filter(has_text="すべて保存済みです")).to_be_visible()
    keys.follow("button", "保存して修正の一覧へ戻る")
    keys.write("事務局への回答", "重さを書き加えました。")
    keys.follow("button", "この項目の対応を終える : 主な特徴")
    keys.follow("button", "もう一度提出する")
    keys.follow("link", "メッセージ")
    keys.follow("button", "送信する")
    keys.mend("メッセージ", "修正いたしました。")
    keys.follow("button", "送信する")

    item = case.now.correction_requests.get().items.get()
    message = case.now.messages.get()
    assert on_the_field[0] == "textbox"
    assert on_the_field[1].startswith("主な特徴")
    assert (case.now.state, item.reply) == ("submitted", "重さを書き加えました。")
    assert case.now.versions.last().answers[str(item.key)].endswith("重さは9.8kgです。")
    assert (message.author, message.body, message.from_office) == (case.editor, "修正いたしました。", False)


def asked_to_correct(page, sign_in, live_server, point="重さも書いてください。"):
    case = Case(page, sign_in, live_server.url)
    applications.submit(case.draft, by=case.owner)
    key = str(case.draft.form_version.questions.get(label_ja="主な特徴").key)
    due = clock.today() + timedelta(days=7)
    corrections.request(case.now, {key: point}, due_on=due, by=case.secretary)
    return case


def test_what_the_office_proposes_is_confirmed_with_the_keyboard_alone(browser_page, sign_in, live_server):
    proposed = "座ったまま片手で折りたためます。重さは9.8kgです。"
    case = asked_to_correct(browser_page, sign_in, live_server, Point(message="", code="contradiction", proposed=proposed))
    keys = case.keys
    unseen = see(case, "corrections/")
    case.open(case.editor)
    keys.follow("link", "修正")
    keys.follow("button", "この案のとおりに修正する : 主な特徴")
    keys.follow("button", "もう一度提出する")

    item = case.now.correction_requests.get().items.get()
    version = case.now.versions.last()
    assert unseen == []
    assert (case.now.state, item.reaction, version.seq, version.submitted_by) == ("submitted", "confirmed", 2, case.editor)
    assert version.answers[str(item.key)] == proposed


def see(case, path):
    case.open(case.editor)
    return case.keys.unseen(f"{case.address}{path}")


def test_papers_are_put_beside_the_self_check_with_the_keyboard_alone(browser_page, sign_in, live_server):
    case = Case(browser_page, sign_in, live_server.url)
    keys, page = case.keys, case.page
    unseen = see(case, "eligibility/")
    page.goto(f"{case.address}eligibility/")
    answer_all(keys, "お答えを保存する")
    first = keys.tab_to("button", "書類を添える").removeprefix("書類を添える")
    keys.chooser().set_files({"name": "決算書.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()})
    keys.follow("button", f"書類を添える{first.partition(',')[0]}")
    added = list(case.draft.evidence.present().values_list("name", flat=True))
    keys.follow("button", "決算書.pdf")

    assert unseen == []
    assert (added, case.draft.evidence.present().count()) == (["決算書.pdf"], 0)
    assert case.now.eligibility["answers"]


def answer_all(keys, last):
    """Something to all that is asked, down to the last button, which is pressed."""
    for _stop in range(120):
        keys.press("Tab")
        match keys.heard():
            case "button", name if name == last:
                break
            case (("radio" | "checkbox"), _name):
                keys.press("Space")
            case (("textbox" | "spinbutton"), _name):
                keys.page.keyboard.type("10")
    with keys.page.expect_navigation():
        keys.press("Enter")
    keys.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("button", "given"), [("推薦に同意する", True), ("辞退する", False)])
def test_candidate_answers_a_nomination_with_the_keyboard_alone(browser_page, sign_in, live_server, button, given):
    program = making.program("meister")
    round_ = making.published_round(program, making.office(program, "office"))
    open_now(round_)
    nominator, candidate = making.person("nominator"), making.person("candidate")
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    nomination = applications.begin(round_, names=names, candidate_email=candidate.email, by=nominator)
    consents.ask(nomination, by=nominator)
    text = Letter.objects.get(kind="certifications/consent_asked").text
    address = f"{live_server.url}/consents/{text.partition('/consents/')[2].partition('/')[0]}/"
    keys = Keyboard(browser_page)
    sign_in(candidate)
    unseen, nameless = keys.unseen(address), keys.nameless([address])

    browser_page.goto(address)
    keys.follow("button", button)

    consent = Consent.objects.get()
    assert (unseen, nameless) == ([], [])
    assert (bool(consent.given_at), bool(consent.refused_at)) == (given, not given)


def test_every_place_of_these_pages_has_a_name(browser_page, sign_in, live_server):
    case = asked_to_correct(browser_page, sign_in, live_server)
    case.open(case.editor)

    found = case.keys.nameless(f"{case.address}{path}" for path in ("", "corrections/", "messages/", "versions/", "receipt/"))

    assert found == []
