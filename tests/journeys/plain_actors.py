"""The same people at windows in which no script runs: each answer is kept by the button, each sheet by its own."""

import re

from playwright.sync_api import expect

from tests.journeys.actors import PAPER, PICTURE, WORDS, Applicant, Judge


class PlainApplicant(Applicant):
    """Saves a section at a time; nothing saves itself, and nothing hides what is not asked."""

    def fill_section(self):
        for number in range(self.page.locator("[data-question]").count()):
            place = self.page.locator("[data-question]").nth(number)
            if place.is_visible():
                self.answer(place)

    def answer(self, place):
        match place.get_attribute("data-kind"):
            case "file" | "picture":
                self.attach(place)
            case "choice" | "many" | "consent":
                place.locator("input:not([type=hidden])").first.check()
            case "number":
                place.locator("input:not([type=hidden])").first.fill("5")
            case "explanation":
                pass
            case kind:
                limit = place.locator("[data-limit]")
                most = int(limit.get_attribute("data-limit")) if limit.count() else 400
                place.locator("textarea, input:not([type=hidden])").first.fill(WORDS[kind][:most])

    def attach(self, place):
        """The file goes with what else the section says when it is saved."""
        kinds = place.locator("input[type=file]").get_attribute("accept")
        place.locator("input[type=file]").set_input_files(PAPER if "pdf" in kinds else PICTURE)

    def correct(self, answer):
        self.go("/my/")
        self.page.locator(".next-step").get_by_role("link").click()
        self.page.get_by_role("link", name=re.compile("^記入内容を直す")).click()
        self.page.locator(".question--asked").locator("textarea, input:not([type=hidden])").first.fill(answer)
        self.press("保存して修正の一覧へ戻る")
        self.page.get_by_role("button", name=re.compile("^この項目の対応を終える")).click()
        self.press("もう一度提出する")
        self.reads("提出")


class PlainJudge(Judge):
    """Scores a sheet as a form: every criterion, then the button."""

    def score_all(self, value="4"):
        self.go("/judging/")
        for label in ("誓約して審査を始める", "最初の案件から始める", "いいえ、申請内容を開く"):
            self.page.locator(f"button:has-text('{label}'), a:has-text('{label}')").first.click()
        for fieldset in self.page.locator("[data-criterion]").all():
            fieldset.locator(f"input[value='{value}']").check(force=True)
        self.page.locator("button[name=action][value=hand_in]").first.click()
        expect(self.page.locator("body")).to_contain_text("提出しました。")
