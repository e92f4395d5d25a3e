"""A small city for attackers: somebody in every role, a case in every stage, and a secret word in every secret field."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from wagtail.models import Locale, Page, Site

from brands.models import RegisterPage
from certifications.actions import (
    answering,
    applications,
    blinding,
    conflicts,
    corrections,
    decisions,
    discussions,
    judging,
    messages,
    releases,
    results,
    rounds,
    screening,
)
from certifications.actions import programs as program_actions
from certifications.models import Application, Assignment, ProgramIndexPage, Review, Round
from home import clock
from home.models import CitySettings, HomePage
from matching.actions import inquiries
from organizations.actions import roles, standings
from organizations.models import User
from organizations.states import MembershipRole
from tests.certifications import making

STAGES = ("draft", "submitted", "correction", "judging", "deciding", "released")
RELEASED = making.ANNOUNCES + timedelta(hours=1)
HOURS = dict.fromkeys(STAGES, making.DURING) | {
    "judging": making.JUDGING,
    "deciding": making.JUDGING,
    "released": RELEASED,
}
ROLES = (
    "anonymous", "owner", "editor", "viewer", "former", "other", "judge", "judge_elsewhere", "judge_conflict", "secretary",
    "approver", "secretary_conflict", "approver_conflict", "secretary_elsewhere", "finance", "web_editor", "administrator",
    "auditor",
)  # fmt: skip


def secret(stage, kind):
    """The word that stands in one secret field of one stage's case."""
    return f"KANARI-{stage}-{kind}"


@dataclass
class Case:
    """One stage's case with everything that hangs on it."""

    stage: str
    application: Application
    rival: Application | None = None
    attachments: list = field(default_factory=list)

    @property
    def round(self):
        return Round.objects.get(pk=self.application.round_id)

    @property
    def now(self):
        return HOURS[self.stage]

    def assignment_of(self, user):
        return Assignment.objects.filter(application=self.application, judge=user).first()


