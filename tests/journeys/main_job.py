"""The main job's steps, from the call to the certificate that all can see; whose windows run scripts makes no difference."""

from dataclasses import dataclass, field
from datetime import timedelta

import icalendar
from playwright.sync_api import expect

from certifications.models import Application, Certificate, Program, Round
from home import clock
from organizations.actions import roles
from organizations.models import Organization, User
from tests.certifications import making
from tests.journeys.actors import Person
from tests.journeys.cities import until

CORRECTED = "折りたたむ手順を三つに減らし、手順書を添えました。"


@dataclass(frozen=True)
class Story:
    """What differs from program to program, all of it in the records."""

    slug: str
    office: str
    subject: str
    applicant: str
    signs_in: str
    facts: dict = field(default_factory=dict)
    number: int = 90

    def judge(self, name):
        """The address of a judge of this story alone."""
        return f"{name}{self.number}@{self.slug}.{self.signs_in.partition('@')[2]}"


def arrange(story):
    """No other call of the program is open, so that the public page leads to ours."""
    now = clock.now()
    Round.objects.filter(program__slug=story.slug, closes_at__gt=now).update(closes_at=now - timedelta(hours=1))


def new_judges(story):
    """Two people with accounts who judge for the first time."""
    users = [User.objects.create_user(story.judge(name), None, name=f"委員 {name}") for name in ("ichi", "ni")]
    for user in users:
        roles.grant(user, "judge", by=None)
    return users


def days_pass(round_, **days):
    """The round's dates move, as if so many days had gone by."""
    fields = {name: clock.now() + timedelta(days=count) for name, count in days.items()}
    Round.objects.filter(pk=round_.pk).update(**fields)


def open_call(secretary, story):
    """A round of its own, made and published at the desk; its judges seated."""
    page, now = secretary.page, clock.now().astimezone(clock.TOKYO)
    secretary.go("/admin/rounds/new/")
    page.select_option("[name=program]", label=str(Program.objects.get(slug=story.slug)))
    day = {"opens_at": -1, "closes_at": 20, "announces_at": 60}
    for name, days in day.items():
        page.fill(f"[name={name}]", f"{now + timedelta(days=days):%Y-%m-%dT%H:%M}")
    page.fill("[name=judging_until]", f"{now + timedelta(days=40):%Y-%m-%d}")
    for name, value in {"fiscal_year": "2027", "number": str(story.number), "reviews_wanted": "2"}.items():
        page.fill(f"[name={name}]", value)
    page.locator("form button[type=submit]").last.click()
    secretary.reads("保存しました")
    round_ = Round.objects.get(program__slug=story.slug, fiscal_year=2027, number=story.number)
    secretary.verb("募集を公開する")
    if round_.program.themes:  # a theme is agreed with its company beforehand
        host = Organization.objects.get(name_ja__startswith="登戸")
        words = {"title_ja": "風", "brief_ja": "風を形にしてください。"}
        making.theme(round_, city_secretary(round_), host, **words)
    for name in ("ichi", "ni"):
        secretary.verb("委員を加える", fill={"email": story.judge(name)})
    return round_


def city_secretary(round_):
    return User.objects.get(program_roles__program=round_.program, program_roles__role="secretariat")


def sign_up(applicant, city, story):
    """A new account, its address confirmed by the letter, and the company registered."""
    page = applicant.page
    applicant.go("/account/signup/")
    page.fill("[name=email]", story.signs_in)
    page.fill("[name=name]", "添田 みのり")
    page.fill("[name=password1]", "korede-10moji-ijou")
    page.fill("[name=password2]", "korede-10moji-ijou")
    page.locator("main button[type=submit]").click()
    applicant.reads(story.signs_in)
    applicant.go(city.path_in_mail(city.newest_mail(story.signs_in), "/account/confirm-email/"))
    page.locator("main form button[type=submit]").click()
    if "/login/" in page.url:
        page.fill("[name=login]", story.signs_in)
        page.fill("[name=password]", "korede-10moji-ijou")
        page.locator("main form button.button--primary").first.click()
    applicant.go("/my/organizations/new/")
    page.fill("[name=name_ja]", story.applicant)
    page.select_option("[name=kind]", "sme")
    page.locator("main form button[type=submit]").last.click()
    applicant.reads(story.applicant)


