"""The desk of stages: what the office sees and does there, and who finds nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from certifications.actions import appointments, promotions, stages
from certifications.models import Stage, StageEntry
from certifications.refusals import StageFrozen
from tests.certifications import making
from tests.certifications.staging.several import by_case, stage_of, states


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def at(stage, verb="detail"):
    return reverse(f"stages:{verb}", args=[stage.pk])


def statuses(client, stage, verbs):
    return {verb: client.get(at(stage, verb)).status_code for verb in verbs}


def test_round_page_shows_its_stages_and_leads_to_the_next_step(closed, judged, secretary):
    page = client_of(secretary).get(reverse("rounds:detail", args=[judged.public_id])).content.decode()

    assert page.count("desk-stages__stage ") == 5
    assert at(closed, "promote") in page


def test_rule_is_looked_at_before_it_is_applied(closed, secretary):
    client = client_of(secretary)

    page = client.get(at(closed, "promote"))
    before = by_case(closed)
    client.post(at(closed, "promote"), {"seen_as": promotions.seen(promotions.preview(closed))})

    assert "試作2" in page.content.decode()
    assert set(before.values()) == {"in"}
    assert by_case(closed) == {"試作0": "promoted", "試作1": "promoted", "試作2": "stopped"}


def test_every_page_of_a_stage_opens_for_its_secretariat_alone(promoted, judged, secretary, approver, judges):
    visit = stage_of(judged, "site_visit")
    stages.open_stage(visit, by=secretary)
    elsewhere = making.office(making.program("meister"), "secretary-elsewhere")
    verbs = ("close", "set_up", "add_hours", "ask_report")

    own = statuses(client_of(secretary), visit, ("detail", "hours", *verbs))
    other = statuses(client_of(elsewhere), visit, ("detail", "hours", *verbs))
    signing = statuses(client_of(approver), visit, verbs)
    judging = statuses(client_of(judges[0]), visit, ("detail", *verbs))

    assert set(own.values()) == {200}
    assert set(other.values()) == {404}
    assert set(signing.values()) == {302} or set(signing.values()) == {403}
    assert 200 not in judging.values()


def test_stage_is_opened_and_closed_at_the_desk(promoted, judged, secretary):
    client, visit = client_of(secretary), stage_of(judged, "site_visit")

    client.post(at(visit, "open"))
    client.post(at(visit, "close"))

    assert states(judged)[2] == ("site_visit", "closed")
    assert StageEntry.objects.filter(stage=visit, state="promoted").count() == 2


def test_settings_of_a_stage_are_changed_at_the_desk(judged, secretary):
    client, final = client_of(secretary), stage_of(judged, "final")
    sent = {
        "row_version": final.row_version, "rubric_version": final.rubric_version_id, "reviews_wanted": 2, "hides": ["identity"],
        "completes": "all", "promotes": "threshold", "promotion_value": "3.5",
    }  # fmt: skip

    client.post(at(final, "set_up"), sent)

    final.refresh_from_db()
    assert (final.blind, final.promotes, final.reviews_wanted, final.sections) == (True, "threshold", 2, [])


def test_criteria_changed_on_a_page_from_before_the_stage_began_are_refused_in_words(judged, secretary):
    """Only the day for the sheets still moves, from a page of either kind."""
    client, paper, final = client_of(secretary), stage_of(judged, "scoring"), stage_of(judged, "final")
    sent = {"row_version": paper.row_version, "rubric_version": final.rubric_version_id, "promotes": paper.promotes}
    before = Stage.objects.filter(pk=paper.pk).values().get(), paper.history.count()

    page = client.post(at(paper, "set_up"), sent).content.decode()
    after = Stage.objects.filter(pk=paper.pk).values().get(), paper.history.count()
    client.post(at(paper, "set_up"), {"row_version": paper.row_version, "due_on": "2027-02-01"})

    assert (str(StageFrozen()) in page, after) == (True, before)
    paper.refresh_from_db()
    assert (str(paper.due_on), paper.rubric_version_id) == ("2027-02-01", before[0]["rubric_version_id"])


def test_hours_are_made_laid_out_and_printed_at_the_desk(promoted, judged, secretary, judges):
    client, visit = client_of(secretary), stage_of(judged, "site_visit")
    stages.open_stage(visit, by=secretary)
    hours = {"first": "2027-01-20T10:00", "count": 2, "minutes": 20, "pause": 5}

    client.post(at(visit, "add_hours"), hours | {"room": "第1会議室", "judges": [judge.pk for judge in judges]})
    client.post(at(visit, "lay_out"))
    page = client.get(at(visit, "hours")).content.decode()
    shown = client.get(at(visit)).content.decode()

    assert (page.count("第1会議室"), "試作0" in page, "試作0" in shown) == (2, True, True)


@pytest.mark.parametrize("verb", ["open", "close", "promote", "reopen"])
def test_verbs_of_a_stage_refuse_what_is_not_their_turn(judged, secretary, verb):
    assert client_of(secretary).get(at(stage_of(judged, "screening"), verb)).status_code != 200
    assert appointments.Appointment.objects.count() == 0


def test_office_reminds_a_judge_and_gives_her_more_time(judged, secretary, approver, judges):
    stage, judge = stage_of(judged, "scoring"), judges[0]
    client, until = client_of(secretary), stage_of(judged, "scoring").due + timedelta(days=3)

    client.post(at(stage, "remind"), {"judge": judge.pk})
    client.post(at(stage, "more_time"), {"judge": judge.pk, "until": until.isoformat(), "reason": "出張のため"})

    assert list(stage.history.order_by("seq").values_list("action", flat=True))[-2:] == [
        "stage.remind_judge",
        "stage.extend_judge",
    ]
    assert stage.due_for(judge) == until
    assert statuses(client_of(approver), stage, ("remind", "more_time")) == {"remind": 302, "more_time": 302}


def test_refused_extension_keeps_what_was_typed(judged, secretary, judges):
    stage = stage_of(judged, "scoring")

    typed = {"judge": judges[0].pk, "until": stage.due.isoformat(), "reason": "出張のため"}
    page = client_of(secretary).post(at(stage, "more_time"), typed).content.decode()

    assert ("現在の期限より後で" in page, "出張のため" in page) == (True, True)
    assert stage.due_for(judges[0]) == stage.due
