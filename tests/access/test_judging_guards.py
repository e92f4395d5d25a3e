"""Each guard of meetings, trials, plans, appeals and dossiers, taken away, turns the sweep of test_judging_matrix.py red."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from certifications import appeal_querysets, dossier_querysets, meeting_querysets, plan_querysets, querysets
from certifications.models import Assignment, FieldReport, Review, Stage
from home.models import Letter
from tests.access import judging_addresses
from tests.access.test_judging_matrix import differences
from tests.access.worlds import secret


def everything(self, *_arguments):
    """A question that leaves nothing out."""
    return self.all()


def every_letter(_user):
    return Letter.objects.all()


def yes(*_arguments):
    return True


def no(*_arguments):
    return False


@dataclass(frozen=True)
class Guard:
    """Where it stands, what stands there instead, what is asked, and who gets in then."""

    place: object
    name: str
    instead: object
    state: str
    asked: str
    gets_in: tuple[str, ...]


VIEWS, DESK = "certifications.views", "certifications.viewsets"
GUARDS = [
    Guard(
        meeting_querysets.MeetingQuerySet, "visible_to", everything, "gathering", "committee-meetings", ("secretary_elsewhere",)
    ),
    Guard(meeting_querysets.MeetingQuerySet, "of_member", everything, "gathering", "meeting's calendar", ("owner", "stranger")),
    Guard("certifications.meeting_permissions", "in_conflict", no, "gathering", "item", ("judge_conflict",)),
    Guard("certifications.meeting_permissions", "is_member", yes, "gathering", "item", ("stranger", "other", "finance")),
    Guard(f"{VIEWS}.meeting_papers", "reads_item", yes, "gathering", "item paper", ("stranger", "owner", "judge_conflict")),
    Guard(f"{VIEWS}.screens", "runs_meeting", yes, "gathering", "screen", ("stranger", "secretary_conflict")),
    Guard(
        f"{DESK}.meeting_verbs", "runs_meeting", yes, "planned", "committee-meetings convene", ("approver", "secretary_conflict")
    ),
    Guard(f"{DESK}.meeting_runs", "runs_meeting", yes, "gathering", "run", ("approver", "secretary_conflict")),
    Guard(f"{DESK}.minutes_verbs", "runs_meeting", yes, "minuted", "committee-meetings minutes", ("secretary_conflict",)),
    Guard(type(Stage.objects.all()), "visible_to", everything, "trial", "monitor_trial stage", ("secretary_elsewhere",)),
    Guard(f"{DESK}.stage_verbs", "runs_round", yes, "trial", "hearing close!", ("approver", "secretary_conflict")),
    Guard(f"{DESK}.hearing_verbs", "sees_all_of", yes, "trial", "hearing hours", ("secretary_conflict",)),
    Guard(type(FieldReport.objects.all()), "to_write", everything, "trial", "report", ("owner", "secretary", "judge")),
    Guard(type(FieldReport.objects.all()), "visible_to", everything, "trial", "report's photograph", ("owner", "judge")),
    Guard(plan_querysets.AssignmentPlanQuerySet, "visible_to", everything, "planning", "plans", ("secretary_conflict",)),
    Guard(appeal_querysets.AppealQuerySet, "of_desk", everything, "appealed", "appeals", ("secretary_conflict", "auditor")),
    Guard(appeal_querysets.AppealQuerySet, "of_panel", everything, "appealed", "panel appeal", ("owner", "stranger", "judge")),
    Guard("certifications.appeal_permissions", "had_a_part", no, "appealed", "appeals seat_member", ("secretary",)),
    Guard(dossier_querysets.DossierQuerySet, "visible_to", everything, "told", "dossiers detail", ("secretary_conflict",)),
    Guard("certifications.actions.dossiers", "is_case_office", no, "told", "dossiers paper", ()),
    Guard(querysets.RoundQuerySet, "reported_to", everything, "told", "fairness detail", ("secretary_conflict",)),
    Guard("certifications.actions.undelivered", "visible_to", every_letter, "told", "undelivered", ()),
]


# The action asks once more what the page has asked: both have to go.
BEHIND = {(f"{DESK}.stage_verbs.runs_round",): ("certifications.actions.stages.runs_round",)}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.name} of {guard.asked}")
def test_sweep_turns_red_without_the_guard(matters, clients, monkeypatch, guard):
    target = (f"{guard.place}.{guard.name}",) if isinstance(guard.place, str) else (guard.place, guard.name)
    monkeypatch.setattr(*target, guard.instead)
    for behind in BEHIND.get(target, ()):
        monkeypatch.setattr(behind, guard.instead)

    with matters.during(guard.state) as matter:
        found, _asked = differences(matters, matter, clients, names={guard.asked}, every=True)

    assert {line.split(":")[0] for line in found} >= {f"{guard.asked} {guard.state} {role}" for role in guard.gets_in}
    assert found


def papers_of(matters, clients, role):
    """What the role is answered who asks for the paper of the appeal."""
    with matters.during("appealed") as matter:
        (request,) = (each for each in judging_addresses.everything(matters, matter) if each.name == "panel paper")
        return request.sent_by(clients[role]).status_code


def test_who_has_not_pledged_gets_no_paper_of_an_appeal(matters, clients):
    assert [papers_of(matters, clients, role) for role in ("panelist", "reporter")] == [200, 404]


def test_she_would_get_it_without_the_pledge_being_asked(matters, clients, monkeypatch):
    monkeypatch.setattr("certifications.views.appeal_panels.own_opinion", yes)
    monkeypatch.setattr(appeal_querysets.AppealQuerySet, "read_by_panel", appeal_querysets.AppealQuerySet.of_panel)

    assert papers_of(matters, clients, "reporter") == 200


def talk(world, enter):
    """What a judge gets who has not handed in her sheet on the case that is talked about."""
    with world.during("judging") as case:
        sheet = case.rival.assignments.get(judge=world.people["judge"])
        Review.objects.get(assignment=sheet).score_revisions.all().delete()
        Assignment.objects.filter(pk=sheet.pk).update(state="working")
        return enter("judge").get(reverse("certifications:judging_discussion", args=[sheet.public_id]))


def test_who_has_yet_to_score_hears_no_opinion(world, enter):
    assert talk(world, enter).status_code == 404


def test_she_would_hear_it_without_the_guard(world, enter, monkeypatch):
    monkeypatch.setattr(type(Assignment.objects.all()), "handed_in_once", everything)

    assert secret("judging", "word-rival") in talk(world, enter).content.decode()
