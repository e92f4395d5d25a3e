"""Papers beside the checklist: who may add and take away, when, and who sees them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import evidence
from certifications.models import Application, Evidence, Round
from certifications.refusals import NotOfThisRound, NotOpenForChange, TooManyFiles
from home.uploads.refusals import UploadRefused
from tests.home import samples


def upload(name="登記.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def test_applicant_adds_and_takes_away_while_it_is_a_draft(draft, owner):
    row = evidence.add(draft, upload(), line="applicant", by=owner)

    evidence.remove(row, by=owner)

    row.refresh_from_db()
    assert (row.name, row.line, row.from_office, row.removed_by) == ("登記.pdf", "applicant", False, owner)
    assert [each.action for each in draft.history.order_by("seq")][1:] == ["evidence.add", "evidence.remove"]


def test_office_adds_to_a_case_and_takes_its_own_away(submitted, secretary, owner):
    row = evidence.add(submitted, upload(), line="law", by=secretary)

    assert row.from_office
    with pytest.raises(PermissionDenied):
        evidence.remove(row, by=owner)
    evidence.remove(row, by=secretary)
    assert list(submitted.evidence.present()) == []


def test_office_does_not_take_the_applicants_papers_away(draft, owner, secretary):
    row = evidence.add(draft, upload(), line="law", by=owner)

    with pytest.raises(PermissionDenied):
        evidence.remove(row, by=secretary)


def test_what_was_submitted_stays(submitted, owner):
    row = evidence.add(submitted, upload(), line="law", by=owner)

    with pytest.raises(NotOpenForChange):
        evidence.remove(row, by=owner)


def test_accepted_cases_take_papers_as_those_that_wait_do(in_review, owner):
    assert not evidence.add(in_review, upload(), line="law", by=owner).from_office


@pytest.mark.parametrize("state", ["submitted", "in_review"])
def test_while_the_round_is_judged_only_the_office_adds(in_review, owner, secretary, state):
    Round.objects.filter(pk=in_review.round_id).update(state="judging")
    Application.objects.filter(pk=in_review.pk).update(state=state)
    in_review = Application.objects.get(pk=in_review.pk)

    with pytest.raises(NotOpenForChange):
        evidence.add(in_review, upload(), line="law", by=owner)

    assert evidence.add(in_review, upload(), line="law", by=secretary).from_office


def test_drafts_are_not_the_offices(draft, secretary, stranger, viewer):
    for person in (secretary, stranger, viewer):
        with pytest.raises(PermissionDenied):
            evidence.add(draft, upload(), line="law", by=person)


def test_unknown_lines_and_wrong_files_are_refused(draft, owner):
    with pytest.raises(NotOfThisRound):
        evidence.add(draft, upload(), line="nowhere", by=owner)
    with pytest.raises(UploadRefused):
        evidence.add(draft, SimpleUploadedFile("a.exe", b"MZ"), line="law", by=owner)


def test_a_line_holds_ten(draft, owner, monkeypatch):
    monkeypatch.setattr(evidence, "MAX_PER_LINE", 1)
    evidence.add(draft, upload(), line="law", by=owner)

    with pytest.raises(TooManyFiles):
        evidence.add(draft, upload(), line="law", by=owner)
    evidence.add(draft, upload(), line="", by=owner)


def test_visible_to_both_sides_of_a_case_and_nobody_else(submitted, owner, viewer, secretary, stranger, judges):
    row = evidence.add(submitted, upload(), line="law", by=owner)

    seen = {person.name: list(Evidence.objects.visible_to(person)) for person in (owner, viewer, secretary, stranger, judges[0])}

    assert seen == {"owner": [row], "viewer": [row], "secretary": [row], "stranger": [], "judge-a": []}
