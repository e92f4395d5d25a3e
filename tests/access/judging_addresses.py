"""What can be asked of the matters of judging_worlds.py: every address with its method and what a willing person sends."""

import uuid
from dataclasses import replace
from datetime import timedelta

from certifications.actions import minutes, promotions
from certifications.models import Stage, StageEntry
from home import clock
from tests.access.requests import Request, at
from tests.certifications.committee import sitting

KINDS = {"gathering": ("committee", "scoring"), "trial": ("monitor_trial", "hearing", "scoring"), "appealed": ("scoring",)}


def known(matter):
    """Every id that stands in an address of the matter, as it stands there; a stage and a page go by their place."""
    things, records = matter.things, [matter.application, matter.rival, matter.round, *matter.things.get("items", ())]
    named = ("meeting", "report", "photograph", "sample", "plan", "appeal", "paper", "dossier", "letter")
    records += [things[name] for name in named if name in things]
    for application in (matter.application, matter.rival):
        records += application.attachments.all()
    stages = [f"stages/{pk}/" for pk in Stage.objects.filter(round=matter.application.round_id).values_list("pk", flat=True)]
    return [*(str(record.public_id) for record in records), *stages]


def nowhere(request, ids):
    """The same request with ids that do not exist."""
    path = request.path
    for each in ids:
        other = "stages/987654/" if each.startswith("stages/") else str(uuid.uuid5(uuid.NAMESPACE_URL, each))
        path = path.replace(each, other)
    return replace(request, path=path)


def both(desk, one, verbs):
    """A verb's page and its sending, for each."""
    for verb, data in verbs.items():
        yield Request(f"{desk} {verb}", at(f"{desk}:{verb}", one))
        yield Request(f"{desk} {verb}!", at(f"{desk}:{verb}", one), "POST", data)


def of_lists(_world, matter):
    """The lists of the desks, asked once."""
    if matter.stage != "told":
        return
    for desk in ("committee-meetings", "stages", "plans", "appeals", "dossiers", "fairness", "undelivered"):
        yield Request(f"list {desk}", at(f"{desk}:index"))
        yield Request(f"export {desk}", f"{at(f'{desk}:index')}?export=csv")


def of_committee(world, matter):
    """The desk of a meeting, and its members' pages."""
    if "meeting" not in matter.things:
        return
    meeting = sitting.again(matter.things["meeting"])
    items = [sitting.item_of(meeting, case) for case in (matter.application, matter.rival)]
    one, hour = meeting.public_id, sitting.HOUR.astimezone(clock.TOKYO)
    times = {"starts_at": f"{hour:%Y-%m-%dT%H:%M}", "ends_at": f"{hour + timedelta(hours=3):%Y-%m-%dT%H:%M}"}
    rules = {"form": "held", "chair": world.people["member"].pk, "deputy": "", "quorum_rule": "majority", "quorum_of": "panel",
             "majority": "cast", "tie": "chair", "secrecy": "open", "row_version": meeting.row_version}  # fmt: skip
    sent = {
        "convene": {},
        "close": {},
        "follow": {},
        "arrange": {},
        "order": {f"place-{item.pk}": place for place, item in enumerate(items, start=1)},
        "put_on": {"application": matter.application.pk},
        "take_off": {"item": items[0].pk},
        "set_up": times | rules,
        "move": times | {"place": "別室", "reason": "工事のため"},
        "call_off": {"reason": "台風のため"},
        "write_reason": {"item": items[0].pk, "reason": "書き直した理由"},
        "ask_again": {"item": items[0].pk, "reason": "資料が変わったため"},
        "draft_minutes": {},
        "submit_minutes": {},
        "take_back_minutes": {},
        "minutes": {"part": 1, "part-1-text": "べつの文", "part-1-row_version": 1},
    }
    yield Request("committee-meetings", at("committee-meetings:detail", one))
    yield from both("committee-meetings", one, sent)
    yield Request("run", at("committee-meetings:run", one))
    for name, data in running(world, matter, items):
        yield Request(f"run {name}!", at("committee-meetings:run", one), "POST", {"do": name, **data})
    yield Request("minutes paper", at("committee-meetings:minutes_pdf", one))
    yield from of_members(matter, meeting, items)


def running(world, matter, items):
    """The buttons of the page on which a meeting is run, while it is run."""
    if matter.stage != "gathering":
        return
    motion, member = matter.things["motion"].pk, world.people["member"].pk
    yield "leave", {"member": member}
    yield "lay_aside", {"item": items[0].pk}
    yield "enter", {"motion": motion, "member": member, "choice": "for"}
    yield "close_vote", {"motion": motion}
    yield "break_off", {"motion": motion, "reason": "資料の不足"}


