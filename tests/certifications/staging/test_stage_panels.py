"""A stage has judges of its own when the office chooses them; nobody loses work by it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from certifications.actions import stage_panels
from certifications.models import PanelMember, Round
from certifications.refusals import JudgesInThisStage, NotOnPanel, PanelEmpty, SeatWithoutStage, StageFrozen, WrongStage
from tests.certifications.staging.several import stage_of


def seats(stage):
    return set(stage.seats().values_list("judge__name", flat=True))


def members(round_, judges):
    return list(PanelMember.objects.filter(round=round_, judge__in=judges))


def test_chosen_seats_judge_the_stage_and_all_others_stay_in_theirs(judged, judges, secretary):
    final, visit = stage_of(judged, "final"), stage_of(judged, "site_visit")

    stage_panels.set_panel(final, members(judged, judges[:1]), by=secretary)

    assert (seats(final), seats(visit)) == ({judges[0].name}, {judge.name for judge in judges})
    assert final.history.filter(action="stage.set_panel").count() == 1


def test_seat_of_every_stage_is_one_of_the_whole_round_again(judged, judges, secretary):
    final = stage_of(judged, "final")
    stage_panels.set_panel(final, members(judged, judges[:1]), by=secretary)

    stage_panels.set_panel(final, members(judged, judges), by=secretary)
    stage_panels.set_panel(final, members(judged, judges), by=secretary)

    assert PanelMember.objects.filter(round=judged, stages__isnull=False).count() == 0
    assert final.history.filter(action="stage.set_panel").count() == 2


def test_judge_with_a_case_cannot_leave_the_stage(judged, judges, secretary):
    paper = stage_of(judged, "scoring")

    with pytest.raises(JudgesInThisStage) as refused:
        stage_panels.set_panel(paper, members(judged, judges[:1]), by=secretary)

    assert judges[1].name in str(refused.value)
    assert len(seats(paper)) == len(judges)


def test_panel_is_never_empty_nor_a_seat_without_stage(judged, judges, secretary):
    final, visit = stage_of(judged, "final"), stage_of(judged, "site_visit")
    other = PanelMember.objects.get(round=judged, judge=judges[1])
    other.stages.set([final])

    with pytest.raises(PanelEmpty):
        stage_panels.set_panel(visit, [], by=secretary)
    with pytest.raises(SeatWithoutStage):
        stage_panels.set_panel(final, members(judged, judges[:1]), by=secretary)

    assert seats(final) == {judge.name for judge in judges}


def test_panel_is_chosen_by_the_secretariat_while_the_stage_is_to_come(closed, judged, judges, approver, secretary, program):
    final = stage_of(judged, "final")
    stranger = PanelMember(pk=0, round=judged, judge=judges[0])

    with pytest.raises(PermissionDenied):
        stage_panels.set_panel(final, members(judged, judges), by=approver)
    with pytest.raises(NotOnPanel):
        stage_panels.set_panel(final, [stranger], by=secretary)
    with pytest.raises(StageFrozen):
        stage_panels.set_panel(closed, members(judged, judges), by=secretary)
    Round.objects.filter(pk=judged.pk).update(state="deciding")
    with pytest.raises(WrongStage):
        stage_panels.set_panel(final, members(judged, judges), by=secretary)


def test_office_chooses_on_the_stages_page(judged, judges, secretary):
    final = stage_of(judged, "final")
    client = Client()
    client.force_login(secretary)
    chosen = PanelMember.objects.get(round=judged, judge=judges[0])

    form = client.get(reverse("stages:set_panel", args=[final.pk])).content.decode()
    answer = client.post(reverse("stages:set_panel", args=[final.pk]), {"members": [chosen.pk]})
    page = client.get(reverse("stages:detail", args=[final.pk])).content.decode()

    assert [judge.name in form for judge in judges] == [True] * len(judges)
    assert (answer.status_code, seats(final)) == (302, {judges[0].name})
    assert "この段階のために選ばれた委員" in page
