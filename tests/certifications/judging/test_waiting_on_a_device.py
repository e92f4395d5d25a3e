"""What a judge gave without a connection arrives later: never over something newer, and only where the program allows it."""

import json

import pytest
from django.urls import reverse

from certifications import device_keys
from certifications.actions import judging
from certifications.models import Assignment, Round, Score


def url(assignment, name):
    return reverse(f"certifications:{name}", args=[assignment.public_id])


def send(client, assignment, criterion, value, expected):
    typed = {"criterion": criterion.code, "value": value, "expected": json.dumps(expected)}
    return client.post(url(assignment, "judging_score"), typed)


@pytest.mark.parametrize(
    ("present", "sent", "expected", "kept"),
    [
        (None, "4", [""], 4),
        (3, "4", ["3"], 4),
        (3, "4", ["", "3"], 4),  # the answer to 3 was lost
        (4, "4", [""], 4),  # the answer to 4 was lost
        (3, "", ["3"], None),
        (None, "", [""], None),
    ],
)
def test_value_that_waited_is_saved_over_what_its_page_knew(opened, criteria, judge, at_desk, present, sent, expected, kept):
    if present:
        judging.score(opened, criteria[0], present, by=judge)

    response = send(at_desk, opened, criteria[0], sent, expected)

    assert response.status_code == 200
    assert list(Score.objects.values_list("value", flat=True)) == ([kept] if kept else [])


@pytest.mark.parametrize(("sent", "expected"), [("4", [""]), ("4", ["3", ""]), ("", ["3"])])
def test_value_that_waited_is_refused_over_a_newer_one(opened, criteria, judge, at_desk, sent, expected):
    judging.score(opened, criteria[0], 5, by=judge)

    response = send(at_desk, opened, criteria[0], sent, expected)

    assert (response.status_code, response.json()["theirs"]) == (409, "5")
    assert "別の画面で" in response.json()["message"]
    assert Score.objects.get().value == 5


def test_value_that_waited_is_refused_over_does_not_apply(world, client):
    round_, _secretary, (judge,), _made = world("monozukuri-brand", cases=1)
    judging.pledge(round_, by=judge)
    assignment = Assignment.objects.get()
    judging.open_sheet(assignment, by=judge)
    skippable = round_.rubric_version.criteria.get(not_applicable=True)
    judging.score(assignment, skippable, None, by=judge, not_applicable=True)
    client.force_login(judge)

    response = send(client, assignment, skippable, "2", [""])

    assert (response.status_code, response.json()["theirs"]) == (409, "na")
    assert Score.objects.get().not_applicable


@pytest.mark.parametrize("expected", ["x", "{}", "[1]", "[[]]", "5"])
def test_value_with_a_forged_expectation_is_refused(opened, criteria, at_desk, expected):
    typed = {"criterion": criteria[0].code, "value": "4", "expected": expected}

    response = at_desk.post(url(opened, "judging_score"), typed)

    assert (response.status_code, Score.objects.count()) == (409, 0)


def test_page_that_stays_open_hands_in_and_learns_the_way(opened, criteria, judge, at_desk):
    for criterion in criteria:
        judging.score(opened, criterion, 3, by=judge)

    response = at_desk.post(url(opened, "judging_hand_in"))

    assert (response.status_code, response.json()) == (200, {"next": "/judging/"})
    assert Assignment.objects.get(pk=opened.pk).state == "submitted"
    assert at_desk.post(url(opened, "judging_hand_in")).status_code == 200  # its answer was lost, and it asks again


def test_page_that_stays_open_learns_what_is_missing(opened, at_desk):
    response = at_desk.post(url(opened, "judging_hand_in"))

    assert (response.status_code, response.json()["message"]) == (409, "すべての項目に点をつけてから提出してください。")
    assert Assignment.objects.get(pk=opened.pk).state == "working"


def test_sheet_that_is_handed_in_after_the_lock_is_refused(opened, criteria, judge, at_desk):
    for criterion in criteria:
        judging.score(opened, criterion, 3, by=judge)
    Round.objects.filter(pk=opened.application.round_id).update(state="deciding")

    response = at_desk.post(url(opened, "judging_hand_in"))

    assert (response.status_code, Assignment.objects.get(pk=opened.pk).state) == (409, "working")


def test_key_is_the_judges_own(judge, other_judge):
    assert device_keys.key_for(judge) == device_keys.key_for(judge)
    assert device_keys.key_for(judge) != device_keys.key_for(other_judge)
    assert len(device_keys.key_for(judge)) == 44  # 32 bytes


@pytest.mark.parametrize(("offline", "carries"), [(True, True), (False, False)])
def test_program_can_forbid_that_anything_waits_on_a_device(opened, judge, judging_round, at_desk, offline, carries):
    Round.objects.filter(pk=judging_round.pk).update(rules=judging_round.rules | {"judging": {"offline": offline}})

    pages = [at_desk.get(url(opened, "judging_case")), at_desk.get(reverse("certifications:judging"))]

    assert [device_keys.key_for(judge) in page.content.decode() for page in pages] == [carries, carries]
    assert ["data-at-hand=" in page.content.decode() for page in pages] == [False, carries]


def test_sheet_that_can_no_longer_be_changed_carries_no_key(opened, judge, judging_round, at_desk):
    Round.objects.filter(pk=judging_round.pk).update(state="deciding")

    page = at_desk.get(url(opened, "judging_case")).content.decode()

    assert device_keys.key_for(judge) not in page
