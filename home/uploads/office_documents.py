"""Opens Word, Excel and PowerPoint files as the archives they are: sizes first, then what lies inside."""

import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from home.uploads.findings import Facts, Unsound
from home.uploads.sizes import MEGABYTE

# A talk of 60 slides has about 400 parts (slide, notes, relations, pictures), so PowerPoint may have more files.
MAX_FILES = {"docx": 200, "xlsx": 200, "pptx": 1_000}
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 100
RATIO_MATTERS_FROM = MEGABYTE
MAX_CONTENT_TYPES = MEGABYTE
MAIN_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
# Charts carry their figures as a workbook of their own; these are looked at like the outer file, once.
CHART_WORKBOOK = re.compile(r"(word|ppt|xl)/embeddings/[^/]+\.xlsx", re.IGNORECASE)
ARCHIVES = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (".xml", ".rels", ".vml")
REMOTE = re.compile(rb"<Relationship\b[^>]*(attachedTemplate|oleObject|frame)\"[^>]*>", re.IGNORECASE)
CHUNK = 65_536


@dataclass
class Budget:
    """What may still be unpacked, over the file and the workbooks inside it."""

    files: int
    unpacked: int = MAX_UNPACKED


def inspect(source: Path, kind: str) -> Facts:
    """Refuses bombs, locked files, macros, programs and archives inside; the file itself is kept as it came."""
    with source.open("rb") as handle:
        _open_archive(handle, kind, source.stat().st_size, Budget(MAX_FILES[kind]), nested=False)
    return {}


def _open_archive(handle: IO[bytes], kind: str, packed: int, budget: Budget, *, nested: bool) -> None:
    try:
        with zipfile.ZipFile(handle) as archive:
            members = archive.infolist()
            _weigh(members, packed, budget)
            _check_names(members)
            _check_layout(members)
            _check_content_types(archive, kind)
            for member in members:
                if not member.is_dir():
                    _read(archive, member, budget, nested=nested)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, UnicodeError) as error:
        raise Unsound("damaged") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise Unsound("damaged") from error


def _weigh(members: list[zipfile.ZipInfo], packed: int, budget: Budget) -> None:
    """From the table of contents alone, before anything is unpacked."""
    unpacked = sum(member.file_size for member in members)
    budget.files -= len(members)
    budget.unpacked -= unpacked
    if budget.files < 0:
        raise Unsound("archive_files")
    if budget.unpacked < 0:
        raise Unsound("archive_size")
    dense = any(m.file_size > RATIO_MATTERS_FROM and m.file_size > MAX_RATIO * m.compress_size for m in members)
    if dense or (unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed):
        raise Unsound("archive_size")


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for member in members:
        name = member.orig_filename.replace("\\", "/")
        tricky = name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name
        if tricky or stat.S_ISLNK(member.external_attr >> 16) or name.lower() in seen:
            raise Unsound("archive_paths")
        if member.flag_bits & 0x1:
            raise Unsound("encrypted")
        seen.add(name.lower())
        if name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() or "/activex/" in name.lower():
            raise Unsound("macros")


def _check_layout(members: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes unpack to more than their sizes say."""
    end = 0
    for member in sorted(members, key=lambda entry: entry.header_offset):
        if member.header_offset < end:
            raise Unsound("archive_size")
        end = member.header_offset + 30 + member.compress_size


def _check_content_types(archive: zipfile.ZipFile, kind: str) -> None:
    try:
        member = archive.getinfo("[Content_Types].xml")
    except KeyError as error:
        raise Unsound("content") from error
    if member.file_size > MAX_CONTENT_TYPES:
        raise Unsound("archive_size")
    try:
        root = fromstring(archive.read(member), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise Unsound("damaged") from error
    types = [element.get("ContentType", "").lower() for element in root]
    if any("macroenabled" in name or "vbaproject" in name for name in types):
        raise Unsound("macros")
    if not any(name.endswith(MAIN_PARTS[kind]) for name in types):
        raise Unsound("content")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, *, nested: bool) -> None:
    """Reads a part to its end: its checksum must agree, its kind must be one that documents are made of."""
    with archive.open(member) as part:
        head = part.read(CHUNK)
        if head.startswith(ARCHIVES) and not (not nested and CHART_WORKBOOK.fullmatch(member.filename)):
            raise Unsound("embedded")
        if head.startswith((OLE, b"MZ", b"\x7fELF")):
            raise Unsound("embedded")
        if member.filename.lower().endswith(MARKUP):
            _check_markup(head)
        while part.read(CHUNK):
            pass
    if head.startswith(b"PK\x03\x04"):
        with archive.open(member) as inner:
            _open_archive(inner, "xlsx", member.file_size, budget, nested=True)


def _check_markup(head: bytes) -> None:
    """Office writes no document type; one that is there defines entities. Templates from the net bring macros."""
    text = head.replace(b"\0", b"")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unsound("damaged")
    if any(b"http" in match.group(0).lower().partition(b"target=")[2] for match in REMOTE.finditer(text)):
        raise Unsound("macros")
