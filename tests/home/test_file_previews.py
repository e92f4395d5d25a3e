"""What is kept beside a file: its small picture, its number of pages."""

import importlib
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from home import clock
from home.actions import files
from home.models import StoredFile
from home.uploads.kinds import ALL
from tests.home import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.QUARANTINE_ROOT = tmp_path / "quarantine"
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    }
    return tmp_path


def store(data, name):
    return files.store(SimpleUploadedFile(name, data), by=None, kinds=ALL, max_bytes=10 * 1024 * 1024)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_store_keeps_a_small_picture_beside_a_picture(places, kind):
    name = "a.heic" if kind == "HEIF" else f"a.{kind.lower()}"
    if kind == "HEIF":
        importlib.import_module("pillow_heif").register_heif_opener()

    stored, _ = store(samples.picture(kind, size=(1600, 1200)), name)

    small = Image.open(io.BytesIO(stored.preview.read()))
    assert (small.format, small.size, stored.preview.media_type) == ("JPEG", (800, 600), "image/jpeg")
    assert (stored.width, stored.height, stored.preview.preview) == (1600, 1200, None)


def test_store_counts_the_pages_of_a_pdf():
    stored, _ = store(samples.pdf(lambda document: document.add_blank_page()), "a.pdf")
    other, _ = store(samples.office("docx"), "a.docx")

    assert (stored.pages, stored.kind, stored.preview, other.pages, other.kind) == (2, "PDF", None, None, "DOCX")


def test_store_draws_what_was_kept_before_there_were_previews():
    before, _ = store(samples.picture(), "a.jpg")
    StoredFile.objects.filter(pk=before.pk).update(preview=None)

    after, _ = store(samples.picture(), "a.jpg")

    assert (after.pk, after.preview.media_type) == (before.pk, "image/jpeg")


def test_store_painting_keeps_a_preview():
    stored = files.store_painting(samples.picture(size=(1200, 900)))

    assert (stored.width, stored.height, Image.open(io.BytesIO(stored.preview.read())).size) == (1200, 900, (800, 600))


def test_sweep_orphans_leaves_previews(places):
    stored, _ = store(samples.picture(), "a.jpg")

    assert files.sweep_orphans(clock.now() + timedelta(seconds=1)) == 0
    assert sorted(path for path in places.rglob("*") if path.is_file()) == sorted(
        places / "private" / each.path for each in (stored, stored.preview)
    )
