"""A running round says what would reach nobody, and what closes the gap."""

import pytest
from django.test import Client
from django.urls import reverse

from certifications import round_gaps
from certifications.actions import conflicts, programs, rounds
from certifications.models import PanelMember, ProgramRole
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def complete(in_judging, open_round, approver):
    open_round.refresh_from_db()
    return open_round


def test_round_with_everybody_in_place_has_no_gap(complete):
    assert round_gaps.of_round(complete) == []


def test_round_without_an_office_or_approver_says_so(complete):
    for role in ProgramRole.objects.filter(program=complete.program):
        programs.end_role(role, by=None)

    found = round_gaps.of_round(complete)

    assert [words.partition("。")[0] for words in found] == ["事務局の担当者がいません", "決裁者がいません"]


def test_case_in_which_the_whole_secretariat_has_an_interest_says_so(complete, in_judging, secretary):
    conflicts.record(secretary, program=complete.program, application=in_judging, reason="親族", by=secretary)
    alone = round_gaps.of_round(complete)
    making.office(complete.program, "another-secretary")

    assert (len(alone), "1件" in alone[0], round_gaps.of_round(complete)) == (1, True, [])


def test_stage_without_judges_and_a_judge_without_an_address_say_so(complete):
    member = PanelMember.objects.filter(round=complete).order_by("pk")[0]
    type(member.judge).objects.filter(pk=member.judge_id).update(is_active=False)
    one = round_gaps.of_round(complete)
    PanelMember.objects.filter(round=complete).delete()
    none = round_gaps.of_round(complete)

    judged = [str(stage) for stage in complete.stages.filter(kind__in=round_gaps.JUDGED).order_by("order")]
    assert [member.judge.name in words for words in one] == [True]
    assert [name in words for name, words in zip(judged, none, strict=True)] == [True] * len(judged)


def test_round_that_nobody_can_apply_to_has_no_gap(program, secretary):
    prepared = making.published_round(program, secretary)
    type(prepared).objects.filter(pk=prepared.pk).update(state="preparing")
    prepared.refresh_from_db()

    assert round_gaps.of_round(prepared) == []


def test_page_of_the_round_shows_what_reaches_nobody(open_round, secretary):
    client = Client()
    client.force_login(secretary)
    page = client.get(reverse("rounds:detail", args=[open_round.public_id])).content.decode()

    assert "決裁者がいません" in page
    rounds.seat(open_round, making.person("judge-of-all"), by=secretary)
    later = client.get(reverse("rounds:detail", args=[open_round.public_id])).content.decode()
    assert (page.count("を担当する委員がいません") > 0, later.count("を担当する委員がいません")) == (True, 0)