class World:
    """People by role, cases by stage."""

    def __init__(self):
        self.people = {}
        self.cases = {}
        self._found_city()
        with clock.at(making.DURING):
            self._found_programs()
            self._settle_people()
            for number, stage in enumerate(STAGES, start=1):
                self.cases[stage] = self._case(stage, number)

    def person(self, role):
        """Afresh from the database, as each request sees her; None is the anonymous visitor."""
        return User.objects.get(pk=self.people[role].pk) if role in self.people else None

    def _found_city(self):
        root = Page.get_first_root_node()
        locale = Locale.objects.get_or_create(language_code="ja")[0]
        self.front = HomePage(title="入口", slug="front", locale=locale)
        root.add_child(instance=self.front)
        for page in (
            ProgramIndexPage(title="プログラム", slug="programs", locale=locale),
            RegisterPage(title="登録簿", slug="brands", locale=locale),
        ):
            self.front.add_child(instance=page)
        Site.objects.update(root_page=self.front)
        CitySettings.for_site(Site.objects.get())  # Wagtail makes the row when it is first asked for
        Site.clear_site_root_paths_cache()

    def _found_programs(self):
        self.program = making.program()
        self.elsewhere = making.program("monozukuri-brand")

    def _settle_people(self):
        self.company = making.organization(
            representative=secret("company", "representative"), street=secret("company", "street"), telephone="044-000-7777"
        )
        self.other_company = making.organization("多摩電子株式会社", name_kana="タマデンシ")
        people = self.people
        people["owner"] = making.member(self.company, "owner")
        people["editor"] = making.member(self.company, "editor", MembershipRole.EDITOR)
        people["viewer"] = making.member(self.company, "viewer", MembershipRole.VIEWER)
        people["former"] = making.member(self.company, "former")
        self.company.memberships.filter(user=people["former"]).update(ended_at=clock.now())
        people["other"] = making.member(self.other_company, "other")
        for role in ("judge", "judge_elsewhere", "judge_conflict"):
            people[role] = making.person(role.replace("_", "-"))
            roles.grant(people[role], "judge", by=None)
        for role, program, kind in (
            ("secretary", self.program, "secretariat"),
            ("approver", self.program, "approver"),
            ("secretary_conflict", self.program, "secretariat"),
            ("approver_conflict", self.program, "approver"),
            ("secretary_elsewhere", self.elsewhere, "secretariat"),
        ):
            people[role] = making.office(program, role.replace("_", "-"), kind)
            roles.grant(people[role], "officer", by=None)
        for role, code in (
            ("finance", "finance"),
            ("web_editor", "editor"),
            ("administrator", "administrator"),
            ("auditor", "auditor"),
        ):
            people[role] = making.person(role.replace("_", "-"))
            roles.grant(people[role], code, by=None)
        for role in ("secretary_conflict", "approver_conflict"):
            conflicts.record(
                people[role],
                program=self.program,
                organization=self.company,
                reason=secret("company", "conflict"),
                by=people["secretary"],
            )
        standings.assess(
            self.company,
            kind="city_firm",
            holds=True,
            evidence=secret("company", "evidence"),
            valid_from=clock.today(),
            by=None,
        )
        abroad = making.published_round(self.elsewhere, people["secretary_elsewhere"])
        rounds.seat(abroad, people["judge_elsewhere"], by=people["secretary_elsewhere"])

    # One case per stage, each in a round of its own

    def _case(self, stage, number):
        people = self.people
        secretary = people["secretary"]
        round_ = making.published_round(self.program, secretary, number=number)
        case = Case(stage, self._filled(round_, stage))
        if stage == "draft":
            return case
        application = case.application
        applications.submit(application, by=people["owner"])
        application = case.application = Application.objects.get(pk=application.pk)
        messages.post(application, body=secret(stage, "message"), by=people["owner"])
        messages.post(application, body=secret(stage, "answer-of-the-office"), by=secretary)
        line = application.round.rules["checklist"][0]["code"]
        screening.check(application, line, passed=True, note=secret(stage, "checked"), by=secretary)
        if stage == "correction":
            self._ask(application, stage)
        if stage in {"judging", "deciding", "released"}:
            self._judge(case)
        if stage in {"deciding", "released"}:
            self._decide(case)
        if stage == "released":
            with clock.at(RELEASED):
                certificate = releases.release(case.round, by=people["approver"])[0]
                inquiries.confirm(self._asked(certificate, stage))
        case.application = Application.objects.get(pk=application.pk)
        return case

    def _asked(self, certificate, stage):
        """Somebody without an account asks the company."""
        asker = {"name": "買い手", "organization_name": "", "email": "asker@buyer.example", "language": "ja"}
        return inquiries.send(certificate, topic="purchase", body=secret(stage, "inquiry"), **asker)

    def _filled(self, round_, stage):
        owner = self.people["owner"]
        application = making.draft(round_, owner, name=f"{secret(stage, 'subject')} 車いす", organization=self.company)
        making.fill(application, owner)
        questions = list(round_.form_version.questions.select_related("section"))
        words = [q for q in questions if q.kind == "long_text" and not q.catalog_slot]
        self.confidential = words[0]
        self.public = next(q for q in questions if q.catalog_slot == "features")
        self.papers = next(q for q in questions if q.takes_files and not q.catalog_slot)
        for question, kind in ((self.confidential, "answer"), (self.public, "story")):
            version = application.answers.get(key=question.key).version
            answering.save(application, question.key, secret(stage, kind), read_version=version, by=owner)
        making.put_file(application, self.papers, owner, name=f"{secret(stage, 'paper')}.pdf")
        self._end_upload(application)
        return application

    def _end_upload(self, application):
        """An upload that was begun and did not come."""
        facts = {"state": "expired", "issued_at": clock.now(), "expires_at": clock.now(), "ended_at": clock.now()}
        owner = self.people["owner"]
        application.tickets.create(key=self.papers.key, user=owner, name="図面.pdf", size=100, **facts)

    def _ask(self, application, stage):
        corrections.request(
            application,
            {str(self.confidential.key): secret(stage, "correction")},
            due_on=clock.today() + timedelta(days=7),
            note=secret(stage, "correction-note"),
            by=self.people["secretary"],
        )
        item = application.correction_requests.get().items.get()
        corrections.reply(item, text=secret(stage, "reply"), by=self.people["owner"])

    def _judge(self, case):
        """Two cases, two judges; one of them steps back from the first case. Sheets are written as far as the stage goes."""
        people, stage = self.people, case.stage
        secretary = people["secretary"]
        rival = making.fill(
            making.draft(case.round, people["other"], name=secret(stage, "rival"), organization=self.other_company),
            people["other"],
        )
        applications.submit(rival, by=people["other"])
        for application in (case.application, rival):
            making.accepted(Application.objects.get(pk=application.pk), secretary)
        case.rival = Application.objects.get(pk=rival.pk)
        making.judged(case.round, secretary, [people["judge"], people["judge_conflict"]])
        if stage == "judging":
            blinding.draw(blinding.propose(case.application.versions.get(), by=None))
        with clock.at(making.JUDGING):
            for role in ("judge", "judge_conflict"):
                judging.pledge(case.round, by=people[role])
            for application, role in ((case.application, "judge"), (rival, "judge"), (rival, "judge_conflict")):
                self._sheet(case, application, role)
            given_up = case.assignment_of(people["judge_conflict"])
            judging.open_sheet(given_up, by=people["judge_conflict"])
            judging.comment(given_up, row_version=1, private_note=secret(stage, "sealed-note"), by=people["judge_conflict"])
            conflicts.declare(given_up, reason=secret(stage, "conflict"), by=people["judge_conflict"])
            if stage == "judging":
                scored = case.round.stages.scored().get()
                talk = discussions.call(case.rival, stage=scored, topic=secret(stage, "topic-rival"), by=secretary)
                discussions.say(talk, body=secret(stage, "word-rival"), by=people["judge"])

    def _sheet(self, case, application, role):
        judge, stage = self.people[role], case.stage
        assignment = Assignment.objects.select_related("application__round").get(application=application, judge=judge)
        judging.open_sheet(assignment, by=judge)
        mine = "" if application.pk == case.application.pk else "-rival"
        judging.comment(
            assignment,
            row_version=Review.objects.get(assignment=assignment).row_version,
            private_note=secret(stage, f"note-{role}{mine}"),
            applicant_comment=secret(stage, f"comment-{role}{mine}"),
            public_comment=secret(stage, f"praise-{role}{mine}"),
            by=judge,
        )
        for criterion in case.round.rubric_version.criteria.all():
            judging.score(assignment, criterion, 4 if mine else 5, by=judge)
        if stage != "judging" or mine:
            judging.submit(assignment, by=judge)

    def _decide(self, case):
        secretary, approver = self.people["secretary"], self.people["approver"]
        with clock.at(making.JUDGING):
            results.lock_and_rank(case.round, by=secretary)
            for application, kind in ((case.application, ""), (case.rival, "-rival")):
                decision = decisions.draft(
                    Application.objects.get(pk=application.pk),
                    outcome="not_certified" if kind else "certified",
                    level=None if kind else self.program.levels.first(),
                    reasons=secret(case.stage, f"reasons{kind}"),
                    public_comment=secret(case.stage, f"public-comment{kind}"),
                    by=secretary,
                )
                decisions.propose(decision, by=secretary)
                decisions.approve(decision, by=approver)

    @contextmanager
    def during(self, stage):
        """The hour of the stage's case."""
        with clock.at(HOURS[stage]):
            yield self.cases[stage]


def grant_program_role(program, user, kind):
    """A role in a program, given by the machine."""
    return program_actions.grant_role(program, user, kind, by=None)
