"""The fairness report of a round: who reads it, what it says, what stays sealed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications import fairness_reports
from certifications.actions import appeals, conflicts, releases, rulings
from certifications.models import Round
from home import clock
from organizations.actions import roles
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(in_judging, open_round, secretary, approver, judges):
    locked(open_round, secretary, {judges[0].email: 2, judges[1].email: 4})
    approved(in_judging, secretary, approver, outcome="not_certified", reasons="総評")
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(RELEASE + timedelta(days=3)):
        yield again(open_round)


def page(round_, view="detail"):
    return reverse(f"fairness:{view}", args=[round_.public_id])


def test_the_report_is_reckoned_from_the_records(released):
    report = fairness_reports.of_round(released)

    assert [(line.label, line.value, line.width) for line in report.reviews] == [("2件の審査", 1, 100)]
    assert (str(report.scores.middle), str(report.spread.middle), report.standard) == (
        "3.00",
        "1.41",
        released.rules["standard_days"],
    )
    assert [(each.applied, each.certified) for each in report.sizes] == [(None, None)]


def test_secretariat_approver_and_auditor_read_it_and_nobody_else(at_desk, released, secretary, approver):
    auditor, elsewhere = making.person("auditor"), making.office(making.program("meister"), "elsewhere")
    roles.setup()
    roles.grant(auditor, "auditor", by=None)

    seen = {user.name: at_desk(user).get(page(released)).status_code for user in (secretary, approver, auditor, elsewhere)}

    assert seen == {"secretary": 200, "approver": 200, "auditor": 200, "elsewhere": 404}


def test_who_has_an_interest_in_one_case_sees_no_sums(at_desk, released, secretary, in_judging, program):
    conflicts.record(secretary, program=program, application=in_judging, reason="親族", by=making.office(program, "third"))

    assert at_desk(secretary).get(page(released)).status_code == 404


def test_nothing_is_reported_before_the_release(at_desk, in_judging, secretary):
    assert at_desk(secretary).get(page(in_judging.round)).status_code == 404
    assert list(Round.objects.reported_to(secretary)) == []


def test_a_sealed_answer_changes_no_number(released, in_judging, owner, program):
    second = making.office(program, "second-secretary")
    appeal = appeals.file(again(in_judging), grounds="資料", by=owner)
    before = fairness_reports.as_rows(fairness_reports.of_round(released))
    appeals.seat(appeal, making.person("outsider"), by=second)
    appeals.begin(appeal, by=second)
    filed = fairness_reports.as_rows(fairness_reports.of_round(released))
    level = program.levels.order_by("-rank").first()
    rulings.draft(appeal, ruling="upheld", outcome="certified", level=level, reasons="封印", by=second)

    after = fairness_reports.as_rows(fairness_reports.of_round(released))

    assert (after == filed, len(before) == len(filed)) == (True, True)


def test_the_table_downloads_with_hidden_numbers_as_words(at_desk, released, secretary):
    answer = at_desk(secretary).get(page(released, "table"))

    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert ("5未満" in text, "橘精機" in text) == (True, False)