def of_members(matter, meeting, items):
    """The agenda, the projection, the calendar and the minutes; each item with its papers and its vote."""
    one = meeting.public_id
    yield Request("meeting", at("certifications:meeting", one))
    yield Request("meeting's calendar", at("certifications:meeting_calendar", one))
    yield Request("screen", at("certifications:meeting_screen", one))
    yield Request("members' minutes", at("certifications:meeting_minutes", one))
    if "minutes" in matter.things:
        found = type(matter.things["minutes"]).objects.get(pk=matter.things["minutes"].pk)
        # What the chair has in front of her: the parts without the case that is kept from nobody who leads
        seen = minutes.digest(minutes.to_confirm(found, meeting.chair))
        yield Request("confirm minutes!", at("certifications:meeting_minutes", one), "POST", {"seen_as": seen})
        back = {"action": "give_back", "comment": "数が違います"}
        yield Request("give minutes back!", at("certifications:meeting_minutes", one), "POST", back)
    for name, item in zip(("item", "other item"), items, strict=True):
        attachment = item.application.attachments.filter(name__endswith=".pdf").first()
        yield Request(name, at("certifications:meeting_item", item.public_id))
        yield Request(f"{name} paper", at("certifications:meeting_paper", item.public_id, attachment.public_id))
        yield Request(f"{name} page", at("certifications:meeting_page", item.public_id, attachment.public_id, 1))
        yield Request(f"{name} pages", at("certifications:meeting_document", item.public_id, attachment.public_id))
        vote = {"motion": 1, "choice": "against"}
        yield Request(f"{name} vote!", at("certifications:meeting_vote", item.public_id), "POST", vote)


def of_stages(world, matter):
    """The desk of each stage, with all its verbs."""
    today, judge = clock.today(), world.people["judge"]
    hour = sitting.HOUR + timedelta(days=1)
    for kind in KINDS.get(matter.stage, ()):
        stage = matter.part(kind)
        entry = StageEntry.objects.filter(stage=stage, application=matter.application).first()
        sheet = stage.assignments.filter(judge=judge, application=matter.application).first()
        entry_id, due = getattr(entry, "pk", 0), f"{today + timedelta(days=5):%Y-%m-%d}"
        free = stage.slots.filter(appointment=None).first()
        sent = {
            "open": {},
            "close": {},
            "set_panel": {"members": [seat.pk for seat in stage.round.panel.all()]},
            "promote": {"seen_as": promotions.seen(promotions.preview(stage))},
            "choose": {"entry": entry_id, "goes_on": "no", "reason": "点が届かない"},
            "spread": {},
            "set_up": {"row_version": stage.row_version, "due_on": due, "completes": stage.completes, "promotes": stage.promotes,
                       "rubric_version": stage.rubric_version_id or ""},
            "take_back": {"entry": entry_id, "reason": "書き間違い"},
            "reopen": {"reason": "やり直す"},
            "plan_meeting": {"form": "written", "ends_at": f"{hour:%Y-%m-%dT%H:%M}", "chair": world.people["member"].pk,
                             "quorum_rule": "majority", "quorum_of": "panel", "majority": "cast", "tie": "chair",
                             "secrecy": "open"},
            "add_hours": {"room": "第9室", "judges": [judge.pk], "first": f"{hour:%Y-%m-%dT%H:%M}", "count": 1, "minutes": 20,
                          "pause": 5},
            "lay_out": {},
            "announce_hours": {},
            "move_hour": {"appointment": getattr(matter.things.get("hour"), "pk", 0), "slot": getattr(free, "pk", 0),
                          "reason": "申請者の都合"},
            "lend": {"entry": entry_id, "unit": "2号機", "facility": "幸ホーム", "lent_on": f"{today:%Y-%m-%d}",
                     "due_back_on": due},
            "loan_back": {"loan": getattr(matter.things.get("loan"), "pk", 0), "back_on": f"{today:%Y-%m-%d}"},
            "ask_report": {"entry": entry_id, "email": world.people["panelist"].email, "due_on": due},
            "delegate": {"assignment": getattr(sheet, "pk", 0), "judge": world.people["member"].pk, "reason": "入院"},
            "more_time": {"judge": judge.pk, "until": due, "reason": "出張"},
            "remind": {"judge": judge.pk},
        }  # fmt: skip
        yield Request(f"{kind} stage", at("stages:detail", stage.pk))
        for verb, data in sent.items():
            yield Request(f"{kind} {verb}!", at(f"stages:{verb}", stage.pk), "POST", data)
        yield Request(f"{kind} hours", at("stages:hours", stage.pk))
    if "sample" in matter.things:
        yield Request("sample", at("certifications:judging_sample", matter.things["sample"].public_id))


