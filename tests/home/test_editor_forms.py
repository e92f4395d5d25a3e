"""Each door through which an editor uploads a file of the public plane: what is no such file stays out, a place is taken off."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.models import Document
from wagtail.models import Collection

from home.models import Picture
from organizations.actions import roles
from organizations.models import User
from tests.home import samples

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def editor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    roles.setup()
    person = User.objects.create_user("editor@people.example", None, name="editor")
    roles.grant(person, "editor", by=None)
    client.force_login(person)
    return client


def taken_somewhere():
    """A photograph that lies on its side and knows where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 31.0, 51.0), 3: "E", 4: (139.0, 42.0, 9.0)})
    return samples.picture(size=(80, 60), exif=exif.tobytes())


def add(name, prefix="", by_script=False):
    """Sends the file through one of Wagtail's doors: what the editor reads about it, or nothing when it was taken."""

    def send(client, data, file_name):
        upload, collection = SimpleUploadedFile(file_name, data), Collection.get_first_root_node().pk
        sent = {f"{prefix}file": upload, f"{prefix}title": "案内", f"{prefix}collection": collection}
        if by_script:
            sent = {"files[]": upload, "title": "案内", "collection": collection}
        answer = client.post(reverse(name), sent, headers={"x-requested-with": "XMLHttpRequest"} if by_script else {})
        if answer.status_code == 302:
            return ""
        if not answer.headers["content-type"].startswith("application/json"):
            return answer.content.decode()
        told = answer.json()
        return told.get("error_message", told.get("htmlFragment", ""))

    return send


PICTURES = {
    "add": add("wagtailimages:add"),
    "several": add("wagtailimages:add_multiple", by_script=True),
    "chooser": add("wagtailimages_chooser:create", prefix="image-chooser-upload-"),
}
DOCUMENTS = {
    "add": add("wagtaildocs:add"),
    "several": add("wagtaildocs:add_multiple", by_script=True),
    "chooser": add("wagtaildocs_chooser:create", prefix="document-chooser-upload-"),
}


@pytest.mark.parametrize("door", PICTURES)
def test_a_picture_is_kept_upright_without_its_place(editor, door):
    wrong = PICTURES[door](editor, taken_somewhere(), "photo.jpg")

    kept = Image.open(io.BytesIO(Picture.objects.get().file.read()))
    assert (wrong, kept.size, dict(kept.getexif())) == ("", (60, 80), {})


@pytest.mark.parametrize("door", PICTURES)
def test_a_picture_that_hides_another_file_stays_out(editor, door):
    wrong = PICTURES[door](editor, samples.picture() + samples.office(), "photo.jpg")

    assert ("画像の中に別のファイルが含まれています" in wrong, Picture.objects.count()) == (True, 0), wrong[:2000]


@pytest.mark.parametrize("door", DOCUMENTS)
def test_a_page_that_says_it_is_a_pdf_stays_out(editor, door):
    wrong = DOCUMENTS[door](editor, HTML, "form.pdf")

    assert ("PDF形式で保存し直して" in wrong, get_document_model().objects.count()) == (True, 0), wrong[:2000]


@pytest.mark.parametrize("door", DOCUMENTS)
def test_a_sound_document_is_taken(editor, door):
    data = samples.pdf()

    assert (DOCUMENTS[door](editor, data, "form.pdf"), Document.objects.get().file.read()) == ("", data)