def apply(applicant, story, city, people):
    """The form from the first word to the receipt; of a nomination with the candidate's word."""
    applicant.begin(story.slug, applicant=story.applicant, name=story.subject, **story.facts)
    applicant.fill_form()
    if "candidate_email" in story.facts:
        applicant.go(applicant.address)
        applicant.press("候補者にメールを送る")
        address = story.facts["candidate_email"]
        candidate = Person(people(city.user(address)), city)
        candidate.go(city.link_in_letter(address, "/consents/"))
        candidate.press("推薦に同意する")
        candidate.reads("推薦をお受けいただきました。")
        applicant.go(f"{applicant.address}check/")
    receipt = applicant.submit()
    assert receipt == Application.objects.get(public_id=applicant.address.split("/")[2]).receipt_number
    return receipt


def screen(secretary, applicant, receipt, city):
    """The office asks one correction, sees what was changed, and accepts."""
    secretary.open_case(receipt)
    case, page = secretary.page.url, secretary.page
    page.locator(".desk-next").get_by_role("link", name="補正を依頼する", exact=True).click()
    page.fill("[name=due_on]", f"{clock.today() + timedelta(days=7):%Y-%m-%d}")
    application = Application.objects.get(receipt_number=receipt)
    question = application.round.form_version.questions.filter(kind="long_text", condition={}).first()
    page.fill(f"[name='{question.key}']", "手順を具体的にお書きください。")
    page.locator("form button[type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("完了しました")
    city.work()
    applicant.correct(CORRECTED)
    page.goto(case)
    secretary.reads("前の版から変わった項目に●を付けています。", f"● {question.label}", CORRECTED)
    secretary.settle_points()
    secretary.pass_checklist()
    secretary.verb("受理して審査に進める")


def judge(secretary, judges, round_, city):
    """Assigned by the office, scored by the judges, locked and ranked by the office."""
    secretary.go(f"/admin/rounds/{round_.public_id}/")
    secretary.verb("委員を割り当てる")
    secretary.verb("審査を開始する")
    for each in judges:
        each.score_all()
    secretary.go(f"/admin/rounds/{round_.public_id}/")


def decide(secretary, approver, round_):
    """Ranked, drafted by rank, handed on by the secretariat; approved by the second person."""
    secretary.verb("採点を確定し順位を出す")
    level = round_.program.levels.order_by("rank").first()
    fill = {"refusal_reasons": "基準に照らし、今回は見送りました。", level.code: "1"}
    secretary.verb("順位に沿って起案する", fill=fill)
    secretary.verb("すべての起案を決裁に回す")
    approver.go(f"/admin/rounds/{round_.public_id}/")
    approver.verb("回付されたすべての決定を決裁する", step="すべての決定を決裁する")


def read_result(applicant, visitor, story, application):
    """The applicant reads the result; anybody can verify it and finds it in the register."""
    applicant.go("/my/")
    applicant.page.locator(".next-step").get_by_role("link").click()
    applicant.reads("審査結果", str(application.round.program.attestation))
    certificate = Certificate.objects.get(subject=application.subject)
    assert visitor.go(f"/verify/{certificate.code}/").status == 200
    expect(visitor.page.locator(".verdict")).to_contain_text("有効です")
    visitor.reads(certificate.number, story.subject)
    link = visitor.page.locator(".entry-card").get_by_role("link", name=story.subject)
    # What somebody has searched for a minute ago, the proxy of a stack still gives as it was.
    until(lambda: visitor.go(f"/brands/?q={story.subject}") and link.count(), patience=75)
    link.click()
    expect(visitor.page.locator("h1")).to_contain_text(story.subject)
    visitor.reads(certificate.number)


def hold_ceremony(secretary, visitor, story, city):
    """The ceremony, entered and announced at the desk, stands in the calendar and in its feed."""
    page, title = secretary.page, f"{story.subject} 授与式"
    begins = (clock.now() + timedelta(days=9)).astimezone(clock.TOKYO)
    secretary.go("/admin/events/new/")
    page.fill("[name=title_ja]", title)
    page.select_option("[name=kind]", "ceremony")
    page.fill("[name=starts_at]", f"{begins:%Y-%m-%dT14:00}")
    page.fill("[name=ends_at]", f"{begins:%Y-%m-%dT16:00}")
    page.select_option("[name=venue]", index=1)
    page.fill("[name=slug]", f"ceremony-{story.slug}-{story.number}")
    page.locator("form button[type=submit]").last.click()
    page.locator(".content, main").get_by_role("link", name="公表する").first.click()
    page.locator("form button[type=submit]").last.click()
    secretary.reads("保存しました")
    # The proxy of a stack gives what it gave somebody else, for a minute.
    until(lambda: visitor.go("/events/?view=list") and title in visitor.page.locator("main").inner_text(), patience=75)
    until(lambda: title in announced(visitor, city), patience=75)


def announced(visitor, city):
    """The titles in the feed of all events."""
    feed = visitor.page.context.request.get(f"{city.url}/events/calendar.ics").body()
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(feed).walk("VEVENT")]
