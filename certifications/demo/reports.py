"""The sample city's periodic reports: most are accepted, one waits, one was asked back, one is overdue."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from certifications.actions import periodic_reports, report_calls
from certifications.models import PeriodicReport
from home import clock
from home.actions import letters


def build(rows: Mapping[str, Any], context: dict[str, Any]) -> None:
    """Asked for by the worker's own action as many days ago; what has come to its end since is asked for today."""
    told = {context["certificates"][row["entry"]].pk: row for row in rows["holders"]}
    usual = {"does": "accept", "days_ago": rows["accepted_days_ago"]}
    with clock.at(clock.now() - timedelta(days=rows["asked_days_ago"])):
        report_calls.ask_due()
        letters.deliver_due()
    secretary = context["secretaries"][rows["program"]]
    for report in PeriodicReport.objects.whole().order_by("pk"):
        row = told.get(report.certificate_id, usual)
        if row["does"] != "nothing":
            _answer(report, row, row.get("answers", rows["answers"]), secretary)
    report_calls.ask_due()
    report_calls.remind_due()
    letters.deliver_due()


def _answer(report: PeriodicReport, row: Mapping[str, Any], answers: Mapping[str, str], secretary: Any) -> None:
    decision = report.certificate.decision
    assert decision is not None
    with clock.at(clock.now() - timedelta(days=row["days_ago"])), transaction.atomic():
        periodic_reports.send(report, answers=answers, by=decision.application.created_by)
        if row["does"] == "accept":
            periodic_reports.accept(report, by=secretary)
        elif row["does"] == "ask_back":
            due_on = clock.today() + timedelta(days=row["days_ago"] + 10)
            periodic_reports.ask_back(report, answer=row["asks"], due_on=due_on, by=secretary)
        letters.deliver_due()
