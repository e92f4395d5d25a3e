"""Reads a sheet of an XLSX file row by row, with little memory: texts, numbers as they are shown, dates, merged cells."""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from home.lists.markup import CHUNK, local, parser_of_markup, shared_texts
from home.lists.merges import filled
from home.lists.numbers import number_text, serial_day
from home.lists.rows import MAX_COLUMNS, MAX_ROWS, Row, Unreadable

DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DAMAGED = (expat.ExpatError, BadZipFile, EOFError, KeyError, ValueError)  # whatever stands where a number should
Handler = Callable[[str, dict[str, str]], None]


def column_number(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _place(reference: str) -> tuple[int, int]:
    """Row (from 1) and column (from 0) of "B12"."""
    match = CELL.fullmatch(reference)
    if match is None:
        raise Unreadable("damaged")
    return int(match[2]), column_number(match[1])


class Workbook:
    """An XLSX file. `names` are its visible sheets; `rows(name)` goes through one of them."""

    def __init__(self, path: Path) -> None:
        try:
            self.archive = ZipFile(path)
        except (BadZipFile, OSError) as error:
            raise Unreadable("damaged") from error
        self.sheets: dict[str, str] = {}
        self.from_1904 = False
        self._find_sheets()

    @property
    def names(self) -> list[str]:
        """The visible sheets in the order of the tabs."""
        return list(self.sheets)

    def close(self) -> None:
        self.archive.close()

    def rows(self, name: str) -> Iterator[Row]:
        """The rows that have cells, in order. A merged cell's text stands in each of its cells, marked as such.

        Raises Unreadable.
        """
        part = self.sheets.get(name)
        if part is None:
            raise Unreadable("sheet")
        merges = self._merges(part)
        try:
            yield from filled(_SheetReader(self).read(part), merges)
        except DAMAGED as error:
            raise Unreadable("damaged") from error

    def _find_sheets(self) -> None:
        targets: dict[str, str] = {}

        def relation(name: str, facts: dict[str, str]) -> None:
            if local(name) == "Relationship" and facts.get("Type", "").endswith("/worksheet"):
                target = facts.get("Target", "")
                targets[facts.get("Id", "")] = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)

        def sheet(name: str, facts: dict[str, str]) -> None:
            if local(name) == "workbookPr":
                self.from_1904 = facts.get("date1904") in {"1", "true"}
            elif local(name) == "sheet" and facts.get("state", "visible") == "visible":
                key = next((value for fact, value in facts.items() if local(fact) == "id"), "")
                if key in targets:
                    self.sheets[facts.get("name", "")] = posixpath.normpath(targets[key])

        self._walk("xl/_rels/workbook.xml.rels", relation)
        self._walk("xl/workbook.xml", sheet)

    def _walk(self, part: str, start: Handler) -> None:
        """Calls for each element of a small part; a part that is missing has none."""
        if part not in self.archive.namelist():
            return
        parser = parser_of_markup()
        parser.StartElementHandler = start
        try:
            with self.archive.open(part) as handle:
                while chunk := handle.read(CHUNK):
                    parser.Parse(chunk)
                parser.Parse(b"", True)
        except DAMAGED as error:
            raise Unreadable("damaged") from error

    def _merges(self, part: str) -> list[tuple[int, int, int, int]]:
        """First row, last row, first column, last column of each merged cell. They stand behind the rows in the file."""
        found: list[tuple[int, int, int, int]] = []
        rest = b""
        try:
            with self.archive.open(part) as handle:
                while chunk := handle.read(CHUNK):
                    rest += chunk
                    end = 0
                    for match in MERGED.finditer(rest):
                        (top, left), (bottom, right) = (_place(match[number].decode()) for number in (1, 2))
                        found.append((top, bottom, left, min(right, MAX_COLUMNS - 1)))
                        end = match.end()
                    rest = rest[max(end, len(rest) - 200) :]
        except DAMAGED as error:
            raise Unreadable("damaged") from error
        return sorted(found)

    @cached_property
    def strings(self) -> list[str]:
        """The shared texts."""
        return shared_texts(self.archive)

    @cached_property
    def formats(self) -> list[tuple[bool, int]]:
        """Of each cell style: whether it shows a date, and to how many digits it fills up with zeros (0: it does not)."""
        own: dict[int, str] = {}
        styles: list[int] = []
        inside = False

        def start(name: str, facts: dict[str, str]) -> None:
            nonlocal inside
            match local(name):
                case "numFmt":
                    own[int(facts.get("numFmtId", 0))] = facts.get("formatCode", "")
                case "cellXfs":
                    inside = True
                case "cellStyles":
                    inside = False
                case "xf" if inside:
                    styles.append(int(facts.get("numFmtId", 0)))

        self._walk("xl/styles.xml", start)
        return [_shape(number, own.get(number, "")) for number in styles]


