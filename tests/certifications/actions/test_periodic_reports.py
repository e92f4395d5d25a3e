"""Reports that holders owe: asked for once a period, reminded, sent, asked back, accepted; void with their certificate."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import certificates, periodic_reports, report_calls
from certifications.models import PeriodicReport
from certifications.refusals.reports import AskingUnsaid, ReportDayOver, ReportUnanswered
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making, renewing
from tests.certifications.deciding import again
from tests.certifications.issuing import holder

pytestmark = pytest.mark.django_db
ANSWERS = {"on_sale": "yes", "sold": "12", "changes": "なし", "complaints": "なし"}
# Certificates run from 1 March 2027; their first year is over on 1 March 2028.
ASKED = renewing.noon("2028-03-01")


@pytest.fixture
def certificate():
    return renewing.certificates()[0]


@pytest.fixture
def report(certificate):
    return asked(certificate)


def asked(certificate, at=ASKED):
    with clock.at(at):
        report_calls.ask_due()
    return PeriodicReport.objects.whole().get(certificate=certificate)


def sent(report, at=ASKED, **changes):
    with clock.at(at):
        periodic_reports.send(report, answers=ANSWERS | changes, by=holder(report.certificate))
    return report


def letters(kind):
    return Letter.objects.filter(kind=f"certifications/periodic_report_{kind}").count()


def run(day):
    """What the worker does on a day."""
    with clock.at(renewing.noon(day)):
        return report_calls.ask_due(), report_calls.remind_due(), report_calls.end_due()


def test_the_worker_asks_reminds_and_tells_of_lateness_once_each(certificate):
    before, first, again_today = run("2028-02-29"), run("2028-03-01"), run("2028-03-01")
    quiet, near, near_again = run("2028-04-01"), run("2028-04-16"), run("2028-04-17")
    late, late_again, next_year = run("2028-04-30"), run("2028-05-01"), run("2029-03-01")

    assert (before, first, again_today) == ((0, 0, 0), (1, 0, 0), (0, 0, 0))
    assert (quiet, near, near_again) == ((0, 0, 0), (0, 1, 0), (0, 0, 0))
    assert (late, late_again, next_year) == ((0, 1, 0), (0, 0, 0), (1, 0, 0))
    assert (letters("asked"), letters("reminded")) == (2, 2)


def test_what_was_not_asked_in_its_time_is_not_asked_later(certificate):
    report = asked(certificate, at=renewing.noon("2030-06-01"))

    assert (report.first_day, report.last_day, report.due_on) == (date(2029, 3, 1), date(2030, 2, 28), date(2030, 7, 30))


def test_from_the_sending_to_the_acceptance(report):
    secretary = renewing.secretary_of(report.certificate)
    sent(report)
    with clock.at(ASKED + timedelta(days=1)):
        periodic_reports.ask_back(report, answer="件数の内訳は？", due_on=date(2028, 4, 1), note="内部", by=secretary)
    sent(report, at=ASKED + timedelta(days=2), changes="内訳を添えます。")
    with clock.at(ASKED + timedelta(days=3)):
        periodic_reports.accept(report, note="確認済", by=secretary)
    found = again(report)
    trace = list(report.history.values_list("action", "facts__sending"))

    assert (found.state, found.due_on, found.sendings.count()) == ("accepted", date(2028, 4, 1), 2)
    assert [row.answers["changes"] for row in found.sendings.all()] == ["なし", "内訳を添えます。"]
    assert trace == [
        ("periodic_report.ask", None),
        ("periodic_report.send", 1),
        ("periodic_report.ask_back", None),
        ("periodic_report.send", 2),
        ("periodic_report.accept", None),
    ]
    assert (letters("sent"), letters("answered")) == (2, 2)


def test_an_asking_back_is_reminded_of_anew(report):
    with clock.at(renewing.noon("2028-04-16")):
        report_calls.remind_due()
    sent(report, at=renewing.noon("2028-04-17"))
    with clock.at(renewing.noon("2028-04-18")):
        secretary = renewing.secretary_of(report.certificate)
        periodic_reports.ask_back(report, answer="なぜ？", due_on=date(2028, 6, 1), by=secretary)

    assert (run("2028-05-01")[1], run("2028-05-20")[1], run("2028-06-02")[1]) == (0, 1, 1)


def test_who_may_do_what(report):
    certificate = report.certificate
    secretary, stranger, someone = renewing.secretary_of(certificate), making.person("x"), holder(certificate)
    with pytest.raises(PermissionDenied):
        periodic_reports.send(report, answers=ANSWERS, by=secretary)
    with pytest.raises(PermissionDenied):
        periodic_reports.enter(report, answers=ANSWERS, told_by="letter", by=someone)
    periodic_reports.enter(report, answers=ANSWERS, told_by="letter", by=secretary)
    for person in (stranger, someone, renewing.approver_of(certificate)):
        with pytest.raises(PermissionDenied):
            periodic_reports.accept(report, by=person)
        with pytest.raises(PermissionDenied):
            periodic_reports.ask_back(report, answer="なぜ？", due_on=date(2099, 1, 1), by=person)

    assert (again(report).state, report.sendings.get().told_by) == ("sent", "letter")


def test_what_is_missing_is_refused(report):
    with pytest.raises(ReportUnanswered):
        sent(report, complaints=" ")
    sent(report, sold="")
    secretary = renewing.secretary_of(report.certificate)
    with clock.at(ASKED):
        with pytest.raises(AskingUnsaid):
            periodic_reports.ask_back(report, answer=" ", due_on=date(2099, 1, 1), by=secretary)
        with pytest.raises(ReportDayOver):
            periodic_reports.ask_back(report, answer="なぜ？", due_on=ASKED.date(), by=secretary)
        with pytest.raises(IllegalTransition):
            periodic_reports.send(report, answers=ANSWERS, by=holder(report.certificate))

    assert (again(report).state, report.sendings.count()) == ("sent", 1)


def test_with_the_certificate_its_reports_end(report):
    with clock.at(renewing.noon("2028-03-10")):
        certificates.give_back(report.certificate, reason_class="wish", by=holder(report.certificate))

    assert (again(report).state, run("2028-04-20")) == ("moot", (0, 0, 0))


def test_with_the_term_they_end_too(report):
    # The report of the fifth year would be about the last period; the certificate's term ends with it.
    assert (run("2032-03-01"), again(report).state) == ((0, 1, 1), "moot")


def test_a_round_that_says_nothing_asks_nothing(certificate):
    rules = {name: said for name, said in certificate.round.rules.items() if name != "reports"}
    type(certificate.round).objects.filter(pk=certificate.round_id).update(rules=rules)

    assert run("2028-03-01") == (0, 0, 0)
