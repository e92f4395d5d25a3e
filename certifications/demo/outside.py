"""What the running rounds have outside the office: units on trial with their reports, and the hours of a public final."""

from datetime import datetime, timedelta
from typing import Any

from certifications.actions import appointments, field_reports
from certifications.demo import makers
from certifications.models import FieldPhotograph, Round, Stage, StageEntry
from certifications.stage_states import StageState
from certifications.states import StageKind
from home import clock
from home.actions import letters

FACILITIES = ("さいわい高齢者福祉施設", "中原リハビリ体験室")
SEEN = "職員2名と利用者3名が2週間使用した。片手でも操作でき、使い方の説明は5分で足りた。濡れた手では持ち手が滑ることがあった。"
VISITED = "工程を順に見せてもらった。道具の手入れが行き届き、若い職人が自分の言葉で工程を説明できた。申請との食い違いはない。"
MINUTES, PAUSE = 20, 5


def try_out(round_: Round, *, secretary: Any, opened: datetime) -> None:
    """In a trial that is under way, two units are lent; one report is in, the other is waited for."""
    stage = round_.stages.filter(kind=StageKind.MONITOR_TRIAL, state=StageState.OPEN).first()
    if stage is None:
        return
    rows = StageEntry.objects.present().filter(stage=stage).select_related("application__round__program", "stage__round")
    free = rows.select_related("application__subject").order_by("pk")
    reporter = round_.panel.order_by("pk")[0].judge
    day = opened.astimezone(clock.TOKYO).date()
    open_cases = [entry for entry in free if entry.application.assignments.counted().filter(judge=reporter).exists()]
    for number, (entry, facility) in enumerate(zip(open_cases, FACILITIES, strict=False)):
        with clock.at(opened + timedelta(days=1)):
            loan = field_reports.lend(
                entry,
                facility=facility,
                unit=f"試用機 {number + 1}",
                lent_on=day + timedelta(days=2),
                due_back_on=day + timedelta(days=30),
                by=secretary,
            )
            report = field_reports.ask(entry, reporter, due_on=day + timedelta(days=35), loan=loan, by=secretary)
        if number == 0:
            with clock.at(opened + timedelta(days=3)):
                seen_on = day + timedelta(days=3)
                field_reports.write(report, happened_on=seen_on, text=SEEN, answers={}, row_version=1, hand_in=True, by=reporter)
        letters.deliver_due()


def visit(round_: Round, *, secretary: Any) -> None:
    """Where workplaces are visited, a judge has been there: the report of one case, with a picture."""
    stage = round_.stages.filter(kind=StageKind.SITE_VISIT, state=StageState.OPEN).first()
    if stage is None:
        return
    entry = stage.entries.present().select_related("application__round__program", "stage__round").order_by("pk")[0]
    visitor, day = round_.panel.order_by("pk")[0].judge, clock.today()
    report = field_reports.ask(entry, visitor, due_on=day + timedelta(days=20), by=secretary)
    picture = makers.painting("lathe", round_.program.accent, f"visit-{round_.public_id}")
    FieldPhotograph.objects.create(report=report, file=picture, name="作業場.jpg", added_at=clock.now())
    field_reports.write(report, happened_on=day, text=VISITED, answers={}, row_version=1, hand_in=True, by=visitor)


def invite(round_: Round, *, secretary: Any, first: datetime, room: str) -> None:
    """The hours of a public final that is under way: every case has its own, and its side was told."""
    stage: Stage | None = round_.stages.filter(kind=StageKind.FINAL, state=StageState.OPEN).first()
    if stage is None:
        return
    judges = [member.judge for member in stage.seats().select_related("judge").order_by("pk")]
    count = stage.entries.present().count() + 1
    appointments.add_hours(stage, rooms={room: judges}, first=first, count=count, minutes=MINUTES, pause=PAUSE, by=secretary)
    appointments.lay_out(stage, by=secretary)
    appointments.announce(stage, by=secretary)
    letters.deliver_due()
