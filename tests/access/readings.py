"""Every page and file of one case on the applicant's side, as a reader asks for them."""

from django.urls import reverse

from certifications.models import AppealPaper, Certificate
from tests.access.requests import Request


def _at(name, *args):
    return reverse(f"certifications:{name}", args=args)


def readings(ground, case):
    """Every page and file of one case."""
    application, one = case.application, case.application.public_id
    open_, _closed = ground.keys(case)
    first = application.form_version.sections.first().code
    for name in (
        "application",
        "basics",
        "check",
        "sign_off",
        "corrections",
        "messages",
        "versions",
        "receipt",
        "eligibility_overview",
        "challenge",
        "appeal",
        "nomination",
        "renewal_changes",
        "appointment_calendar",
    ):
        yield Request(name, _at(name, one))
    yield Request("section", _at("section", one, first))
    yield Request("earlier", _at("earlier", one, open_))
    for attachment in application.attachments.all()[:2]:
        yield Request("file", _at("file", one, attachment.public_id))
    yield Request("evidence file", _at("evidence_file", one, application.evidence.last().public_id))
    if application.receipt_number:
        yield Request("receipt paper", _at("receipt_paper", one, 1))
        found = application.messages.exclude(files=None).get().files.get()
        yield Request("message file", _at("message_file", one, found.public_id))
    if ticket := application.tickets.last():
        yield Request("ticket", _at("ticket", one, ticket.public_id))
    for paper in AppealPaper.objects.filter(appeal__decision__application=application):
        yield Request("appeal paper", _at("appeal_paper", one, paper.public_id))
    for certificate in Certificate.objects.filter(decision__application=application):
        yield from _of_certificate(certificate)


def _of_certificate(certificate):
    one = certificate.public_id
    for name in ("certificate", "certificate_pdf", "certificate_changes", "certificate_renewal"):
        yield Request(name, _at(name, one))
    yield Request("report", _at("certificate_report", one, one))  # nobody owes one on the ground
    for notice in certificate.changes.all():
        yield Request("change", _at("certificate_change", one, notice.public_id))
        for paper in notice.papers.all():
            yield Request("change paper", _at("certificate_change_paper", one, notice.public_id, paper.public_id))


def of_colleagues(ground):
    """Pages about the company itself, and the place in a team that was offered to somebody else."""
    one, member = ground.company.public_id, ground.people["viewer"].public_id
    for name in ("detail", "edit", "members"):
        yield Request(f"company {name}", reverse(f"organizations:{name}", args=[one]))
    yield Request("company member", reverse("organizations:member", args=[one, member]))
