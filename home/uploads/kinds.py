"""The kinds of files that may come in: extension, first bytes, media type, and what they are stored as."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file. `family` says which inspection opens it, `stored_as` which extension the cleaned file has."""

    code: str
    media_type: str
    family: str
    stored_as: str


OOXML = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", "pdf", "pdf"),
        Kind("jpg", "image/jpeg", "picture", "jpg"),
        Kind("png", "image/png", "picture", "png"),
        Kind("webp", "image/webp", "picture", "webp"),
        # Browsers do not show HEIC, so photographs from iPhones are kept as JPEG.
        Kind("heic", "image/jpeg", "picture", "jpg"),
        Kind("docx", f"{OOXML}.wordprocessingml.document", "office", "docx"),
        Kind("xlsx", f"{OOXML}.spreadsheetml.sheet", "office", "xlsx"),
        Kind("pptx", f"{OOXML}.presentationml.presentation", "office", "pptx"),
        Kind("csv", "text/csv", "text", "csv"),
    )
}
ALIASES = {"jpeg": "jpg", "jpe": "jpg", "heif": "heic", "tsv": "csv", "txt": "csv"}
PICTURES = ("jpg", "png", "webp", "heic")
DOCUMENTS = ("pdf", "docx", "xlsx", "pptx")
ALL = (*PICTURES, *DOCUMENTS)  # of applicants; lists (csv) come from the office only
LISTS = ("xlsx", "csv")
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD_BYTES = 64


def kind_of_extension(extension: str) -> Kind | None:
    """The kind that an extension claims."""
    return KINDS.get(ALIASES.get(extension, extension))


def canonical(codes: Collection[str]) -> frozenset[str]:
    """The codes with aliases resolved: jpeg is jpg."""
    return frozenset(ALIASES.get(code, code) for code in codes)


def accept_attribute(codes: Collection[str]) -> str:
    """What a file field's `accept` says for the codes, as a hint to the browser."""
    wanted = canonical(codes)
    return ",".join(f".{code}" for code in (*KINDS, *ALIASES) if ALIASES.get(code, code) in wanted)


def head_fits(kind: Kind, head: bytes) -> bool:
    """Whether the first bytes are those of the kind. Office files are only told apart when opened."""
    match kind.code:
        case "pdf":
            return head.startswith(b"%PDF-")
        case "jpg":
            return head.startswith(b"\xff\xd8\xff")
        case "png":
            return head.startswith(b"\x89PNG\r\n\x1a\n")
        case "webp":
            return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
        case "heic":
            return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS
        case "csv":
            return not head.startswith((b"PK\x03\x04", b"%PDF-", OLE, b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF"))
        case _:
            return head.startswith(b"PK\x03\x04")
