"""What the tests of committee meetings do: make cases, plan, convene, come together."""

from datetime import timedelta

from certifications.actions import conflicts, judging, meetings, rounds, sessions
from certifications.models import AgendaItem, Application, Meeting, Motion
from home import clock
from tests.certifications import making
from tests.replays import replayed

NAMES = {"ja": "審査会", "en": "Committee", "zh": "评审会"}
SELECTING = [
    {"code": "screening", "kind": "screening", "name": NAMES},
    {"code": "committee", "kind": "committee", "name": NAMES, "promotes": "by_hand"},
    {"code": "paper", "kind": "scoring", "name": NAMES},
]
DECIDING = [
    {"code": "screening", "kind": "screening", "name": NAMES},
    {"code": "paper", "kind": "scoring", "name": NAMES},
    {"code": "committee", "kind": "committee", "name": NAMES},
]
HOUR = making.JUDGING + timedelta(days=7)
WRITTEN = {"form": "written", "starts_at": None, "ends_at": HOUR + timedelta(hours=2), "place": ""}


@replayed
def cases(round_, secretary, count=3):
    made = []
    for number in range(count):
        company = making.organization(f"試作工業{number}株式会社")
        owner = making.member(company, f"owner-{number}")
        application = making.submitted(round_, owner, name=f"試作{number}", organization=company)
        made.append(making.accepted(application, secretary))
    return made


@replayed
def begin(round_, secretary, members):
    making.judged(round_, secretary, members)
    with clock.at(making.JUDGING):
        for member in members:
            judging.pledge(round_, by=member)
    round_.refresh_from_db()


@replayed
def planned(stage, secretary, members, **rules):
    facts = {
        "form": "held",
        "starts_at": HOUR,
        "ends_at": HOUR + timedelta(hours=2),
        "place": "第1会議室",
        "chair": members[0],
        "deputy": members[1],
    }
    with clock.at(making.JUDGING):
        return meetings.plan(stage, by=secretary, **facts | rules)


@replayed
def convened(meeting, secretary):
    with clock.at(making.JUDGING):
        meetings.convene(meeting, by=secretary)
    return meeting


@replayed
def begun(meeting, secretary, people):
    sessions.arrive(meeting, people, by=secretary)
    return meeting


def confess(person, case, secretary):
    """An interest goes on record."""
    return conflicts.record(person, program=case.round.program, application=case, reason="取引", by=secretary)


def item_of(meeting, case):
    related = ("meeting__stage__round__program", "application__subject", "application__round__program")
    return AgendaItem.objects.select_related(*related).get(meeting=meeting, application=case)


def motion_of(item):
    return (
        Motion.objects.select_related("item__meeting__stage__round__program", "item__application")
        .filter(item=item)
        .latest("number")
    )


def again(meeting):
    return Meeting.objects.select_related("stage__round__program", "chair", "deputy").get(pk=meeting.pk)


def case(application):
    return Application.objects.select_related("round__program", "subject").get(pk=application.pk)


def actions(record):
    return list(record.history.order_by("seq").values_list("action", flat=True))


def reseat(round_, judge, secretary):
    rounds.seat(round_, judge, by=secretary)
