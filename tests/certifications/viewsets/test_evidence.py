"""The checklist on the desk shows what was said and the papers; the office adds its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certifications.actions import evidence
from certifications.models import Application, Evidence
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db
ANSWERS = {"role-answer": "yes", "law-answer": "no", "pledge-answer": "yes"}


def address(application, verb="detail"):
    return reverse(f"cases:{verb}", args=[application.public_id])


def upload(name="登記.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def with_answers(submitted, owner):
    """A case whose self-check was answered before it was submitted."""
    kept = submitted.round.rules["eligibility"]
    assert kept
    Application.objects.filter(pk=submitted.pk).update(eligibility={"answers": ANSWERS, "on": "2026-12-01", "at": ""})
    submitted.refresh_from_db()
    return submitted


def test_case_shows_what_was_said_beside_its_line(at_desk, submitted, owner, secretary):
    with_answers(submitted, owner)
    paper = evidence.add(submitted, upload(), line="law", by=owner)

    lines = at_desk(secretary).get(address(submitted)).context["checks"]

    law = next(line for line in lines if [each.check["code"] for each in line["said"]] == ["law"])
    assert ([each.finding.verdict for each in law["said"]], law["papers"]) == (["not_met"], [{"row": paper, "late": True}])
    assert [each.check["code"] for each in lines[-1]["said"]] == ["pledge"]


def test_checklist_form_repeats_what_was_said(at_desk, submitted, owner, secretary):
    with_answers(submitted, owner)

    form = at_desk(secretary).get(address(submitted, "checklist")).context["form"]

    assert (bool(form.fields["law"].help_text), bool(form.fields["picture"].help_text)) == (True, False)


def test_office_adds_and_reads_evidence(at_desk, submitted, secretary):
    client = at_desk(secretary)

    response = client.post(address(submitted, "add_evidence"), {"line": "law", "file": upload("届出.pdf")})
    row = Evidence.objects.get()
    given = client.get(f"{address(submitted, 'evidence')}?id={row.public_id}")

    assert (response.status_code, row.name, row.from_office, given.status_code) == (302, "届出.pdf", True, 200)


def test_a_wrong_file_is_told_on_the_form(at_desk, submitted, secretary):
    wrong = SimpleUploadedFile("a.exe", b"MZ")

    response = at_desk(secretary).post(address(submitted, "add_evidence"), {"line": "law", "file": wrong})

    assert (response.status_code, bool(response.context["form"].non_field_errors())) == (200, True)


def test_evidence_of_another_program_is_not_there(at_desk, submitted, owner):
    row = evidence.add(submitted, upload(), line="law", by=owner)
    client = at_desk(making.office(making.program("meister"), "other-secretary"))

    assert client.get(f"{address(submitted, 'evidence')}?id={row.public_id}").status_code == 404


def test_unknown_evidence_is_not_there(at_desk, submitted, secretary):
    client = at_desk(secretary)

    assert [client.get(f"{address(submitted, 'evidence')}?id={text}").status_code for text in ("", "x" * 36)] == [404, 404]


def test_approver_reads_but_does_not_add(at_desk, submitted, owner, approver):
    row = evidence.add(submitted, upload(), line="law", by=owner)
    client = at_desk(approver)

    assert client.get(f"{address(submitted, 'evidence')}?id={row.public_id}").status_code == 200
    assert client.post(address(submitted, "add_evidence"), {"line": "law", "file": upload()})["Location"] == "/admin/"
    assert list(Evidence.objects.all()) == [row]
