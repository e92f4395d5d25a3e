"""Trials and visits: units on loan, reports with photographs; sealed from the applicant like scores."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certifications.actions import field_reports, stages
from certifications.models import FieldReport, MonitorLoan, StageEntry
from certifications.refusals import DatesOutOfOrder, InConflict, ReportEmpty, ReportHandedIn, StageNotOpen
from home.models import Letter
from home.versions import StaleRecord
from tests.certifications import making
from tests.certifications.staging.several import stage_of
from tests.home import samples

DUE = date(2027, 1, 25)
SAID = {"happened_on": date(2027, 1, 20), "text": "操作は片手でできた。", "answers": {}}


@pytest.fixture
def entry(promoted, judged, secretary):
    """A case in a visit that is under way."""
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)
    rows = StageEntry.objects.select_related("application__round__program", "application__subject", "stage__round")
    return rows.filter(stage__kind="site_visit").order_by("pk").first()


@pytest.fixture
def visitor(db):
    return making.person("visitor")


@pytest.fixture
def report(entry, visitor, secretary):
    return field_reports.ask(entry, visitor, due_on=DUE, by=secretary)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def path_of(report):
    return f"/judging/reports/{report.public_id}/"


def test_asked_person_gets_a_letter_without_a_name_and_finds_the_page(report, visitor):
    letter = Letter.objects.get(key__startswith="report_asked")

    page = client_of(visitor).get(path_of(report))

    assert ("試作" in letter.text, page.status_code) == (False, 200)
    assert path_of(report) in client_of(visitor).get("/judging/").content.decode()


def test_report_is_saved_and_handed_in_and_then_stays(report, visitor):
    client = client_of(visitor)
    typed = {"happened_on": "2027-01-20", "text": SAID["text"], "row_version": 1}

    client.post(path_of(report), typed | {"action": "save"})
    client.post(path_of(report), typed | {"row_version": 2, "action": "hand_in"})

    found = FieldReport.objects.get(pk=report.pk)
    assert (found.text, found.handed_in_at is not None, found.history.last().action) == (SAID["text"], True, "report.hand_in")
    with pytest.raises(ReportHandedIn):
        field_reports.write(found, row_version=found.row_version, by=visitor, **SAID)


def test_report_needs_day_and_words_and_the_version_that_was_read(report, visitor):
    with pytest.raises(ReportEmpty):
        field_reports.write(report, row_version=1, by=visitor, hand_in=True, **SAID | {"text": " "})
    field_reports.write(report, row_version=1, by=visitor, **SAID)
    with pytest.raises(StaleRecord):
        field_reports.write(report, row_version=1, by=visitor, **SAID)


def test_photograph_comes_in_through_the_inspection(report, visitor):
    client = client_of(visitor)

    client.post(f"{path_of(report)}photographs/", {"file": SimpleUploadedFile("現場.jpg", samples.picture(), "image/jpeg")})
    client.post(f"{path_of(report)}photographs/", {"file": SimpleUploadedFile("現場.jpg", b"MZ", "image/jpeg")})

    photograph = report.photographs.get()
    assert client.get(f"{path_of(report)}photographs/{photograph.public_id}/").status_code == 200


def test_applicant_and_strangers_find_nothing_of_a_report(report, entry, visitor, secretary, judges):
    field_reports.write(report, row_version=1, by=visitor, hand_in=True, **SAID)
    owner = entry.application.organization.memberships.get().user
    stranger = making.person("stranger-of-reports")

    seen = {person.name: FieldReport.objects.visible_to(person).count() for person in (owner, stranger, visitor, secretary)}

    assert seen == {owner.name: 0, stranger.name: 0, "visitor": 1, "secretary": 1}
    assert [client_of(person).get(path_of(report)).status_code for person in (owner, stranger, secretary)] == [404] * 3
    assert SAID["text"] not in client_of(owner).get(f"/applications/{entry.application.public_id}/").content.decode()
    assert FieldReport.objects.visible_to(judges[0]).count() == 1


def test_judges_read_a_report_only_when_it_is_handed_in(report, judges):
    assert FieldReport.objects.visible_to(judges[0]).count() == 0


def test_who_has_an_interest_is_not_asked(entry, secretary):
    owner = entry.application.organization.memberships.get().user

    with pytest.raises(InConflict):
        field_reports.ask(entry, owner, due_on=DUE, by=secretary)


def test_unit_is_lent_and_comes_back(entry, secretary):
    facility = {"facility": "さいわい福祉施設", "unit": "製造番号 0012"}
    with pytest.raises(DatesOutOfOrder):
        field_reports.lend(entry, lent_on=DUE, due_back_on=date(2027, 1, 1), by=secretary, **facility)
    loan = field_reports.lend(entry, lent_on=date(2027, 1, 5), due_back_on=DUE, by=secretary, **facility)

    field_reports.take_back(loan, back_on=date(2027, 1, 24), by=secretary)
    field_reports.take_back(loan, back_on=date(2027, 1, 28), by=secretary)

    assert MonitorLoan.objects.get().back_on == date(2027, 1, 24)
    assert [event.action for event in entry.history.all()] == ["loan.lend", "loan.take_back"]


def test_nothing_is_asked_for_in_a_stage_that_is_over(entry, secretary, visitor, judges):
    stages.close_stage(entry.stage, by=secretary)

    with pytest.raises(StageNotOpen):
        field_reports.ask(entry, visitor, due_on=DUE, by=secretary)
    with pytest.raises(PermissionDenied):
        field_reports.ask(entry, visitor, due_on=DUE, by=judges[0])
