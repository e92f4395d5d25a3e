"""A new company's draft in the sample city, and the field of it in which somebody writes."""

import re
from datetime import timedelta

from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from certifications.actions import answering, applications
from certifications.models import Round, Subject
from home import clock
from organizations.states import MembershipRole
from tests.certifications import making

ANSWERS = re.compile(r"/answers/[^/]+/$")
FIRST = "座ったまま片手で折りたためます。"


class Draft:
    """A new company's draft, its people, and the place of one long text in its form."""

    def __init__(self, city, number):
        now = clock.now()
        round_ = Round.objects.filter(state="published", program__applicant_kinds__contains="organization").latest("closes_at")
        dates = {
            "opens_at": now - timedelta(days=1),
            "closes_at": now + timedelta(days=9),
            "announces_at": now + timedelta(days=99),
        }
        Round.objects.filter(pk=round_.pk).update(**dates)
        company = making.organization(f"合同会社つぎて{number}")
        self.owner = making.member(company, f"tsugite-owner-{number}")
        self.editor = making.member(company, f"tsugite-editor-{number}", MembershipRole.EDITOR)
        EmailAddress.objects.create(user=self.owner, email=self.owner.email, verified=True, primary=True)
        subject = Subject.objects.create(
            kind=round_.program.subject_kind, name_ja=f"つぎて{number}号", organization=company, created_at=now
        )
        round_.refresh_from_db()
        category, theme = round_.program.categories.first(), round_.themes.first()
        facts = {"organization": company, "category": category, "theme": theme}
        self.record = applications.start(round_, subject=subject, by=self.owner, **facts)
        texts = self.record.form_version.questions.select_related("section").order_by("section__order", "order")
        self.question = texts.filter(kind="long_text", condition={}).first()
        self.address = f"{city.url}/applications/{self.record.public_id}/sections/{self.question.section.code}/"

    @property
    def kept(self):
        answer = self.record.answers.filter(key=self.question.key).first()
        return answer.value if answer else None

    def write(self, text, by):
        answer = self.record.answers.filter(key=self.question.key).first()
        answering.save(self.record, self.question.key, text, read_version=answer.version if answer else 0, by=by)


def field(page, draft):
    return page.locator(f"[name='a-{draft.question.key}']")


def mark(page, draft):
    return page.locator(f"#q-{draft.question.key} [data-saved]")


def type_at_end(page, draft, text):
    field(page, draft).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def opened(people, draft, user):
    page = people(user)
    page.goto(draft.address)
    expect(field(page, draft)).to_be_visible()
    return page


def hold_back(page):
    """No answer leaves this page, nor does what the browser sends for one that goes or has gone: no route is asked about that."""
    page.context.route(ANSWERS, lambda route: route.abort())
    page.evaluate(
        """() => {
          const send = window.fetch;
          const held = (url) => String(url).includes("/answers/");
          window.fetch = (url, how) => (held(url) ? Promise.reject(new TypeError("held back")) : send(url, how));
        }"""
    )


def kept_on_device(page):
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('tsunagi-answers:')).length")
