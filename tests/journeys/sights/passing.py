"""What stands only between two steps of the office: a written meeting, minutes not sent yet, a stage that is over."""

from django.urls import reverse

from certifications.actions import meetings, minutes, promotions, stages
from certifications.models import Stage, StageEntry
from certifications.viewsets import meeting_verbs, minutes_verbs
from home import clock
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.journeys.cities import once_in_city
from tests.journeys.sights.desk import save_nothing, verbs
from tests.journeys.sights.sight import Sight

SAID = {"close", "ask_again", "put_on", "draft_minutes", "submit_minutes"}
# Sent as they stand, these would do what they say.
DONE_AS_SENT = {"open", "promote"}
NAMED = {"ja": "モニター審査", "en": "Trial", "zh": "试用"}
TRIED = [
    {"code": "screening", "kind": "screening", "name": sitting.NAMES},
    {"code": "trial", "kind": "monitor_trial", "name": NAMED, "promotes": "by_hand"},
    {"code": "paper", "kind": "scoring", "name": sitting.NAMES},
]


def two_cases(world, stages_, number):
    """A round of the program with these stages and two cases, under judgment."""
    program, secretary = world.world.program, world.people["secretary"]
    usual, program.stages = program.stages, stages_
    program.save(update_fields=["stages"])
    round_ = making.published_round(program, secretary, number=number)
    program.stages = usual
    program.save(update_fields=["stages"])
    sides = (("owner", world.world.company, "配膳ロボット"), ("other", world.world.other_company, "見守りセンサー"))
    for role, company, name in sides:
        case = making.submitted(round_, world.people[role], name=name, organization=company)
        making.accepted(case, secretary)
    sitting.begin(round_, secretary, world.judges)
    return round_


@once_in_city
def committees(world):
    """Of one stage: minutes drafted, no minutes yet, answers that are awaited, an agenda with a place left."""
    secretary = world.people["secretary"]
    with clock.at(making.DURING):
        round_ = two_cases(world, sitting.SELECTING, 81)
    stage = Stage.objects.select_related("round__program").get(round=round_, kind="committee")
    found = []
    for _number in range(3):
        meeting = sitting.planned(stage, secretary, world.judges[:2], **sitting.WRITTEN)
        if len(found) == 2:
            with clock.at(making.JUDGING):
                meetings.take_off(meeting.items.select_related("meeting", "application").last(), by=secretary)
        sitting.convened(meeting, secretary)
        found.append(sitting.again(meeting))
        if len(found) < 3:
            with clock.at(sitting.WRITTEN["ends_at"]):
                meetings.close(found[-1], by=secretary)
    minutes.draft(sitting.again(found[0]), by=secretary)
    later = sitting.planned(stage, secretary, world.judges[:2])
    with clock.at(making.JUDGING):
        meetings.take_off(later.items.select_related("meeting", "application").get(), by=secretary)
    return [sitting.again(meeting) for meeting in (*found, later)]


@once_in_city
def closed_stage(world):
    """A trial that is over: of one case it is said, of the other not yet."""
    secretary = world.people["secretary"]
    with clock.at(making.DURING):
        round_ = two_cases(world, TRIED, 82)
    stage = Stage.objects.select_related("round__program").get(round=round_, kind="monitor_trial")
    with clock.at(making.JUDGING):
        stages.close_stage(stage, by=secretary)
        entry = StageEntry.objects.filter(stage=stage).first()
        promotions.decide(entry, goes_on=False, reason="試用期間に一度も動かなかった。", by=secretary)
    stage.refresh_from_db()
    return stage


def sights(world):
    """The verbs that are there only then."""
    secretary = world.people["secretary"].email
    every = {name: view for name, view in (meeting_verbs.VERBS | minutes_verbs.VERBS).items() if name in SAID}
    yield from verbs("committee-meetings", every, committees(world), lambda _record: [secretary])
    over = closed_stage(world)
    rows = dict.fromkeys(("promote", "choose", "take_back", "reopen"), over)
    rows["open"] = Stage.objects.get(round=over.round_id, kind="scoring")
    rows["plan_meeting"] = committees(world)[0].stage
    for name, stage in rows.items():
        path = reverse(f"stages:{name}", args=[stage.pk])
        yield Sight(f"stages:{name}", path, "verb", who=secretary)
        if name not in DONE_AS_SENT:
            yield Sight(f"stages:{name}", path, "with errors", who=secretary, do=save_nothing)
