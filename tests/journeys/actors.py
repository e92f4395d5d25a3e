"""The people of the main job, each at her own window: what she does on the screen, in Japanese, and nothing behind it."""

import re

from playwright.sync_api import expect

from tests.home import samples

expect.set_options(timeout=20_000)  # the machine may be busy; nothing here waits longer than it must
SAVED = re.compile("保存済み")
WORDS = {
    "short_text": "歩く力を引き出す車いす",
    "long_text": "座ったまま片手で折りたためます。力の弱い方でも、車への積み下ろしをひとりで終えられます。",
    "yen": "128000",
    "date": "2024-04-01",
    "url": "https://tachibana.example/oru",
}


def upload(name, data):
    kinds = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
    return {"name": name, "mimeType": kinds[name.rpartition(".")[2]], "buffer": data}


PAPER = upload("試験成績書.pdf", samples.pdf())
PICTURE = upload("製品写真.jpg", samples.picture(size=(640, 480)))


class Person:
    """Somebody with a window of her own."""

    def __init__(self, page, city):
        self.page, self.city = page, city

    def go(self, path):
        return self.page.goto(self.city.url + path)

    def press(self, label, **facts):
        self.page.get_by_role("button", name=label, exact=True, **facts).click()

    def follow(self, label):
        self.page.locator("main, .content").get_by_role("link", name=label, exact=True).first.click()

    def reads(self, *words):
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)

    def seen(self, paths):
        """Status and words of each page, as this person gets them."""
        found = {}
        for path in paths:
            status = self.go(path).status
            found[path] = status, self.page.locator("main").inner_text()
        return found


class Applicant(Person):
    """Fills, submits, corrects, reads the result."""

    def begin(self, slug, *, applicant, name, **facts):
        """From the program's public page to the first section. `facts` are further fields by name."""
        self.go(f"/programs/{slug}/")
        self.page.locator(".call").get_by_role("link").click()
        chosen = self.page.get_by_role("group", name="申請者").get_by_label(applicant)
        chosen.check()
        self.page.fill("[name=name_ja]", name)
        for field, value in facts.items():
            place = self.page.locator(f"[name={field}]")
            if place.first.get_attribute("type") == "radio":
                self.page.locator(f"[name={field}][value='{value}']").check()
            else:
                place.fill(value)
        if self.page.locator("[name=category]").count():
            self.page.select_option("[name=category]", index=1)
        if self.page.locator("[name=theme]").count():
            self.page.locator("[name=theme]").first.check()
        self.press("申請を始める")
        self.page.wait_for_url(re.compile(r"/applications/[^/]+/"))
        self.address = re.search(r"/applications/[^/]+/", self.page.url).group()

    def fill_form(self):
        """Every section by hand; each answer must say by itself that it was saved, before any button is pressed."""
        if "/sections/" not in self.page.url:
            self.page.locator(".steps a").first.click()
            self.page.wait_for_url("**/sections/**")
        for _section in range(20):
            self.fill_section()
            last = self.page.get_by_role("button", name="保存して全体を確認する")
            if last.count():
                last.click()
                return
            here = self.page.url
            self.press("保存して次へ進む")
            self.page.wait_for_url(lambda url, before=here: url != before)
        raise AssertionError("The form has no end.")

    def fill_section(self):
        # A condition may show or hide what follows: look again at each place.
        for place in self.page.locator("[data-question]").all():
            if place.is_visible():
                self.answer(place)
        for place in self.page.locator("[data-field]").all():
            if place.is_visible():
                expect(place.locator("[data-saved]")).to_have_text(SAVED)

    def answer(self, place):
        match place.get_attribute("data-kind"):
            case "choice" | "many" | "consent":
                place.locator("input:not([type=hidden])").first.check()
            case "file" | "picture":
                kinds = place.locator("input[type=file]").get_attribute("accept")
                place.locator("input[type=file]").set_input_files(PAPER if "pdf" in kinds else PICTURE)
                expect(place.locator("[data-upload-list] > *")).to_have_count(1)
            case "number":
                field = place.locator("input:not([type=hidden])").first
                field.fill("5")
                field.blur()
            case "explanation":
                pass
            case kind:
                field = place.locator("textarea, input:not([type=hidden])").first
                limit = place.locator("[data-limit]")
                most = int(limit.get_attribute("data-limit")) if limit.count() else 400
                field.fill(WORDS[kind][:most])
                field.blur()

    def submit(self):
        """Reads everything through, submits, and gives the receipt number."""
        self.reads("必要な項目はすべて記入されています。")
        self.press("申請を提出する")
        self.page.wait_for_url("**/receipt/")
        return self.page.locator(".receipt__number b").inner_text()

    def correct(self, answer):
        """Follows the office's one point, changes the answer, and submits again."""
        self.go("/my/")
        self.page.locator(".next-step").get_by_role("link").click()
        self.page.get_by_role("link", name=re.compile("^記入内容を直す")).click()
        place = self.page.locator(".question--asked")
        place.locator("textarea, input:not([type=hidden])").first.fill(answer)
        place.locator("textarea, input:not([type=hidden])").first.blur()
        expect(place.locator("[data-saved]")).to_have_text(SAVED)
        self.press("保存して修正の一覧へ戻る")
        self.page.get_by_role("button", name=re.compile("^この項目の対応を終える")).click()
        self.press("もう一度提出する")
        self.reads("提出")


