"""A case in every state that an application can be in, each with all that can hang on it: the ground of test_forgeries."""

from contextlib import contextmanager
from datetime import timedelta

from certifications.actions import (
    answering,
    applications,
    challenges,
    changes,
    consents,
    corrections,
    form_versions,
    intake,
    messages,
    programs,
    rounds,
    sign_offs,
)
from certifications.contents import content_of
from certifications.models import (
    Appeal,
    AppealPaper,
    Application,
    ApplicationVersion,
    Certificate,
    ChangePaper,
    Evidence,
    MessageFile,
    ReceiptPaper,
    Round,
    Team,
    TeamInvitation,
)
from home import clock
from home.actions import files
from home.models import Letter
from organizations.actions import memberships
from organizations.models import User
from tests.access.worlds import HOURS, Case
from tests.certifications import making
from tests.home import samples

STATES = (
    "draft", "asked", "closed", "lapsed", "given_up", "submitted", "correction", "reviewed", "judging", "deciding",
    "released", "withdrawn", "cancelled_draft", "cancelled_correction", "paper", "paper_submitted", "nominated",
    "nominated_paper", "consented",
)  # fmt: skip
OF_THE_WORLD = ("judging", "deciding", "released")
ROLES = (
    "owner", "editor", "viewer", "former", "other", "anonymous", "judge", "secretary", "secretary_elsewhere", "candidate",
)  # fmt: skip
OVER = making.CLOSES + timedelta(minutes=1)
HOURS = dict.fromkeys(STATES, making.DURING) | {"closed": OVER, "lapsed": OVER} | {name: HOURS[name] for name in OF_THE_WORLD}
TABLE = "# 実績\n販売実績 | 表：年度（数・必須）、取引先、売上（円）、契約日（日付） | 1〜3 | 必須"
POST_TO = "210-0007 川崎市川崎区駅前本町11-2\n有限会社かみのさと 紙野 里子"


