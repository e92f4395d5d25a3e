"""What comes in as a file: taken whole and cleaned, or refused with a reason and without a trace."""

import io
import socket
import struct
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from home import clock
from home.actions import files
from home.models import DrawnPage, StoredFile
from home.storage import PrivateFileSystemStorage
from home.uploads.kinds import ALL
from home.uploads.refusals import UploadRefused
from tests.home import samples
from tests.home.bad_files import BAD

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.QUARANTINE_ROOT = tmp_path / "quarantine"
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    }
    return tmp_path


def store(data, name, kinds=ALL, max_bytes=10 * MEGABYTE):
    return files.store(SimpleUploadedFile(name, data), by=None, kinds=kinds, max_bytes=max_bytes)


def left_behind(places):
    return [path for path in places.rglob("*") if path.is_file()]


def refusal(data, name, **options):
    with pytest.raises(UploadRefused) as caught:
        store(data, name, **options)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "name", "media_type", "clean_name"),
    [
        (samples.picture(), "写真.jpg", "image/jpeg", "写真.jpg"),
        (samples.picture(), "photo.JPEG", "image/jpeg", "photo.jpeg"),
        (samples.picture("PNG"), "logo.png", "image/png", "logo.png"),
        (samples.picture("WEBP"), "logo.webp", "image/webp", "logo.webp"),
        (samples.pdf(), "概要.pdf", "application/pdf", "概要.pdf"),
        (samples.office("docx"), "a.docx", f"{samples.OFFICE}.wordprocessingml.document", "a.docx"),
        (samples.office("xlsx"), "a.xlsx", f"{samples.OFFICE}.spreadsheetml.sheet", "a.xlsx"),
        (samples.office("pptx"), "a.pptx", f"{samples.OFFICE}.presentationml.presentation", "a.pptx"),
    ],
)
def test_store_takes_each_kind(places, data, name, media_type, clean_name):
    stored, shown = store(data, name)

    assert (stored.media_type, shown) == (media_type, clean_name)
    assert stored.size == len(stored.read())
    kept = [stored, stored.preview] if media_type.startswith("image/") else [stored]
    assert sorted(left_behind(places)) == sorted(places / "private" / each.path for each in kept)


def test_store_turns_heic_into_jpeg(places):
    import pillow_heif

    heif = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "red")).save(heif)

    stored, shown = store(heif.getvalue(), "IMG_0001.HEIC")

    assert (stored.media_type, shown, stored.width, stored.height) == ("image/jpeg", "IMG_0001.jpg", 64, 48)
    assert Image.open(io.BytesIO(stored.read())).format == "JPEG"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_store_strips_place_and_author_and_turns_upright(kind):
    exif = Image.Exif()
    exif[0x013B] = "Kawasaki Taro"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 31.0, 51.0), 3: "E", 4: (139.0, 42.0, 9.0)})
    profile = b"0" * 36 + b"acsp" + b"0" * 100
    data = samples.picture(kind, exif=exif.tobytes(), comment=b"secret", xmp=b"<x>secret</x>", icc_profile=profile)
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)

    stored, _ = store(data, f"a.{kind.lower()}")

    kept = Image.open(io.BytesIO(stored.read()))
    assert dict(kept.getexif()) == {}
    assert kept.size == (60, 80) == (stored.width, stored.height)
    assert kept.info.get("icc_profile") == profile
    assert b"secret" not in stored.read()
    assert b"Kawasaki" not in stored.read()


def test_store_keeps_transparency():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).convert("P").save(out, "PNG", transparency=0)

    stored, _ = store(out.getvalue(), "a.png")

    assert Image.open(io.BytesIO(stored.read())).convert("RGBA").getpixel((5, 5))[3] == 0


def test_store_keeps_the_same_content_once(places):
    first, _ = store(samples.pdf(), "a.pdf")

    second, _ = files.store(SimpleUploadedFile("b.pdf", first.read()), by=None, kinds=["pdf"], max_bytes=MEGABYTE)

    assert (second.pk, StoredFile.objects.count()) == (first.pk, 1)


def test_store_writes_again_what_the_storage_lost(places):
    first, _ = store(samples.pdf(), "a.pdf")
    data = first.read()
    storages["private"].delete(first.path)

    second, _ = store(data, "a.pdf")

    assert (second.pk, second.read()) == (first.pk, data)


@pytest.mark.parametrize("case", BAD)
def test_store_refuses_bad_files_without_a_trace(places, case):
    make, name, code = BAD[case]

    refused = refusal(make(), name)

    assert refused == code
    assert left_behind(places) == []
    assert list((places / "quarantine").glob("*") if (places / "quarantine").exists() else []) == []
    assert StoredFile.objects.count() == 0


def test_store_takes_a_chart_with_its_workbook_but_not_its_macros():
    with_chart = samples.office("pptx", [("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", samples.office("xlsx"))])
    hiding = samples.office("xlsx", [("xl/vbaProject.bin", b"x")])
    with_macros = samples.office("pptx", [("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", hiding)])

    stored, _ = store(with_chart, "a.pptx")

    assert stored.media_type == f"{samples.OFFICE}.presentationml.presentation"
    assert refusal(with_macros, "a.pptx") == "macros"


