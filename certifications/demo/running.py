"""This year's four rounds, each in another phase: open, in correction, under judgment, ready for release."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from certifications import reasoning
from certifications.actions import (
    consents,
    corrections,
    decisions,
    eligibility_answers,
    evidence,
    intake,
    judging,
    results,
    rounds,
    screening,
)
from certifications.actions.applications import submit
from certifications.actions.intake import PaperApplicant, PaperPerson
from certifications.demo import blinded, makers, outside, past, sittings
from certifications.models import Application, Program, Round, Stage
from certifications.states import Channel, Outcome
from home import clock
from home.actions import letters

READY = "ready"
ROOM = "産業振興会館 4階 会議室"


def day(offset: int) -> date:
    """The day that lies so many days from the real today, whatever the clock is set to at this step."""
    return timezone.localdate() + timedelta(days=offset)


def instant(offset: int, hour: int) -> datetime:
    """An hour of that day."""
    return datetime.combine(day(offset), time(hour), tzinfo=clock.TOKYO)


@transaction.atomic
def build_round(row: Mapping[str, Any], context: Any) -> None:
    """One running round with its applications in their states."""
    program: Program = context["programs"][row["program"]]
    secretary = context["secretaries"][program.slug]
    opens, closes = instant(row["opens_in_days"], 9), instant(row["closes_in_days"], 17)
    announces = instant(-1, 10) if row["state"] == READY else instant(row["release_in_days"], 10)
    moments = {"opens": opens, "closes": closes, "announces": announces}
    with clock.at(opens - timedelta(days=20)):
        round_ = rounds.prepare(
            program,
            fiscal_year=row["fiscal_year"],
            number=row["number"],
            opens_at=opens,
            closes_at=closes,
            judging_until=_judging_until(row),
            announces_at=announces,
            ceremony=_ceremony(program, context),
            blind=row.get("blind", False),
            by=secretary,
        )
        for judge in context["judges"][program.slug]:
            rounds.seat(round_, judge, by=secretary)
        if program.themes:
            for theme in context["theme_rows"]:
                past.add_theme(round_, theme, context)
        rounds.publish(round_, by=secretary)
    _set_timetable(round_, row)
    made = {each["code"]: _apply(each, round_, context, moments) for each in row["applications"]}
    with clock.at(min(closes + timedelta(days=10), clock.now())):
        _screen(row, made, secretary)
        letters.deliver_due()
    if row["state"] in {"judging", READY}:
        _judge(row, made, round_, secretary, closes)
    if row["state"] == "judging":
        sittings.plan(round_, starts=_meets_at(round_), place=ROOM, by=secretary)
    if row["state"] == READY:
        _decide(row, made, round_, context)
    letters.deliver_due()


def _ceremony(program: Program, context: Any) -> Any:
    """The program's ceremony in the calendar, when the sample events have one to come."""
    coming = [event for event in context["events"].values() if event.program == program.slug and event.kind == "ceremony"]
    return next((event for event in coming if event.starts_at > clock.now()), None)


def _judging_until(row: Mapping[str, Any]) -> date:
    ends = [phase["to_days"] for phase in row["phases"] if phase["code"] in {"scoring", "first"}]
    return day(ends[0] if ends else row["decides_in_days"])


def _set_timetable(round_: Round, row: Mapping[str, Any]) -> None:
    """The stages as the samples date them, where they name as many as the program has."""
    phases = [phase for phase in row["phases"] if phase["code"] not in {"call", "release"}]
    stages = list(round_.stages.all())
    for stage, phase in zip(stages, phases, strict=False):
        Stage.objects.filter(pk=stage.pk).update(starts_on=day(phase["from_days"]), ends_on=day(phase["to_days"]))


def _apply(row: Mapping[str, Any], round_: Round, context: Any, moments: Mapping[str, datetime]) -> Application:
    if "on_paper" in row:
        return _enter(row, round_, context)
    submitted = row["submitted_days_ago"]
    begun = moments["opens"] + timedelta(days=5) if submitted is None else instant(-submitted - 2, 13)
    parties = _parties(row, context)
    theme = round_.themes.filter(code=row["theme"]).first() if row["theme"] else None
    subject = {"name": row["subject"], "category": row["category"], "kana": "", "email": parties.get("email", "")}
    with clock.at(max(begun, moments["opens"])):
        application = makers.begin(subject, round_, parties, None, theme, eligibility=row.get("eligibility"))
        makers.fill(application, row["answers"], by=parties["by"])
        _add_files(application, row, parties["by"])
        if row["state"] == "awaiting_consent":
            consents.ask(application, by=parties["by"])
    if submitted is not None:
        with clock.at(instant(-submitted, 14)):
            submit(application, by=parties["by"])
            letters.deliver_due()
    return application


def _enter(row: Mapping[str, Any], round_: Round, context: Any) -> Application:
    """An application on paper: it arrived on one day, and the office entered it on another."""
    secretary, paper = context["secretaries"][round_.program.slug], row["on_paper"]
    with clock.at(instant(-row["submitted_days_ago"], 11)):
        application = intake.enter(
            round_,
            channel=Channel.PAPER,
            received_on=day(-paper["received_days_ago"]),
            post_to=paper["post_to"],
            applicant=PaperApplicant(person=PaperPerson(paper["name"], paper["kana"])),
            names={f"name_{language}": text for language, text in row["subject"].items()},
            category=round_.program.categories.filter(code=row["category"]).first(),
            by=secretary,
        )
        eligibility_answers.answer(application, row["eligibility"], by=secretary)
        makers.fill(application, row["answers"], by=secretary)
        _add_files(application, row, secretary)
        evidence.add_inspected(application, makers.paper(), "応募用紙.pdf", line="", by=secretary)
        submit(application, by=secretary)
    return application


