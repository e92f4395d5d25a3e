"""Committees, trials, plans, appeals and dossiers in every state: the matters of the access tests, in a program of their own."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse

from certifications.actions import appeals, decisions, rulings
from certifications.actions import programs as program_actions
from certifications.models import Appeal, Decision, Round
from certifications.viewsets import appeals as appeal_desk
from certifications.viewsets import meeting_verbs, minutes_verbs, stages, undelivered
from home import clock
from organizations.actions import roles
from tests.access.judging_worlds import AFTER, JudgingWorld
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.journeys.cities import once_in_city
from tests.journeys.sights import passing
from tests.journeys.sights.desk import save_nothing, verbs
from tests.journeys.sights.sight import Sight, at, sending

NOWHERE = "00000000-0000-4000-8000-000000000000"
# Sent as they stand, these would do what they say.
DONE_AS_SENT = {"lay_out", "announce_hours", "close", "open", "spread", "remind", "promote", "reopen", "set_panel", "set_up"}


@dataclass
class Ground:
    """A program with an office, two companies and two judges, as `JudgingWorld` wants them."""

    program: Any
    company: Any
    other_company: Any
    people: dict[str, Any] = field(default_factory=dict)


@once_in_city
def world():
    """All matters, made once in this city."""
    data = making.program_data("kis") | {"slug": "sittings", "order": 90, "per_applicant_limit": 9}
    patterns = {"receipt_pattern": "SIT{year}-{seq:04d}", "number_pattern": "SIT-{year}-{seq:03d}"}
    with clock.at(making.DURING):
        program = program_actions.load(data | patterns, by=None)
        ground = Ground(program, making.organization("集い精機株式会社"), making.organization("問い電子株式会社"))
        people = ground.people
        people["owner"], people["other"] = (
            making.member(ground.company, "sit-owner"),
            making.member(ground.other_company, "sit-other"),
        )
        for role in ("judge", "judge_conflict"):
            people[role] = making.person(f"sit-{role.replace('_', '-')}")
            roles.grant(people[role], "judge", by=None)
        for role, kind in (("secretary", "secretariat"), ("approver", "approver")):
            people[role] = making.office(program, f"sit-{role}", kind)
            people[role].email = f"{role}.sittings@city.example"  # as `office` in states.py calls them
            people[role].save(update_fields=["email"])
            roles.grant(people[role], "officer", by=None)
    made = JudgingWorld(ground)
    question_more(made)
    return made


def question_more(made):
    """An appeal that has just come in, and one whose answer is approved."""
    matter, handler, approver = made.matters["told"], made.people["secretary_anew"], made.people["approver_anew"]
    with clock.at(AFTER):
        matter.things["new"] = appeals.file(sitting.case(matter.rival), grounds="資料は提出しています。", by=made.people["other"])
        approved = appeals.file(sitting.case(matter.application), grounds="区分の理由を伺います。", by=made.people["owner"])
        appeals.seat(approved, made.people["panelist"], by=handler)
        appeals.begin(approved, by=handler)
        answer = rulings.draft(approved, ruling="dismissed", reasons="判断に誤りはありません。", by=handler)
        decisions.propose(answer, by=handler)
        decisions.approve(Decision.objects.get(pk=answer.pk), by=approver)
        matter.things["approved"] = Appeal.objects.get(pk=approved.pk)


def who(role):
    return world().people[role].email


def thing(state, name):
    found = world().matters[state].things[name]
    return type(found).objects.get(pk=found.pk)


def press(button):
    """Sends the form of a button as it stands, past the browser's own checks."""

    def act(page):
        found = page.locator(f"main {button}").first
        with page.expect_navigation():
            found.evaluate("button => { button.form.noValidate = true; button.form.requestSubmit(button); }")

    return act


def committee():
    """The desk of meetings: planned, going on, over; every verb; the page on which one is run, and the minutes."""
    secretary = who("secretary")
    yield Sight("committee-meetings:index", reverse("committee-meetings:index"), who=secretary)
    yield Sight(
        "committee-meetings:index", f"{reverse('committee-meetings:index')}?q=存在しない言葉", "nothing found", who=secretary
    )
    found = [thing(state, "meeting") for state in ("planned", "gathering", "minuted")]
    for meeting in found:
        yield Sight("committee-meetings:detail", at("committee-meetings:detail", meeting), meeting.state, who=secretary)
    yield Sight(
        "committee-meetings:detail", reverse("committee-meetings:detail", args=[NOWHERE]), "404", who=secretary, status=404
    )
    every = meeting_verbs.VERBS | minutes_verbs.VERBS
    yield from verbs("committee-meetings", every, [sitting.again(each) for each in found], lambda _record: [secretary])
    run = at("committee-meetings:run", found[1])
    yield Sight("committee-meetings:run", run, who=secretary)
    yield Sight("committee-meetings:run", run, "with errors", who=secretary, do=press("button[value=break_off]"))
    yield Sight("committee-meetings:minutes", at("committee-meetings:minutes", found[2]), who=secretary)


