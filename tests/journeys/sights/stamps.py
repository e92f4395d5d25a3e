"""What only some programs have: an approval in three steps, two clicks for a tiny one, judges who talk, a release called back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from certifications.actions import approval_seats, blinding, decisions, discussions, express, releases
from certifications.actions import programs as program_actions
from certifications.models import Assignment, BlindCopy, Round
from certifications.viewsets import approval_verbs, decision_verbs, express_verbs, release_verbs
from certifications.viewsets import blinding as blinding_desk
from certifications.viewsets import discussions as discussion_desk
from home import clock
from organizations.actions import roles
from tests.certifications import making
from tests.certifications.approving.conftest import STEPS
from tests.certifications.committee import sitting
from tests.certifications.deciding import again, locked, score_everything
from tests.journeys.cities import once_in_city
from tests.journeys.sights.desk import verbs
from tests.journeys.sights.sight import Sight

STEPPED = ("step_back", "pass_over", "read_later")
DECIDED = making.JUDGING + timedelta(days=1)


@dataclass
class Office:
    """A program of three steps, who stands at each, its secretary and two judges."""

    program: Any
    owner: Any
    secretary: Any
    heads: list[Any]
    judges: list[Any]

    def cases(self, number, count):
        """A round under judgment with so many cases of one company."""
        with clock.at(making.DURING):
            round_ = making.published_round(self.program, self.secretary, number=number)
            company = self.owner.memberships.get().organization
            for name in ("配膳ロボット", "見守りセンサー", "段差の板")[:count]:
                case = making.submitted(round_, self.owner, name=name, organization=company)
                making.accepted(case, self.secretary)
            sitting.begin(round_, self.secretary, self.judges)
        return again(round_)

    def tiny(self, number):
        """A round of two clicks whose sheets are all in."""
        round_ = self.cases(number, 1)
        Round.objects.filter(pk=round_.pk).update(rules=round_.rules | {"approval": {"express": True}})
        score_everything(again(round_))
        return again(round_)

    @property
    def people(self):
        """The addresses of all who may have a verb."""
        return [person.email for person in (self.secretary, *self.heads)]


@once_in_city
def office():
    data = making.program_data("kis") | {"slug": "stamps", "order": 92, "per_applicant_limit": 9, "approval": {"steps": STEPS}}
    patterns = {"receipt_pattern": "STM{year}-{seq:04d}", "number_pattern": "STM-{year}-{seq:03d}"}
    since = clock.today()
    with clock.at(making.DURING):
        program = program_actions.load(data | patterns, by=None)
        owner = making.member(making.organization("判押し精機株式会社"), "stm-owner")
        secretary = making.office(program, "stm-secretary")
        heads = [making.office(program, f"stm-{step['code']}", "approver") for step in STEPS]
        judges = [making.person(f"stm-judge-{number}") for number in (1, 2)]
        for person in (secretary, *heads):
            roles.grant(person, "officer", by=None)
        for judge in judges:
            roles.grant(judge, "judge", by=None)
        for step, head in zip(STEPS, heads, strict=True):
            approval_seats.name(program, step["code"], head, since=since, by=None)
    return Office(program, owner, secretary, heads, judges)


@once_in_city
def proposed():
    """Three cases: one waits for the first signature, one was signed once, at one the first step was passed over."""
    made = office()
    round_ = locked(made.cases(71, 3), made.secretary)
    level = round_.program.levels.order_by("-rank").first()
    with clock.at(DECIDED):
        for case in round_.applications.order_by("pk"):
            decision = decisions.draft(again(case), outcome="certified", level=level, by=made.secretary)
            decisions.propose(decision, by=made.secretary)
        _waiting, signed, passed = (again(case).decision for case in round_.applications.order_by("pk"))
        decisions.approve(signed, by=made.heads[0])
        decisions.pass_over(passed, reason="出張のため。", by=made.heads[1])
    return again(round_)


@once_in_city
def talking():
    """A case whose judges lie apart, and talk."""
    made = office()
    round_ = made.cases(72, 1)
    score_everything(round_, {made.judges[0].email: 5, made.judges[1].email: 2})
    case = round_.applications.get()
    with clock.at(making.JUDGING):
        talk = discussions.call(again(case), stage=round_.stages.scored().get(), topic="安全性の見方", by=made.secretary)
        discussions.say(talk, body="根拠が弱いと考えました。", by=made.judges[1])
    return case


@once_in_city
def clicked():
    """Tiny rounds: before the first click, before the second."""
    made = office()
    before, between = made.tiny(73), made.tiny(74)
    with clock.at(making.JUDGING):
        places = {between.program.levels.last(): 5}
        express.propose(between, places, refusal_reasons="枠外のため。", by=made.secretary)
    return before, again(between)


@once_in_city
def released():
    """A release that can still be called back."""
    made = office()
    round_, approver = made.tiny(75), made.heads[0]
    with clock.at(making.JUDGING):
        express.propose(round_, {round_.program.levels.last(): 5}, refusal_reasons="枠外のため。", by=made.secretary)
    now = clock.now()
    opened, closed, announced = (now - timedelta(days=days) for days in (30, 2, 1))
    Round.objects.filter(pk=round_.pk).update(opens_at=opened, closes_at=closed, announces_at=announced)
    round_ = again(round_)
    express.approve_and_release(round_, by=approver, seen_as=releases.seen(releases.preview(round_, by=approver)))
    return round_


@once_in_city
def copies():
    """A case whose copy for blind judging is looked through, and one of which it was."""
    made = office()
    waiting, done = made.cases(76, 2).applications.order_by("pk")
    for case in (waiting, done):
        blinding.draw(blinding.propose(case.versions.get(), by=None))
    copy = BlindCopy.objects.get(version__application=done)
    blinding.hide(copy, places={}, papers={}, row_version=copy.row_version, by=made.secretary, finished=True)
    return again(waiting), again(done)


def mistyped(page):
    """An area that is none."""
    page.locator(".blind-copy__numbers summary").first.click()
    page.locator(".blind-copy__numbers textarea").first.fill("左上")
    with page.expect_navigation():
        page.locator("button[name=go][value=finish]").click()


def sights():
    """The verbs and pages that are there only then."""
    made, round_ = office(), proposed()
    every = {name: decision_verbs.VERBS[name] for name in STEPPED}
    yield from verbs("cases", every, list(round_.applications.order_by("pk")), lambda _record: made.people)
    yield from verbs("rounds", {"end_approver": approval_verbs.VERBS["end_approver"]}, [round_], lambda _record: made.people)
    yield from verbs("rounds", express_verbs.VERBS, list(clicked()), lambda _record: made.people)
    waiting, done = copies()
    path = reverse("cases:look_through", args=[waiting.public_id])
    yield Sight("cases:look_through", path, "verb", who=made.secretary.email)
    yield Sight("cases:look_through", path, "with errors", who=made.secretary.email, do=mistyped)
    yield from verbs("cases", {"reopen_copy": blinding_desk.ReopenCopyView}, [done], lambda _record: made.people)
    case = talking()
    said = {name: view for name, view in discussion_desk.VERBS.items() if name != "open_discussion"}
    yield from verbs("cases", said, [case], lambda _record: made.people)
    seat = Assignment.objects.get(application=case, judge=made.judges[0])
    page = reverse("certifications:judging_discussion", args=[seat.public_id])
    yield Sight("certifications:judging_discussion", page, who=seat.judge.email)
    Round.objects.filter(pk=released().pk).update(released_at=clock.now())  # its minutes begin anew with each who looks
    yield from verbs("rounds", {"recall": release_verbs.VERBS["recall"]}, [again(released())], lambda _record: made.people)