def _parties(row: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """As for the past; of a nomination, the nominator applies and the candidate has only an address yet."""
    if not row["nominated_by"]:
        return past.parties_of(row, context)
    nominator = context["people"][row["nominated_by"]]
    return {"person": nominator, "by": nominator, "email": context["people"][row["person"]].email}


def _add_files(application: Application, row: Mapping[str, Any], by: Any) -> None:
    for question in application.form_version.questions.select_related("section"):
        if question.takes_files and (question.catalog_slot == "picture" or row["submitted_days_ago"] is not None):
            makers.add_file(application, question, row, by)


def _screen(row: Mapping[str, Any], made: Mapping[str, Application], secretary: Any) -> None:
    for each in row["applications"]:
        application = made[each["code"]]
        application.refresh_from_db()
        if each["corrections"]:
            items = {
                item["question"]: corrections.Point(item["message"]["ja"], item.get("code", ""), item.get("proposal"))
                for item in each["corrections"]
            }
            due = day(max(item["due_in_days"] for item in each["corrections"]))
            corrections.request(application, items, due_on=due, by=secretary)
        for code in each["screening"]:
            screening.check(application, code, passed=True, by=secretary)
        if each["state"] in {"judging", "decided"}:
            makers.pass_screening(application, by=secretary)


def _judge(row: Mapping[str, Any], made: Mapping[str, Application], round_: Round, secretary: Any, closes: datetime) -> None:
    from_day = closes + timedelta(days=15)
    judges = {judge.email.partition("@")[0]: judge for judge in (member.judge for member in round_.panel.select_related("judge"))}
    with clock.at(from_day):
        blinded.look_through(round_, by=secretary)
        for each in row["applications"]:
            application = made[each["code"]]
            application.refresh_from_db()
            for sheet in each["judging"]:
                judging.assign(application, judges[sheet["judge"]], by=secretary)
        judging.spread(round_, by=secretary)
        round_.refresh_from_db()
        rounds.open_judging(round_, by=secretary)
        letters.deliver_due()
    outside.try_out(round_, secretary=secretary, opened=from_day)
    with clock.at(from_day + timedelta(days=4)):
        for each in row["applications"]:
            _score(each, made[each["code"]], judges)


def _score(row: Mapping[str, Any], application: Application, judges: Mapping[str, Any]) -> None:
    sheets = {judges[sheet["judge"]].pk: sheet for sheet in row["judging"]}
    related = ("judge", "application__round__program", "application__subject")
    for assignment in application.assignments.counted().select_related(*related):
        if sheet := sheets.get(assignment.judge_id):
            texts = {"applicant_comment": sheet["comment"]}
            makers.score_sheet(assignment, sheet["scores"], submit=sheet["submitted"], texts=texts)


def _meets_at(round_: Round) -> datetime:
    """The hour of the committee's meeting: in the morning of the first day of its stage."""
    stage = sittings.committee_of(round_)
    return datetime.combine(stage.starts_on if stage else clock.today(), time(9), tzinfo=clock.TOKYO)


def _proposed(decision: Mapping[str, Any]) -> dict[str, str]:
    """What the committee came to, as the decision says it later."""
    return {"outcome": sittings.outcome_of(decision["level"]), "reason": decision["comment"]["ja"]}


def _decide(row: Mapping[str, Any], made: Mapping[str, Application], round_: Round, context: Any) -> None:
    program = round_.program
    secretary, approver = context["secretaries"][program.slug], context["approvers"][program.slug]
    levels = {level.code: level for level in program.levels.all()}
    words = {reason["code"]: reason["text"]["ja"] for reason in program.reasons}
    with clock.at(instant(row["decides_in_days"] - 2, 15)):
        round_.refresh_from_db()
        results.lock_and_rank(round_, by=secretary)
        outside.invite(round_, secretary=secretary, first=instant(row["decides_in_days"] - 1, 10), room=ROOM)
        meeting = sittings.plan(round_, starts=_meets_at(round_), place=ROOM, by=secretary)
    if meeting:
        asked = instant(row["decides_in_days"] - 2, 16)
        sittings.hold(
            meeting,
            {made[each["code"]].pk: _proposed(each["decision"]) for each in row["applications"]},
            asked=asked,
            by=secretary,
        )
    with clock.at(instant(row["decides_in_days"], 11)):
        for each in row["applications"]:
            facts = each["decision"]
            application = made[each["code"]]
            application.refresh_from_db()
            decision = decisions.draft(
                application,
                outcome=facts["outcome"],
                level=levels.get(facts["level"]),
                reasons="\n".join(words.get(code, code) for code in facts["reasons"]),
                criterion_reasons=reasoning.standards(application, reasoning.run_of(application))
                if facts["outcome"] == Outcome.NOT_CERTIFIED
                else {},
                public_comment=facts["comment"]["ja"],
                by=secretary,
            )
            decisions.propose(decision, by=secretary)
            decisions.approve(decision, by=approver)