def members():
    """What the committee's members see: agenda, a case with its vote, the screen in the room, minutes to confirm."""
    member, apart = who("member"), who("judge_conflict")
    gathering, minuted = thing("gathering", "meeting"), thing("minuted", "meeting")
    matter = world().matters["gathering"]
    mine, others = (sitting.item_of(gathering, case) for case in (matter.application, matter.rival))
    for meeting in (gathering, minuted):
        yield Sight("certifications:meeting", at("certifications:meeting", meeting), meeting.state, who=member)
    yield Sight("certifications:meeting", at("certifications:meeting", gathering), "a case kept from her", who=apart)
    yield Sight("certifications:meeting", at("certifications:meeting", gathering), "404", who=who("stranger"), status=404)
    yield Sight("certifications:meeting_item", at("certifications:meeting_item", mine), "vote", who=member)
    yield Sight(
        "certifications:meeting_item",
        at("certifications:meeting_item", mine),
        "no choice",
        who=member,
        do=press("form[action$='/vote/'] button"),
    )
    yield Sight("certifications:meeting_item", at("certifications:meeting_item", others), "decided", who=apart)
    yield Sight("certifications:meeting_item", at("certifications:meeting_item", mine), "404", who=apart, status=404)
    yield Sight("certifications:meeting_screen", at("certifications:meeting_screen", gathering), who=who("secretary"))
    path = at("certifications:meeting_minutes", minuted)
    yield Sight("certifications:meeting_minutes", path, "to confirm", who=member)
    yield Sight("certifications:meeting_minutes", path, "with errors", who=member, do=press("button[value=give_back]"))
    yield Sight("certifications:meeting_minutes", path, "not hers to confirm", who=apart)


def questions():
    """Appeals: the desk in each state with every verb; the applicant's side; the panel before and after the pledge."""
    under_way, told = thing("appealed", "appeal"), world().matters["told"]
    every = [Appeal.objects.get(pk=each.pk) for each in (told.things["new"], under_way, told.things["approved"])]
    for found, role in zip(every, ("secretary_anew", "secretary_anew", "approver_anew"), strict=True):
        yield Sight("appeals:detail", at("appeals:detail", found), found.state, who=who(role))
    yield Sight("appeals:detail", at("appeals:detail", under_way), "had a part", who=who("secretary"))
    yield Sight("appeals:detail", reverse("appeals:detail", args=[NOWHERE]), "404", who=who("secretary"), status=404)
    yield from verbs("appeals", appeal_desk.VERBS, every, lambda _record: [who("secretary_anew"), who("approver_anew")])
    case = world().matters["appealed"].application
    yield Sight("certifications:appeal", at("certifications:appeal", case), "under way", who=who("owner"))
    yield from asking()
    panel = at("certifications:panel_appeal", under_way)
    yield Sight("certifications:panel_appeal", panel, "pledge", who=who("reporter"))
    yield Sight("certifications:panel_appeal", panel, "stepping back, with errors", who=who("reporter"), do=step_back)
    yield Sight("certifications:panel_appeal", panel, "filled", who=who("panelist"))
    yield Sight("certifications:panel_appeal", panel, "with errors", who=who("panelist"), do=give_nothing)
    yield Sight("certifications:panel_appeal", panel, "404", who=who("owner"), status=404)


def asking():
    """The form, empty and with errors, of a case whose result was announced some days ago."""
    case = world().matters["planning"].application
    Round.objects.filter(pk=case.round_id).update(state="released", released_at=clock.now() - timedelta(days=3))
    type(case).objects.filter(pk=case.pk).update(state="decided")
    path = at("certifications:appeal", case)
    yield Sight("certifications:appeal", path, "empty", who=who("owner"))
    yield Sight("certifications:appeal", path, "with errors", who=who("owner"), do=sending(grounds=""))


def step_back(page):
    page.locator("main details summary").first.click()
    press("details form button")(page)


def give_nothing(page):
    page.fill("main [name=reasons]", "")
    press("button[name=give]")(page)


def trials():
    """Stages with trials and hearings, every verb; the report of a trial; a sample."""
    secretary, matter = who("secretary"), world().matters["trial"]
    kinds = ("monitor_trial", "hearing", "scoring")
    found = [matter.part(kind) for kind in kinds]
    for name, view in stages.VERBS.items():
        record = next((each for each in found if view.may(world().person("secretary"), each)), None)
        if record is None:
            continue
        path = reverse(f"stages:{name}", args=[record.pk])
        yield Sight(f"stages:{name}", path, "verb", who=secretary)
        if name not in DONE_AS_SENT:
            yield Sight(f"stages:{name}", path, "with errors", who=secretary, do=save_nothing)
    report = at("certifications:field_report", thing("trial", "report"))
    yield Sight("certifications:field_report", report, who=who("reporter"))
    yield Sight("certifications:field_report", report, "with errors", who=who("reporter"), do=press("button[value=hand_in]"))
    sample = at("certifications:judging_sample", thing("trial", "sample"))
    yield Sight("certifications:judging_sample", sample, who=who("member"))
    yield Sight("certifications:judging_sample", sample, "with errors", who=who("member"), do=press("form button[type=submit]"))


def papers():
    """A dossier, and a letter that came back."""
    secretary = who("secretary")
    yield Sight("dossiers:detail", at("dossiers:detail", thing("told", "dossier")), who=secretary)
    letter = thing("told", "letter")
    yield Sight("undelivered:detail", at("undelivered:detail", letter), who=secretary)
    for name in undelivered.VERBS:
        yield Sight(f"undelivered:{name}", at(f"undelivered:{name}", letter), "verb", who=secretary)


def sights():
    for area in (committee, members, questions, trials, papers):
        yield from area()
    yield from passing.sights(world())