def of_reports(_world, matter):
    """The page on which a trial is reported, and the picture in it, for its writer and at the desk."""
    if "report" not in matter.things:
        return
    report, picture = matter.things["report"].public_id, matter.things["photograph"].public_id
    version = type(matter.things["report"]).objects.get(public_id=report).row_version
    told = {"happened_on": f"{clock.today():%Y-%m-%d}", "text": "よく動いた", "row_version": version, "action": "save"}
    yield Request("report", at("certifications:field_report", report))
    yield Request("report!", at("certifications:field_report", report), "POST", told)
    yield Request("report's photograph", at("certifications:field_photograph", report, picture))
    stage = matter.part("monitor_trial")
    yield Request("desk photograph", f"{at('stages:photograph', stage.pk)}?id={picture}")


def of_plans(_world, matter):
    if "plan" in matter.things:
        one = matter.things["plan"].public_id
        yield Request("plans", at("plans:detail", one))
        yield from both("plans", one, {"apply": {}, "discard": {}})


def of_appeal(world, matter):
    """The desk of the appeal and of the answer, and the applicant's side."""
    if "appeal" not in matter.things:
        return
    one, paper = (matter.things[name].public_id for name in ("appeal", "paper"))
    case = matter.application.public_id
    sent = {
        "begin": {},
        "seat_member": {"email": world.people["stranger"].email},
        "unseat_member": {"person": world.people["panelist"].pk},
        "draft_answer": {"ruling": "dismissed", "reasons": "述べるとおり"},
        "release_answer": {},
    }
    yield Request("appeals", at("appeals:detail", one))
    yield from both("appeals", one, sent)
    yield Request("desk appeal paper", f"{at('appeals:paper', one)}?id={paper}")
    yield Request("appeal", at("certifications:appeal", case))
    yield Request("appeal paper", at("certifications:appeal_paper", case, paper))
    yield Request("appeal take back!", at("certifications:appeal_take_back", case), "POST")
    yield from of_panel(one, paper)
    yield Request("case", at("cases:detail", case))
    yield Request("case propose!", at("cases:propose", case), "POST")
    yield Request("case discard!", at("cases:discard", case), "POST", {"reason": "取り違え"})


def of_panel(one, paper):
    """The pages of those who look into an appeal: one has pledged and given her opinion, another one has not."""
    given = {"ruling": "upheld", "reasons": "資料は届いていた。", "note": "再読", "row_version": 2, "give": ""}
    yield Request("panel appeal", at("certifications:panel_appeal", one))
    yield Request("panel paper", at("certifications:panel_paper", one, paper))
    yield Request("panel pledge!", at("certifications:panel_pledge", one), "POST")
    yield Request("panel opinion!", at("certifications:panel_opinion", one), "POST", given)
    yield Request("panel opinion without reasons!", at("certifications:panel_opinion", one), "POST", given | {"reasons": ""})
    yield Request("panel opinion over a newer one!", at("certifications:panel_opinion", one), "POST", given | {"row_version": 1})
    yield Request("panel stepping back!", at("certifications:panel_step_back", one), "POST", {"reason": "親族がいます"})


def of_told(_world, matter):
    """Dossier, fairness and the letter that came back; and the two clicks of a tiny program."""
    if matter.stage != "told":
        return
    dossier, letter = matter.things["dossier"].public_id, matter.things["letter"].public_id
    for name in ("detail", "paper", "archive"):
        yield Request(f"dossiers {name}", at(f"dossiers:{name}", dossier))
    for name in ("detail", "table"):
        yield Request(f"fairness {name}", at(f"fairness:{name}", matter.round.public_id))
    yield Request("undelivered", at("undelivered:detail", letter))
    yield from both("undelivered", letter, {"again": {}, "paper": {"post_to": "川崎市 橘精機 御中"}})


def of_express(_world, matter):
    if matter.stage in {"gathering", "planning"}:
        yield from both("rounds", matter.round.public_id, {"express_propose": {}, "express_release": {"seen": "on"}})


def everything(world, matter):
    """All requests about one matter, in order."""
    for part in (of_lists, of_committee, of_stages, of_reports, of_plans, of_appeal, of_told, of_express):
        yield from part(world, matter)
