"""The certificate as a paper: readable by machines and people, whole however long the names are, and its code leads home."""

import io
import subprocess

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from certifications import codes
from certifications.documents import certificate_pdf
from certifications.documents.certificate import verification_url
from certifications.models import Certificate
from tests.certifications import issuing

LONG_NAME = "超高張力鋼板の冷間成形における割れ予測型サーボプレス制御技術「スバルフォーミング・プロフェッショナル」第三世代"
LONG_HOLDER = "特定非営利活動法人かわさき先端ものづくり技術開発支援ネットワーク協議会"

pytestmark = pytest.mark.django_db


def run(command, pdf):
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout


def text_of(pdf):
    """The words of the paper, without the line ends and spaces of its layout."""
    return "".join(run(["pdftotext", "-enc", "UTF-8", "-", "-"], pdf).decode().split())


@pytest.fixture
def certificate():
    return issuing.released_round("kis", level="premium")[0]


def test_paper_is_tagged_for_screen_readers(certificate):
    with pikepdf.open(io.BytesIO(certificate_pdf(certificate))) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as metadata:
            title, part = metadata.get("dc:title"), metadata.get("pdfuaid:part")

        assert (str(root.Lang), bool(root.MarkInfo.Marked), "/StructTreeRoot" in root) == ("ja-JP", True, True)
        assert (title, part) == (f"認証書 {certificate.number}", "1")
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True


def test_paper_tells_everything(certificate):
    text = text_of(certificate_pdf(certificate))

    wanted = (
        "かわさき基準（KIS）",
        "認証書",
        certificate.number,
        "折りたたみ車いす0",
        "橘精機第0株式会社殿",
        "KISプレミアム",
        "令和9年3月1日",
    )
    assert [word for word in (*wanted, "川崎市長", codes.grouped(certificate.code)) if word not in text] == []
    assert "見" not in text


def test_second_page_says_the_same_in_english(certificate):
    text = run(["pdftotext", "-enc", "UTF-8", "-f", "2", "-", "-"], certificate_pdf(certificate)).decode()

    wanted = (
        certificate.number,
        "Certificate",
        "KIS Premium",
        "March 1, 2027",
        codes.grouped(certificate.code),
        "Mayor of Kawasaki",
    )
    assert [word for word in wanted if word not in text] == []


def test_paper_embeds_its_fonts(certificate):
    rows = run(["pdffonts", "-"], certificate_pdf(certificate)).decode().splitlines()[2:]

    assert len(rows) >= 2
    assert {row.split()[-5] for row in rows} == {"yes"}


@pytest.mark.parametrize(
    ("slug", "facts", "words"),
    [
        ("kis", {"name": LONG_NAME, "holder": LONG_HOLDER}, (LONG_NAME, LONG_HOLDER + "殿")),
        ("monozukuri-brand", {"name": LONG_NAME}, (LONG_NAME, "有効期限令和14年2月29日", "認定書")),
        ("meister", {"by_person": True}, ("高橋鉄之助殿", "上記の方を「かわさきマイスター」に認定します。")),
        ("design-competition", {"level": "grand-prix"}, ("賞状", "グランプリ", "ここにグランプリを贈り、これをたたえます。")),
    ],
)
def test_paper_stays_whole_on_one_page_of_each_language_in_every_program(slug, facts, words):
    certificate = issuing.released_round(slug, **facts)[0]

    pdf = certificate_pdf(certificate)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
    text = text_of(pdf)
    assert [word for word in words if word not in text] == []
    assert [margins_are_empty(pdf, number) for number in (1, 2)] == [True, True]


def margins_are_empty(pdf, number):
    """Whether nothing stands in the right 24 mm and the lowest 18 mm of a sheet."""
    page = Image.open(io.BytesIO(run(["pdftoppm", "-r", "72", "-png", "-f", str(number), "-l", str(number), "-"], pdf))).convert(
        "L"
    )
    width, height = page.size
    mm = width / 210
    right = page.crop((round(width - 24 * mm), 0, width, height))
    below = page.crop((round(16 * mm), round(height - 18 * mm), width, height))
    return (right.getextrema()[0], below.getextrema()[0]) == (255, 255)


def test_code_in_the_corner_leads_to_the_verification_page(certificate):
    sheet = Image.open(io.BytesIO(run(["pdftoppm", "-r", "200", "-png", "-"], certificate_pdf(certificate))))

    found = zxingcpp.read_barcodes(sheet)

    assert [each.text for each in found] == [verification_url(certificate)]
    assert verification_url(certificate) == f"http://localhost:8000/verify/{certificate.code}/"


def test_specimen_is_marked_across_the_sheet(certificate):
    Certificate.objects.update(specimen=True)

    text = text_of(certificate_pdf(Certificate.objects.get()))

    # Once in a sentence for those who listen, once slanted over the sheet, where the two characters stand apart.
    assert ("これは見本です。何も証明しません。" in text, text.count("見"), text.count("本")) == (True, 2, 2)