class ApplyingWorld:
    """The people of the world and a candidate; cases by state, in rounds that ask for a table and for an owner's word."""

    def __init__(self, world):
        self.world, self.company = world, world.company
        with clock.at(making.DURING):
            self.people = world.people | {"candidate": making.person("candidate")}
            self.meister, self.tokens = making.program("meister"), {}
            self._ask_for_a_table()
            self.invitation = memberships.invite(self.company, email="new@people.example", role="editor", by=self.people["owner"])
            team = Team.objects.create(name="組", created_by=self.people["owner"])
            self.named = TeamInvitation.objects.create(team=team, email="named@people.example", invited_at=making.DURING)
            self.cases = {state: self._furnished(self._case(state, number)) for number, state in enumerate(STATES, start=20)}

    def person(self, role):
        """Afresh from the database, as each request sees her."""
        return User.objects.get(pk=self.people[role].pk)

    def side_of(self, state):
        """The roles for which the case is there at all, on the applicants' pages."""
        if state == "nominated_paper":
            return {"secretary"}
        if state in {"nominated", "consented"}:
            return {"owner"} | ({"candidate"} if state == "consented" else set())
        return {"owner", "editor", "viewer"} | ({"secretary"} if state.startswith("paper") else set())

    def keys(self, case):
        """A question that a correction opens, and one that it does not; any two of a form that has neither."""
        words = case.application.form_version.questions.filter(kind__in=["short_text", "long_text"])
        found = [question.key for question in words]
        named = [self.world.confidential.key, self.world.public.key]
        return named if set(named) <= set(found) else found[:2]

    def beside(self, case, key):
        """Another question of words in the same section."""
        words = case.application.form_version.questions.filter(kind__in=["short_text", "long_text"])
        section = words.get(key=key).section
        return words.filter(section=section).exclude(key=key).values_list("key", flat=True)[0]

    @contextmanager
    def during(self, state):
        """The hour of the state's case."""
        with clock.at(HOURS[state]):
            yield self.cases[state]

    def _ask_for_a_table(self):
        secretary = self.people["secretary"]
        version = form_versions.begin(self.world.program, by=secretary)
        version = form_versions.add_lines(version, "", TABLE, row_version=version.row_version, by=secretary)
        version = form_versions.publish(version, row_version=version.row_version, by=secretary)
        self.table = version.questions.get(kind="table")
        self.corrected = [self.world.confidential.key, self.table.key]

    def _case(self, state, number):
        if state in OF_THE_WORLD:
            return Case(state, Application.objects.get(pk=self.world.cases[state].application.pk))
        if state in {"nominated", "consented"}:
            return Case(state, self._nominated(state, number))
        if state == "nominated_paper":
            return Case(state, self._nominated_on_paper(number))
        application = self._on_paper(number) if state.startswith("paper") else self._begun(number)
        self._bring_to(state, application)
        return Case(state, Application.objects.get(pk=application.pk))

    def _round(self, number):
        """Its panel is published: applicants may challenge the judge."""
        secretary = self.people["secretary"]
        round_ = making.published_round(self.world.program, secretary, number=number, sign_off=True)
        rounds.seat(round_, self.people["judge"], by=secretary)
        challenges.open_until(round_, OVER.date(), by=secretary)
        return Round.objects.get(pk=round_.pk)

    def _begun(self, number):
        owner = self.people["owner"]
        application = making.draft(self._round(number), owner, name=f"車いす {number}", organization=self.company)
        making.fill(application, owner)
        self._papers(application)
        self._write_again(application)
        return application

    def _write_again(self, application):
        """Earlier answers to go back to."""
        for key in self.keys(Case("", application)):
            answering.save(application, key, "書き直した答え", read_version=1, by=application.created_by)

    def _papers(self, application):
        """The world's own name for the file that addresses look for."""
        making.put_file(application, self.world.papers, self.people["owner"], name="KANARI.pdf")

    def _on_paper(self, number):
        secretary = self.people["secretary"]
        application = intake.enter(
            self._round(number),
            channel="paper",
            received_on=clock.today(),
            post_to=POST_TO,
            applicant=intake.PaperApplicant(organization=self.company),
            names={"name_ja": "手すり草", "name_kana": "", "name_en": ""},
            category=self.world.program.categories.first(),
            by=secretary,
        )
        making.fill(application, secretary)
        self._papers(application)
        self._write_again(application)
        return application

    def _nominated(self, state, number):
        owner, candidate = self.people["owner"], self.people["candidate"]
        office = making.office(self.meister, f"office-{number}")
        round_ = making.published_round(self.meister, office, number=number)
        names = {"name_ja": f"鍛冶 鉄男 {number}", "name_kana": "", "name_en": ""}
        application = applications.begin(round_, names=names, candidate_email=candidate.email, by=owner)
        making.fill(application, owner)
        self._write_again(application)
        with clock.at(making.DURING - timedelta(hours=1)):
            consent = consents.ask(application, by=owner)
        letter = Letter.objects.filter(kind="certifications/consent_asked").latest("pk")
        self.tokens[state] = letter.text.partition("/consents/")[2].partition("/")[0]
        if state == "consented":
            consents.give(consent, by=candidate)
        return Application.objects.get(pk=application.pk)

    def _nominated_on_paper(self, number):
        programs.grant_role(self.meister, self.people["secretary"], "secretariat", by=None)
        secretary = self.person("secretary")
        application = intake.enter(
            making.published_round(self.meister, secretary, number=number),
            channel="paper",
            received_on=clock.today(),
            post_to=POST_TO,
            applicant=intake.PaperApplicant(person=intake.PaperPerson("紙野 里子")),
            names={"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""},
            nominates=True,
            by=secretary,
        )
        making.fill(application, secretary)
        self._write_again(application)
        return Application.objects.get(pk=application.pk)

    def _bring_to(self, state, application):
        owner, secretary = self.people["owner"], self.people["secretary"]
        self._ticket(application)
        self._evidence(application)  # it is declared: it stands there before the content is confirmed
        if state == "asked":
            sign_offs.ask(application, by=self.people["editor"])
        elif not application.is_by_proxy:
            sign_offs.confirm(application, seen_sha256=content_of(application).sha256, by=owner)
        if state == "given_up":
            applications.withdraw(application, by=owner)
        if state == "lapsed":
            with clock.at(OVER):
                rounds.lapse_drafts(application.round, by=secretary)
        if state in {"submitted", "correction", "reviewed", "withdrawn", "cancelled_correction"}:
            applications.submit(application, by=owner)
        if state == "paper_submitted":
            applications.submit(application, by=secretary)
        application = Application.objects.get(pk=application.pk)
        if state in {"correction", "cancelled_correction"}:
            self._ask(application)
        if state == "reviewed":
            application.tickets.update(state="expired", awaited=False, ended_at=clock.now())
            making.accepted(application, secretary)
        if state == "withdrawn":
            applications.withdraw(application, by=owner)
        if state.startswith("cancelled"):
            rounds.cancel(application.round, reason="応募が少なかったため", by=secretary)

    def _ask(self, application):
        """A word, a file and a proposal; the first two are answered."""
        points = {
            str(self.world.confidential.key): corrections.Point(message="直してください"),
            str(self.world.papers.key): corrections.Point(message="新しい図面をください"),
            str(self.table.key): corrections.Point(proposed=making.answer_to(self.table) * 2),
        }
        due = clock.today() + timedelta(days=7)
        request = corrections.request(application, points, due_on=due, by=self.people["secretary"])
        for item in request.items.exclude(key=self.table.key):
            corrections.reply(item, text="直しました", by=self.people["owner"])
        table = request.items.get(key=self.table.key)
        corrections.decline(table, text="このままで正しいです", by=self.people["owner"])

    def _ticket(self, application):
        """An upload that has been begun."""
        facts = {"name": "図面.pdf", "size": 100, "issued_at": clock.now(), "expires_at": OVER + timedelta(days=100)}
        application.tickets.create(key=self.world.papers.key, user=self.people["owner"], **facts)

    def _evidence(self, application):
        """A paper for the office."""
        stored = files.store_bytes(samples.pdf(), media_type="application/pdf")
        facts = {"file": stored, "name": "納税証明.pdf", "added_by": self.people["owner"], "added_at": clock.now()}
        Evidence.objects.create(application=application, line=application.round.rules["checklist"][0]["code"], **facts)

    def _furnished(self, case):
        """Papers of every kind, whatever the state: what is not there cannot be given out."""
        application, owner = case.application, self.people["owner"]
        stored = files.store_bytes(samples.pdf(), media_type="application/pdf")
        if not application.evidence.exists():
            self._evidence(application)
        if application.receipt_number:
            message = messages.post(application, body="写真をお送りします。", by=owner)
            MessageFile.objects.create(message=message, file=stored, name="写真.pdf")
        for version in ApplicationVersion.objects.filter(application=application, paper=None):
            ReceiptPaper.objects.create(version=version, file=stored, made_at=clock.now())
        if case.stage in OF_THE_WORLD:
            self._ticket(application)
            application.tickets.update(awaited=True)
        if case.stage == "released":
            self._told_after_release(application, stored)
        return case

    def _told_after_release(self, application, stored):
        """A change that is to be mended, and a question about the result that was taken back, each with a paper."""
        owner, secretary = self.person("owner"), self.person("secretary")
        with clock.at(HOURS["released"]):
            certificate = Certificate.objects.get(decision__application=application)
            notice = changes.notice(
                certificate, kind="representative", changed_on=making.OPENS.date(), words="代表が替わりました。", by=owner
            )
            changes.send_back(notice, answer="登記の写しをください。", by=secretary)
            ChangePaper.objects.create(notice=notice, file=stored, name="登記.pdf")
            facts = {"state": "taken_back", "received_on": clock.today(), "filed_by": owner, "filed_at": clock.now()}
            appeal = Appeal.objects.create(decision=certificate.decision, grounds="資料は提出しています。", **facts)
            AppealPaper.objects.create(appeal=appeal, file=stored, name="資料.pdf")
