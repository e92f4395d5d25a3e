"""What judging has besides scores, each with its secrets: meetings, trials, hearings, plans, an appeal, a dossier, a letter.

Each state is a round of its own with a case of the world's company and one of its rival; `secret(state, ...)` stands in each
field that is not for everybody.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import (
    appeal_panels,
    appeals,
    appointments,
    calibration,
    conflicts,
    dossiers,
    field_reports,
    meetings,
    minutes,
    motions,
    plans,
    releases,
    rounds,
    rulings,
    sessions,
)
from certifications.actions.plan_inputs import Wishes
from certifications.models import Application, Appointment, Program, Round, Stage, StageEntry
from home import clock
from home.models import Letter
from organizations.actions import roles
from organizations.models import User
from tests.access.worlds import ROLES as ROLES_OF_THE_WORLD
from tests.access.worlds import secret
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.certifications.deciding import RELEASE, approved, locked
from tests.home import samples

STATES = ("planned", "gathering", "minuted", "trial", "planning", "appealed", "told")
NEW = ("member", "stranger", "reporter", "panelist", "secretary_anew", "approver_anew")
ROLES = (*ROLES_OF_THE_WORLD, *NEW)
AFTER = RELEASE + timedelta(days=3)
HOURS = {
    "planned": making.JUDGING,
    "gathering": sitting.HOUR,
    "minuted": sitting.HOUR,
    "trial": making.JUDGING,
    "planning": making.JUDGING,
    "appealed": AFTER,
    "told": AFTER,
}
NAMES = {"ja": "段階", "en": "Stage", "zh": "阶段"}
TRIED = [
    {"code": "screening", "kind": "screening", "name": NAMES},
    {"code": "trial", "kind": "monitor_trial", "name": NAMES},
    {"code": "hearing", "kind": "hearing", "name": NAMES},
    {"code": "paper", "kind": "scoring", "name": NAMES},
]


@dataclass
class Matter:
    """One state's case, its rival, and what hangs on them by name."""

    stage: str
    application: Application
    rival: Application
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def round(self):
        return Round.objects.get(pk=self.application.round_id)

    def part(self, kind):
        """The round's stage of the kind, if it has one."""
        return Stage.objects.select_related("round__program").filter(round=self.application.round_id, kind=kind).first()