def _shape(number: int, code: str) -> tuple[bool, int]:
    if not code:
        return number in DATE_FORMATS, 0
    bare = QUOTED.sub("", code.split(";")[0])
    if re.fullmatch(r"0{2,}", bare):
        return False, len(bare)
    return bool(re.search(r"[ymdeg]", bare, re.IGNORECASE)) and "general" not in bare.lower(), 0


class _SheetReader:
    """The rows of one sheet, as the parser comes by them."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.done: list[Row] = []
        self.row = Row(0, [])
        self.column = -1
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.inside = False
        self.reading = 0

    def read(self, part: str) -> Iterator[Row]:
        parser = parser_of_markup()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.words
        with self.book.archive.open(part) as handle:
            while chunk := handle.read(CHUNK):
                parser.Parse(chunk)
                yield from self.done
                self.done.clear()
            parser.Parse(b"", True)
        yield from self.done

    def start(self, name: str, facts: dict[str, str]) -> None:
        match local(name):
            case "c":
                self.column = _place(facts["r"])[1] if "r" in facts else self.column + 1
                self.kind, self.style = facts.get("t", "n"), facts.get("s", "")
                self.pieces.clear()
            case "v":
                self.inside = True
            case "t":
                self.inside = not self.reading
            case "rPh":
                self.reading += 1
            case "row":
                number = int(facts["r"]) if facts.get("r", "").isdecimal() else self.row.number + 1
                self.row, self.column = Row(number, []), -1
                if number > MAX_ROWS:
                    raise Unreadable("rows")

    def end(self, name: str) -> None:
        match local(name):
            case "v" | "t":
                self.inside = False
            case "rPh":
                self.reading -= 1
            case "c" if self.pieces and self.column < MAX_COLUMNS:
                text, mark = self.value("".join(self.pieces))
                self.row.put(self.column, text, mark)
            case "row" if self.row.cells:
                self.done.append(self.row)

    def words(self, text: str) -> None:
        if self.inside:
            self.pieces.append(text)

    def value(self, raw: str) -> tuple[str, str]:
        """What the cell shows, and a mark where that is not simply what is stored."""
        match self.kind:
            case "s":
                place = int(raw) if raw.isdecimal() else -1
                if not 0 <= place < len(self.book.strings):
                    raise Unreadable("damaged")
                return _plain(self.book.strings[place]), ""
            case "inlineStr" | "str":
                return _plain(raw), ""
            case "b":
                return ("TRUE" if raw == "1" else "FALSE"), ""
            case "e":
                return raw, "error"
            case "d":
                return raw[:10], ""
        place = int(self.style) if self.style.isdecimal() else -1
        is_day, digits = self.book.formats[place] if 0 <= place < len(self.book.formats) else (False, 0)
        if is_day and (day := serial_day(raw, from_1904=self.book.from_1904)):
            return day.isoformat(), ""
        text, mark = number_text(raw)
        return (text.zfill(digits), "zeros") if len(text) < digits and text.isdecimal() else (text, mark)


def _plain(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
