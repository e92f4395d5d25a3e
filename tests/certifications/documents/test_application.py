"""The receipt as a paper: readable by machines, whole, with every hash; the same version gives one paper."""

import io

import pikepdf
import pytest

from certifications.actions import receipts
from certifications.documents import application_pdf
from certifications.models import ReceiptPaper
from tests.certifications.documents.test_certificate import run, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(submitted):
    return submitted.versions.get()


def test_paper_is_tagged_for_screen_readers(version, submitted):
    with pikepdf.open(io.BytesIO(application_pdf(version))) as pdf:
        with pdf.open_metadata() as metadata:
            title, part = metadata.get("dc:title"), metadata.get("pdfuaid:part")

        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked), "/StructTreeRoot" in pdf.Root) == ("ja-JP", True, True)
        assert (title, part) == (f"申請書控え {submitted.receipt_number}", "1")


def test_paper_holds_everything_that_was_submitted(version, submitted):
    text = text_of(application_pdf(version)).replace("\u200b", "")

    wanted = [submitted.receipt_number, "2026年11月21日(土)12:00:00（日本時間）", version.sha256, "橘精機株式会社"]
    wanted += [
        "".join(str(question.label).split())
        for question in version.form_version.questions.all()
        if str(question.key) in version.answers
    ]
    wanted += [row["sha256"] for row in version.files]
    assert [each for each in wanted if each not in text] == []


def test_paper_embeds_its_fonts(version):
    rows = run(["pdffonts", "-"], application_pdf(version)).decode().splitlines()[2:]

    assert {row.split()[-5] for row in rows} == {"yes"}


def test_render_twice_gives_one_paper(version):
    first, second = receipts.render(version), receipts.render(version)

    assert (first, ReceiptPaper.objects.count()) == (second, 1)
    assert first.file.read().startswith(b"%PDF")