def test_store_refuses_what_is_too_large_even_when_the_size_lies(places):
    class Liar(SimpleUploadedFile):
        size = 1

    with pytest.raises(UploadRefused) as caught:
        files.store(Liar("a.pdf", b"%PDF-" + b"0" * 3000), by=None, kinds=["pdf"], max_bytes=2000)

    assert caught.value.code == "too_large"
    assert left_behind(places) == []


def test_store_refuses_a_kind_that_is_not_wanted_here():
    assert refusal(samples.picture(), "a.jpg", kinds=["pdf"]) == "kind"
    assert store(samples.picture(), "a.jpg", kinds=["jpeg"])[1] == "a.jpg"


class FullStorage(PrivateFileSystemStorage):
    def _save(self, name, content):
        raise OSError(28, "No space left on device")


def test_store_leaves_nothing_when_the_disk_is_full(places, settings):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": f"{__name__}.FullStorage", "OPTIONS": {"location": places / "private"}}
    }

    refused = refusal(samples.pdf(), "a.pdf")

    assert refused == "unavailable"
    assert left_behind(places) == []
    assert StoredFile.objects.count() == 0


def test_store_leaves_no_half_file_when_the_disk_fills_while_writing(places):
    class Breaking(SimpleUploadedFile):
        def chunks(self, chunk_size=None):
            yield b"%PDF-1.7"
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        storages["private"].save("aa/bb/cc", Breaking("a.pdf", b"%PDF"))

    assert left_behind(places) == []


def clamd(answer, received):
    """A stand-in for the scanner: speaks INSTREAM on a loopback port, once."""
    server = socket.create_server(("127.0.0.1", 0))

    def talk():
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as stream:
            command = stream.read(10)
            data = b""
            while size := struct.unpack("!I", stream.read(4))[0]:
                data += stream.read(size)
            received.append((command, data))
            connection.sendall(answer)
        server.close()

    threading.Thread(target=talk, daemon=True).start()
    return f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"stream: Eicar-Test-Signature FOUND\0", "malware"), (b"stream: size limit ERROR\0", "unchecked"), (b"", "unchecked")],
)
def test_store_refuses_what_the_scanner_does_not_call_clean(places, settings, answer, code):
    received = []
    settings.CLAMD_SOCKET = clamd(answer, received)

    assert refusal(samples.pdf(), "a.pdf") == code
    assert left_behind(places) == []


def test_store_takes_what_the_scanner_calls_clean(settings):
    received = []
    settings.CLAMD_SOCKET = clamd(b"stream: OK\0", received)
    data = samples.pdf()

    stored, _ = store(data, "a.pdf")

    assert received == [(b"zINSTREAM\0", data)]
    assert stored.read() == data


def test_store_fails_closed_without_a_scanner(settings):
    settings.CLAMD_SOCKET = "/nowhere/clamd.sock"

    assert refusal(samples.pdf(), "a.pdf") == "unchecked"


def test_store_bytes_keeps_what_we_made():
    stored = files.store_bytes(b"%PDF-1.7 ours", media_type="application/pdf")

    assert (stored.read(), stored.size, stored.media_type) == (b"%PDF-1.7 ours", 13, "application/pdf")


def test_sweep_clears_what_dead_processes_left(places):
    folder = places / "quarantine" / "upload-dead"
    folder.mkdir(parents=True)
    Path(folder / "received").write_bytes(b"x")

    early = files.sweep(clock.now() - timedelta(hours=1))
    late = files.sweep(clock.now() + timedelta(seconds=1))

    assert (early, late, folder.exists()) == (0, 1, False)


def test_sweep_orphans_clears_files_without_a_row(places):
    kept = files.store_bytes(b"kept", media_type="text/plain")
    lost = files.store_bytes(b"lost", media_type="text/plain")
    lost.delete()

    early = files.sweep_orphans(clock.now() - timedelta(hours=1))
    late = files.sweep_orphans(clock.now() + timedelta(seconds=1))

    assert (early, late) == (0, 1)
    assert left_behind(places) == [places / "private" / kept.path]


def test_sweep_unnamed_leaves_what_is_named_by_a_record_that_the_file_cannot_see():
    """Most records name a file without a way back to them (related_name "+"): its preview, a drawn page, a certificate."""
    whole, _name = store(samples.picture(size=(1600, 1200)), "a.jpg")
    drawn = files.store_bytes(b"a drawn page", media_type="image/png")
    DrawnPage.objects.create(file=whole, number=1, picture=drawn)
    later = clock.now() + timedelta(days=2)

    swept = [files.sweep_unnamed(later) for _turn in range(3)]

    # The picture is named by nobody; what only it names goes after it.
    assert (swept, StoredFile.objects.count()) == ([1, 2, 0], 0)
