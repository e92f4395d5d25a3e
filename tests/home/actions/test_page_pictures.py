"""The pages of a file become pictures that tell nothing but what can be seen on them."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from home import clock
from home.actions import files, page_pictures
from home.actions.page_pictures import Undrawable
from home.models import DrawnPage, StoredFile
from home.uploads import office_copies
from tests.home import samples

pytestmark = pytest.mark.django_db
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def paper(*lines):
    """A PDF with one page per line, a link, metadata and a layer of hidden text."""
    document = pikepdf.new()
    for line in lines:
        page = document.add_blank_page(page_size=(595, 842))
        font = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(f"BT /F1 24 Tf 72 700 Td ({line}) Tj ET".encode())
    document.docinfo["/Author"] = "Tomoni Welfare Devices"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def stored(data, media_type="application/pdf"):
    return files.store_bytes(data, media_type=media_type)


def test_draw_makes_a_picture_and_the_words_of_each_page():
    pages = page_pictures.draw(stored(paper("First page", "Second page")))

    assert [(page.number, page.text.strip()) for page in pages] == [(1, "First page"), (2, "Second page")]
    with Image.open(io.BytesIO(pages[0].picture.read())) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1240, 1755))
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert picture.convert("L").getextrema()[0] < 50


def test_drawn_pages_carry_nothing_of_the_file_around_them():
    pages = page_pictures.draw(stored(paper("A page")))

    assert b"Tomoni" not in pages[0].picture.read()


def test_draw_does_its_work_once():
    file = stored(paper("Once"))

    first, second = page_pictures.draw(file), page_pictures.draw(file)

    assert first == second
    assert DrawnPage.objects.count() == 1


def test_draw_makes_pictures_smaller_and_plain():
    file = stored(samples.picture("PNG", (3200, 1600)), "image/png")

    (page,) = page_pictures.draw(file)

    assert (page.picture.width, page.picture.height, page.picture.media_type) == (1500, 750, "image/jpeg")


def test_draw_turns_what_was_filled_in_into_a_part_of_the_page():
    def with_note(document):
        document.pages[0].Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://tomoni.example"),
                )
            ]
        )

    (page,) = page_pictures.draw(stored(samples.pdf(with_note)))

    assert b"tomoni" not in page.picture.read()
    assert page.text == ""


def test_draw_says_why_it_cannot():
    with pytest.raises(Undrawable) as caught:
        page_pictures.draw(stored(b"%PDF-1.7 nothing %%EOF"))

    assert caught.value.code == "damaged"
    assert DrawnPage.objects.count() == 0


def test_draw_refuses_more_pages_than_anybody_reads():
    with pytest.raises(Undrawable) as caught:
        page_pictures.draw(stored(paper(*["x"] * 101)))

    assert caught.value.code == "pages"


def document(words):
    out = io.BytesIO(samples.office("docx"))
    with zipfile.ZipFile(out) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts |= {"word/document.xml": WORD.format(words).encode(), "_rels/.rels": RELATIONS.encode()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.slow
@pytest.mark.skipif(not office_copies.is_installed(), reason="needs LibreOffice, which make test installs where it can")
def test_draw_makes_an_office_document_a_pdf_first():
    (page,) = page_pictures.draw(stored(document("A hidden word"), OFFICE))

    assert page.text.strip() == "A hidden word"


def test_draw_says_that_office_documents_need_a_converter(monkeypatch):
    monkeypatch.setattr(office_copies, "PROGRAM", "no-such-program")

    with pytest.raises(Undrawable) as caught:
        page_pictures.draw(stored(document("A word"), OFFICE))

    assert caught.value.code == "no_converter"


def test_two_jobs_that_draw_the_same_file_keep_one_set():
    file = StoredFile.objects.get(pk=stored(paper("Twice")).pk)
    (page,) = page_pictures.draw(file)
    stale = StoredFile.objects.get(pk=file.pk)

    assert page_pictures.draw(stale) == [page]
    assert clock.now() >= page.picture.created_at
