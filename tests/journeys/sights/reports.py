"""Periodic reports: the office's list and pages, and what a holder sees who owes one, was asked back, or has sent it."""

from django.urls import reverse

from certifications.models import PeriodicReport
from home import clock
from tests.journeys.sights.sight import Sight, at
from tests.journeys.sights.states import office


def report_pages():
    found = {report.state: report for report in PeriodicReport.objects.whole().order_by("pk")}
    late = PeriodicReport.objects.overdue(clock.today()).whole().first()
    who = office(late.certificate.program)
    yield Sight("periodic-reports:index", reverse("periodic-reports:index"), who=who)
    yield Sight("periodic-reports:detail", at("periodic-reports:detail", late), "overdue", who=who)
    yield Sight("periodic-reports:detail", at("periodic-reports:detail", found["returned"]), "returned", who=who)
    for name, report in {"overdue": late, "returned": found["returned"], "accepted": found["accepted"]}.items():
        certificate = report.certificate
        holder, page = certificate.application.created_by.email, f"/certificates/{certificate.public_id}/"
        yield Sight("certifications:certificate_report", f"{page}reports/{report.public_id}/", name, who=holder)
        if name == "overdue":
            yield Sight("certifications:certificate", page, "report overdue", who=holder)