class JudgingWorld:
    """The people of the world, a third judge without ties and those who come in late; a matter in every state."""

    def __init__(self, world):
        self.world, self.people = world, dict(world.people)
        with clock.at(making.DURING):
            for role in ("member", "stranger"):
                self.people[role] = making.person(role)
                roles.grant(self.people[role], "judge", by=None)
            for role in ("reporter", "panelist"):
                self.people[role] = making.person(role)
            for role, kind in (("secretary_anew", "secretariat"), ("approver_anew", "approver")):
                self.people[role] = making.office(world.program, role.replace("_", "-"), kind)
                roles.grant(self.people[role], "officer", by=None)
            self.judges = [self.people[role] for role in ("member", "judge", "judge_conflict")]
            self.matters = {state: self._matter(state, number) for number, state in enumerate(STATES, start=60)}

    def person(self, role):
        """Afresh from the database, as each request sees her; None is the anonymous visitor."""
        return User.objects.get(pk=self.people[role].pk) if role in self.people else None

    @contextmanager
    def during(self, state):
        """The hour of the state's matter."""
        with clock.at(HOURS[state]):
            yield self.matters[state]

    def _matter(self, state, number):
        wanted = {"planned": sitting.SELECTING, "gathering": sitting.SELECTING, "minuted": sitting.SELECTING, "trial": TRIED}
        program = Program.objects.get(pk=self.world.program.pk)
        usual, program.stages = program.stages, wanted.get(state, program.stages)
        program.save(update_fields=["stages"])
        round_ = making.published_round(program, self.people["secretary"], number=number)
        program.stages = usual
        program.save(update_fields=["stages"])
        matter = Matter(state, *(self._submitted(round_, state, kind) for kind in ("subject", "rival")))
        tie = secret(state, "tie")
        conflicts.record(
            self.people["judge_conflict"],
            program=program,
            application=matter.application,
            reason=tie,
            by=self.people["secretary"],
        )
        getattr(self, f"_{state}")(matter)
        matter.application, matter.rival = sitting.case(matter.application), sitting.case(matter.rival)
        return matter

    def _submitted(self, round_, state, kind):
        world = self.world
        owner, company = (
            (self.people["owner"], world.company) if kind == "subject" else (self.people["other"], world.other_company)
        )
        application = making.submitted(round_, owner, name=f"{secret(state, kind)} 杖", organization=company)
        return sitting.case(making.accepted(application, self.people["secretary"]))

    # Committees

    def _planned(self, matter):
        sitting.begin(matter.round, self.people["secretary"], self.judges)
        stage, place = matter.part("committee"), secret(matter.stage, "room")
        meeting = sitting.planned(stage, self.people["secretary"], self.judges[:2], secrecy="secret", place=place)
        matter.things["meeting"] = meeting
        matter.things["items"] = [sitting.item_of(meeting, case) for case in (matter.application, matter.rival)]

    def _gathering(self, matter):
        """The rival's case has its outcome; over the company's a secret vote is going on, of which one has an interest."""
        self._planned(matter)
        secretary, meeting = self.people["secretary"], matter.things["meeting"]
        sitting.convened(meeting, secretary)
        with clock.at(sitting.HOUR):
            sitting.begun(meeting, secretary, self.judges)
            mine, others = matter.things["items"]
            sessions.open_item(others, by=secretary)
            sessions.decide(others, outcome="goes_on", reason=secret(matter.stage, "reason-rival"), by=secretary)
            item = sessions.open_item(mine, moved=True, by=secretary)
            motion = motions.open_vote(item, proposal="stopped", by=secretary)
            motions.cast(motion, "for", by=self.people["judge"])
            matter.things["motion"] = sitting.motion_of(item)

    def _minuted(self, matter):
        """The meeting is over; its chair has been asked to confirm the minutes."""
        self._gathering(matter)
        secretary, meeting = self.people["secretary"], sitting.again(matter.things["meeting"])
        with clock.at(sitting.HOUR):
            motions.cast(matter.things["motion"], "for", by=self.people["member"])
            motions.close_vote(matter.things["motion"], by=secretary)
            item = sitting.item_of(meeting, matter.application)
            sessions.decide(item, outcome="stopped", reason=secret(matter.stage, "reason"), by=secretary)
            meetings.close(meeting, by=secretary)
            found = minutes.draft(sitting.again(meeting), by=secretary)
            for part in found.parts.all():
                kind = (
                    "words"
                    if part.item_id is None
                    else "part"
                    if part.item.application_id == matter.application.pk
                    else "part-rival"
                )
                found.refresh_from_db()
                minutes.edit(part, text=secret(matter.stage, kind), row_version=found.row_version, by=secretary)
            minutes.submit(type(found).objects.get(pk=found.pk), by=secretary)
        matter.things["minutes"] = found

    # Trials, hearings, plans

    def _trial(self, matter):
        sitting.begin(matter.round, self.people["secretary"], self.judges)
        secretary, reporter, state = self.people["secretary"], self.people["reporter"], matter.stage
        with clock.at(making.JUDGING):
            entry = StageEntry.objects.select_related("stage__round__program", "application__round__program").get(
                stage=matter.part("monitor_trial"), application=matter.application
            )
            today = clock.today()
            loan = field_reports.lend(
                entry, facility=secret(state, "facility"), unit=secret(state, "unit"), lent_on=today,
                due_back_on=today + timedelta(days=9), by=secretary,
            )  # fmt: skip
            report = field_reports.ask(entry, reporter, due_on=today + timedelta(days=9), loan=loan, by=secretary)
            photograph = SimpleUploadedFile(f"{secret(state, 'photograph')}.jpg", samples.picture(), "image/jpeg")
            matter.things["photograph"] = field_reports.photograph(report, photograph, by=reporter)
            report.refresh_from_db()
            field_reports.write(
                report, happened_on=today, text=secret(state, "report"), answers={}, row_version=report.row_version, by=reporter
            )
            hearing = matter.part("hearing")
            rooms = {secret(state, "room"): [self.people["member"]]}
            appointments.add_hours(hearing, rooms=rooms, first=sitting.HOUR, count=3, minutes=20, pause=5, by=secretary)
            appointments.lay_out(hearing, by=secretary)
            matter.things |= {"loan": loan, "report": report, "entry": entry}
            matter.things["hour"] = Appointment.objects.get(entry__application=matter.application)
        self._sample(matter)

    def _sample(self, matter):
        """For the stage that is scored, before anybody has begun there."""
        right = {criterion.code: 3 for criterion in matter.part("scoring").rubric.criteria.all()}
        words = {"title": secret(matter.stage, "sample-title"), "text": secret(matter.stage, "sample")}
        with clock.at(making.JUDGING):
            matter.things["sample"] = calibration.add(matter.round, **words, references=right, by=self.people["secretary"])

    def _planning(self, matter):
        secretary = self.people["secretary"]
        for judge in self.judges:
            rounds.seat(matter.round, judge, by=secretary)
        with clock.at(making.JUDGING):
            plan = plans.draft(matter.round, Wishes(reviews=1, cap=9), by=secretary)
            plans.solve(plan)
        matter.things["plan"] = type(plan).objects.get(pk=plan.pk)

    # After the release

    def _released(self, matter, outcome):
        secretary, approver = self.people["secretary"], self.people["approver"]
        making.judged(matter.round, secretary, self.judges)
        locked(matter.round, secretary)
        with clock.at(making.JUDGING):
            reasons = {"reasons": secret(matter.stage, "reasons")}
            approved(matter.application, secretary, approver, outcome=outcome, **reasons)
            approved(matter.rival, secretary, approver, outcome="not_certified", reasons=secret(matter.stage, "reasons-rival"))
        with clock.at(RELEASE):
            releases.release(matter.round, by=approver)

    def _appealed(self, matter):
        """Who had no part in the refusal looks into it; the answer is drafted and sealed."""
        self._released(matter, "not_certified")
        handler, state = self.people["secretary_anew"], matter.stage
        with clock.at(AFTER):
            paper = SimpleUploadedFile(f"{secret(state, 'paper')}.pdf", samples.pdf(), "application/pdf")
            appeal = appeals.file(
                sitting.case(matter.application), grounds=secret(state, "grounds"), uploads=[paper], by=self.people["owner"]
            )
            for role in ("panelist", "reporter"):  # the second one has not pledged
                appeals.seat(appeal, self.people[role], by=handler)
            appeals.begin(appeal, by=handler)
            opinion = appeal_panels.pledge(appeal, by=self.people["panelist"])
            said = {"note": secret(state, "panel-note"), "ruling": "dismissed", "reasons": secret(state, "opinion")}
            appeal_panels.write(appeal, **said, row_version=opinion.row_version, give=True, by=self.people["panelist"])
            matter.things["answer"] = rulings.draft(appeal, ruling="dismissed", reasons=secret(state, "answer"), by=handler)
            matter.things["appeal"] = type(appeal).objects.get(pk=appeal.pk)
            matter.things["paper"] = appeal.papers.get()

    def _told(self, matter):
        """A dossier has been made of the case, and a letter about it came back."""
        self._released(matter, "certified")
        with clock.at(AFTER):
            dossier = dossiers.ask(
                sitting.case(matter.application), purpose="disclosure", left_out=["judges"],
                reason=secret(matter.stage, "purpose"), by=self.people["secretary"],
            )  # fmt: skip
            dossiers.make(dossier)
            matter.things["dossier"] = type(dossier).objects.get(pk=dossier.pk)
        letter = Letter.objects.filter(about=matter.application.reference, kind="certifications/decided").first()
        Letter.objects.filter(pk=letter.pk).update(state="returned", sent_at=RELEASE, error=secret(matter.stage, "bounce"))
        matter.things["letter"] = Letter.objects.get(pk=letter.pk)
