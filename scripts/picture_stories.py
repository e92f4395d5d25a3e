"""What the documents show, as stories in a browser: each gets a camera; they are told in the order of the list at the end."""

from typing import Any

PASSWORD = "tsunagi-sample"


def public(camera: Any) -> None:
    """The public: front door, program, register, entry, verification, calendar, figures."""
    page = camera.page
    for name, address in (
        ("home", "/"),
        ("programs", "/programs/"),
        ("program", "/programs/meister/"),
        ("register", "/brands/"),
        ("search", "/brands/?q=車いす"),
        ("calendar", "/events/"),
        ("figures", "/figures/"),
        ("verify", "/verify/"),
    ):
        page.goto(address)
        camera.take(name, phone=name in {"home", "register", "calendar"})
    page.goto("/programs/monozukuri-brand/check/")
    for name in page.locator("main input[type=radio]").evaluate_all("all => [...new Set(all.map((each) => each.name))]"):
        page.locator(f"main input[name={name}]").first.check()
    for number in page.locator("main input[inputmode=numeric], main input[type=number]").all():
        number.fill("20")
    page.locator("main form.check-form__form [type=submit], main form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    camera.take("self-check", phone=True)
    page.goto("/brands/?q=車いす")
    page.locator("main article a, main .card a").first.click()
    camera.take("entry")
    page.locator("main a[href*='/verify/']").first.click()
    camera.take("verified", phone=True)


def applicant(camera: Any) -> None:
    """Applying: account, page of one's own, a nomination from the first field to the check."""
    page = camera.page
    page.goto("/account/signup/")
    camera.take("sign-up")
    camera.sign_in("nominator@takumi.example", PASSWORD)
    page.goto("/my/")
    camera.take("my-page", phone=True)
    page.goto("/programs/meister/apply/")
    camera.take("apply")
    page.goto("/my/")
    page.locator("main a[href*='/applications/']").first.click()
    camera.take("application")
    application = page.url
    page.locator("a[href*='/sections/']").nth(1).click()
    camera.take("section", phone=True)
    page.goto(f"{application}check/")
    camera.take("check")


def corrections(camera: Any) -> None:
    """A company that corrects: what is asked, the receipt, messages, colleagues."""
    page = camera.page
    camera.sign_in("owner@hikari-kiko.example", PASSWORD)
    page.goto("/my/")
    camera.take("my-page-correction")
    page.locator("main a[href$='/corrections/']").first.click()
    camera.take("corrections", phone=True)
    application = page.url.removesuffix("corrections/")
    page.goto(f"{application}receipt/")
    camera.take("receipt")
    page.goto(f"{application}messages/")
    camera.take("messages")
    page.goto("/my/organizations/")
    page.locator("main a[href*='/my/organizations/']").first.click()
    page.locator("main a[href*='/members/']").first.click()
    camera.take("members")


def judge(camera: Any) -> None:
    """A judge: the list, the question about connections, the pad, the sheet that was handed in."""
    page = camera.page
    camera.sign_in("judge1@judges.example", PASSWORD)
    page.goto("/judging/")
    camera.take("judging", phone=True)
    page.locator("main a[href*='/judging/']").first.click()
    camera.take("judging-question")
    confirm = page.locator("main form button.button--primary")
    if confirm.count() and not page.locator("input[type=radio]").count():
        confirm.first.click()
        page.wait_for_load_state("networkidle")
    camera.take("judging-case", phone=True)


def secretariat(camera: Any) -> None:
    """The office: what is due, rounds, cases, the checklist, corrections, certificates."""
    page = camera.page
    camera.sign_in("secretary.brand@city.example", PASSWORD)
    page.goto("/admin/")
    camera.take("desk")
    case = page.locator("main td a[href*='/admin/cases/']").first.get_attribute("href")
    round_ = page.locator("main a[href*='/admin/rounds/']").first.get_attribute("href")
    page.goto("/admin/rounds/new/")
    camera.take("round-new")
    page.goto(round_)
    camera.take("round")
    page.goto("/admin/cases/")
    camera.take("cases")
    page.goto(case)
    camera.take("case")
    page.goto(f"{case}checklist/")
    camera.take("checklist")
    page.goto(f"{case}ask-corrections/")
    camera.take("ask-corrections")
    page.goto(f"{case}write-message/")
    camera.take("write-message")
    page.goto("/admin/cases/screening/")
    camera.take("screening")


def form(camera: Any) -> None:
    """The office builds the next edition of a form."""
    page = camera.page
    camera.sign_in("secretary.kis@city.example", PASSWORD)
    page.goto("/admin/form-versions/")
    page.locator("main td a[href*='/admin/form-versions/']").first.click()
    page.locator("main a[href*='/form-versions/add/'], main a[href*='/form-versions/new/']").last.click()
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    camera.take("form")
    edition = page.url
    page.locator("main .form-editor__words a").nth(1).click()
    camera.take("form-question")
    page.goto(f"{edition}preview/")
    page.wait_for_timeout(1500)
    camera.take("form-preview")


def paper(camera: Any) -> None:
    """What came by post: letters that the office prints."""
    page = camera.page
    camera.sign_in("secretary.meister@city.example", PASSWORD)
    page.goto("/admin/post/")
    camera.take("post")


def panel(camera: Any) -> None:
    """The office while judges score: who has handed in how many sheets, and how a judge joins the panel."""
    page = camera.page
    camera.sign_in("secretary.kis@city.example", PASSWORD)
    page.goto("/admin/rounds/")
    page.locator("main td a[href*='/admin/rounds/']").first.click()
    round_ = page.url
    camera.take("round-judging")
    page.goto(f"{round_}seat/")
    camera.take("seat")
    page.goto(f"{round_}spread/")
    camera.take("spread")
    page.goto("/admin/certificates/")
    camera.take("certificates")


def sent_back(camera: Any) -> None:
    """An approver sends one decision back."""
    page = camera.page
    camera.sign_in("approver.design@city.example", PASSWORD)
    page.goto("/admin/")
    camera.take("approver-desk")
    page.goto("/admin/cases/?state=in_review")
    page.locator("main td a[href*='/admin/cases/']").first.click()
    camera.shared["case"] = page.url.partition(camera.base)[2]
    page.goto(f"{camera.shared['case']}send-back/")
    page.fill("textarea[name=reason]", "講評の言葉を、応募者の励みになるように整えてください。")
    camera.take("send-back")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")


def drafted(camera: Any) -> None:
    """The office drafts it anew and hands it on."""
    page = camera.page
    camera.sign_in("secretary.design@city.example", PASSWORD)
    page.goto(f"{camera.shared['case']}decide/")
    camera.take("decide")
    page.goto(f"{camera.shared['case']}propose/")
    camera.take("propose")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")


def approved(camera: Any) -> None:
    """The approver approves it and releases the round."""
    page = camera.page
    camera.sign_in("approver.design@city.example", PASSWORD)
    page.goto(camera.shared["case"])
    camera.take("case-proposed")
    page.goto(f"{camera.shared['case']}approve/")
    camera.take("approve")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    page.goto("/admin/")
    page.locator("main a[href*='/admin/rounds/']").first.click()
    round_ = page.url
    camera.take("round-ready")
    page.goto(f"{round_}release/")
    camera.take("release")
    page.check("input[name=seen]")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    camera.take("released")


def told(camera: Any) -> None:
    """What goes out after the release: letters, as the sample city shows them."""
    page = camera.page
    page.goto("/letters/")
    camera.take("letters")
    page.locator("main .results a").first.click()
    camera.take("letter")


STORIES = [public, applicant, corrections, judge, secretariat, form, paper, panel, sent_back, drafted, approved, told]