class Officer(Person):
    """Runs a round at the desk; every verb is a page with one button."""

    def verb(self, label, *, step="", fill=(), check=()):
        """Follows the verb's link on the record's page (the next step may call it otherwise), fills what it asks, does it."""
        self.page.locator(".desk-next").get_by_role("link", name=step or label, exact=True).click()
        for field, value in dict(fill).items():
            self.page.fill(f"[name='{field}']", value)
        for field in check:
            self.page.check(field)
        self.page.locator("form button[type=submit]", has_text=label).click()
        expect(self.page.locator(".messages")).to_contain_text("完了しました")

    def open_case(self, receipt):
        self.go(f"/admin/cases/?q={receipt}")
        self.page.get_by_role("link", name=receipt, exact=True).click()
        expect(self.page.locator(".desk-next")).to_be_visible()
        self.case = self.page.url

    def settle_points(self):
        """The next step on the case's page leads to the corrected points; all are accepted."""
        self.page.locator(".desk-next a.button").first.click()
        self.page.wait_for_url("**/recheck/")
        for point in self.page.locator("input[type=radio][value=accepted]").all():
            point.check()
        self.page.locator("form button[type=submit]").last.click()
        expect(self.page.locator(".messages")).to_contain_text("完了しました")

    def pass_checklist(self):
        """The next step on the case's page leads here; all lines are met."""
        self.page.locator(".desk-next a.button").first.click()
        self.page.wait_for_url("**/checklist/")
        for line in self.page.locator("input[type=radio][value=yes]").all():
            line.check()
        self.page.locator("form button[type=submit]").last.click()
        expect(self.page.locator(".messages")).to_contain_text("完了しました")


class Judge(Person):
    """Scores with the keyboard alone: nothing in here touches a mouse."""

    def key(self, *keys):
        for each in keys:
            self.page.keyboard.press(each)

    def tab_to(self, label, limit=60):
        """Tabs until the thing with these words has the focus."""
        for _step in range(limit):
            self.key("Tab")
            words = self.page.evaluate(
                "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()"
            )
            if words.startswith(label):
                return
        raise AssertionError(f"No tabbing leads to {label}.")

    def score_all(self, value="4"):
        """Pledges, opens each case, scores every criterion by digits, and hands in by Enter."""
        self.go("/judging/")
        for label in ("誓約して審査を始める", "最初の案件から始める", "いいえ、申請内容を開く"):
            self.tab_to(label)
            with self.page.expect_navigation():
                self.key("Enter")
        expect(self.page.locator("[data-score-pad][data-live]")).to_be_visible()
        count = self.page.locator("[data-criterion]").count()
        self.tab_to("1")
        for number in range(count):
            self.key(value)
            expect(self.page.locator("[data-pad-given]")).to_have_text(str(number + 1))
        expect(self.page.locator("[data-pad-status]")).to_contain_text("保存")
        self.key("Enter")
        expect(self.page.locator("dialog[open]")).to_contain_text("この採点表を提出しますか")
        with self.page.expect_navigation():
            self.key("Enter")
        self.reads("提出しました。1件のうち1件が終わりました。")
