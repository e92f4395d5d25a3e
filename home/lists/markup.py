"""The markup inside a workbook: read in pieces, and never one that defines entities."""

from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from home.lists.rows import Unreadable

CHUNK = 65_536
MAX_STRINGS = 64 * 1024**2


def _refuse(*_facts: Any) -> None:
    raise Unreadable("damaged")


def parser_of_markup() -> Any:
    """A parser that refuses document types, and with them entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def shared_texts(archive: ZipFile) -> list[str]:
    """The texts that cells of a workbook share, without the readings (furigana) that Excel keeps beside them."""
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return []
    if archive.getinfo(part).file_size > MAX_STRINGS:
        raise Unreadable("large")
    found: list[str] = []
    pieces: list[str] = []
    inside, reading = False, 0

    def start(name: str, _facts: dict[str, str]) -> None:
        nonlocal inside, reading
        match local(name):
            case "si":
                pieces.clear()
            case "rPh":
                reading += 1
            case "t":
                inside = not reading

    def end(name: str) -> None:
        nonlocal inside, reading
        match local(name):
            case "si":
                found.append("".join(pieces))
            case "rPh":
                reading -= 1
            case "t":
                inside = False

    def words(text: str) -> None:
        if inside:
            pieces.append(text)

    parser = parser_of_markup()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    try:
        with archive.open(part) as handle:
            while chunk := handle.read(CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except (expat.ExpatError, BadZipFile, EOFError) as error:
        raise Unreadable("damaged") from error
    return found
