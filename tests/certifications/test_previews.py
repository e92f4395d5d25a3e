"""Previews of files: shown to the applicant, the office and the judges, and given out only where the file itself is."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from certifications.actions import answering, applications, evidence, judging
from certifications.models import Assignment
from organizations.actions import roles
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def sized(response):
    return Image.open(io.BytesIO(b"".join(response.streaming_content))).size


def photograph(name="写真.jpg"):
    return SimpleUploadedFile(name, samples.picture(size=(1600, 1200)))


@pytest.fixture
def question(filled):
    return filled.form_version.questions.filter(kind="picture").first()


@pytest.fixture
def attachment(filled, question, owner):
    filled.attachments.filter(key=question.key).delete()
    return answering.attach(filled, question.key, photograph(), by=owner)


@pytest.fixture
def case(filled, attachment, owner, secretary):
    applications.submit(filled, by=owner)
    return filled


@pytest.fixture
def officer(secretary):
    roles.setup()
    roles.grant(secretary, "officer", by=None)
    return client_of(secretary)


def address(application, attachment):
    return reverse("certifications:file", args=[application.public_id, attachment.public_id])


def test_applicant_sees_a_small_picture_after_the_upload(filled, question, owner, attachment):
    client = client_of(owner)
    sent = client.post(
        reverse("certifications:attach", args=[filled.public_id, question.key]), {"file": photograph("横から.jpg")}
    )
    page = client.get(reverse("certifications:section", args=[filled.public_id, question.section.code]))

    second = filled.attachments.get(name="横から.jpg")
    assert f'src="{address(filled, second)}?preview"' in sent.json()["html"]
    assert [f'src="{address(filled, each)}?preview"' in page.content.decode() for each in (attachment, second)] == [True, True]
    assert sized(client.get(f"{address(filled, attachment)}?preview")) == (800, 600)


def test_preview_may_not_be_kept_by_anybody_between(filled, attachment, owner):
    response = client_of(owner).get(f"{address(filled, attachment)}?preview")

    assert response.headers["Cache-Control"].startswith("private, no-store")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_pdf_is_listed_with_its_kind_and_its_pages(filled, owner):
    question = next(each for each in filled.form_version.questions.all() if "pdf" in (each.accept or []) and each.takes_files)
    filled.attachments.filter(key=question.key).delete()
    upload = SimpleUploadedFile("説明書.pdf", samples.pdf(lambda document: document.add_blank_page()))
    attachment = answering.attach(filled, question.key, upload, by=owner)
    client = client_of(owner)

    page = client.get(reverse("certifications:section", args=[filled.public_id, question.section.code])).content.decode()

    item = page.partition(f'href="{address(filled, attachment)}"')[2].partition("</li>")[0]
    kind = item.partition("</svg>")[2].partition("</span>")[0].strip()
    assert (kind, "2ページ" in item, "preview" in item) == ("PDF", True, False)
    assert client.get(f"{address(filled, attachment)}?preview").status_code == 404


def test_others_find_no_preview_as_if_there_were_no_file(filled, attachment, stranger, secretary, judges):
    other, answers = str(uuid.uuid4()), []
    known = f"{address(filled, attachment)}?preview"
    unknown = known.replace(str(attachment.public_id), other)
    for person in (stranger, secretary, judges[0]):
        client = client_of(person)
        found, nothing = client.get(known), client.get(unknown)
        same = nothing.content.decode().replace(other, str(attachment.public_id)) == found.content.decode()
        answers.append((found.status_code, same))

    assert answers == [(404, True)] * 3
    assert client_of(None).get(known).status_code == 302


def test_office_sees_previews_of_answers_and_of_evidence(case, attachment, owner, officer):
    line = case.round.rules["checklist"][0]["code"]
    paper = evidence.add(case, photograph("登記.jpg"), line=line, by=owner)
    desk = reverse("cases:file", args=[case.public_id]), reverse("cases:evidence", args=[case.public_id])

    page = officer.get(reverse("cases:detail", args=[case.public_id])).content.decode()

    links = [f"{desk[0]}?id={attachment.public_id}&amp;preview", f"{desk[1]}?id={paper.public_id}&amp;preview"]
    assert [f'src="{link}"' in page for link in links] == [True, True]
    assert [sized(officer.get(link.replace("&amp;", "&"))) for link in links] == [(800, 600), (800, 600)]


def test_office_of_another_program_finds_no_preview(case, attachment):
    elsewhere = making.office(making.program("meister"), "elsewhere")
    roles.setup()
    roles.grant(elsewhere, "officer", by=None)
    link = f"{reverse('cases:file', args=[case.public_id])}?id={attachment.public_id}&preview"

    assert client_of(elsewhere).get(link).status_code == 404


def test_judges_see_previews_of_their_own_cases_only(case, attachment, secretary, judges):
    making.accepted(case, secretary)
    making.judged(case.round, secretary, judges)
    given = Assignment.objects.get(application=case, judge=judges[0])
    with_clock = Assignment.objects.select_related("application__round", "application__subject").get(pk=given.pk)
    judging.pledge(case.round, by=judges[0])
    judging.open_sheet(with_clock, by=judges[0])
    link = reverse("certifications:judging_paper", args=[given.public_id, attachment.public_id])
    client = client_of(judges[0])

    page = client.get(reverse("certifications:judging_case", args=[given.public_id])).content.decode()

    assert f'src="{link}?preview"' in page
    assert sized(client.get(f"{link}?preview")) == (800, 600)
    assert client_of(judges[1]).get(f"{link}?preview").status_code == 404
