"""Reads a CSV or TSV file row by row in whatever encoding Japanese offices save it."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from home.lists.rows import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Unreadable

CHUNK = 262_144
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CANDIDATES = ("utf-8", "cp932", "euc_jis_2004")
JIS_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
DELIMITERS = ",\t;"


def encoding_of(path: Path) -> str:
    """utf-8-sig, utf-16, utf-8, cp932, iso2022_jp or euc_jis_2004: the first in which every byte of the file is sound.

    Raises Unreadable where none is.
    """
    with path.open("rb") as handle:
        head = handle.read(CHUNK)
    for mark, name in BOMS:
        if head.startswith(mark):
            return _sound(path, (name,))
    if any(escape in head for escape in JIS_ESCAPES):
        return _sound(path, ("iso2022_jp_ext", *CANDIDATES))
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) * 4 > len(head):
        return _sound(path, ("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be",))
    return _sound(path, CANDIDATES)


def _sound(path: Path, names: tuple[str, ...]) -> str:
    for name in names:
        decoder = codecs.getincrementaldecoder(name)()
        try:
            with path.open("rb") as handle:
                while chunk := handle.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeError:
            continue
        return name
    raise Unreadable("encoding")


def delimiter_of(sample: str) -> str:
    """The sign between cells: the one that most lines of the sample have most of, outside quotes."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for character in sample:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in counts:
            counts[character] += 1
    return max(DELIMITERS, key=lambda sign: counts[sign])


def rows(path: Path, encoding: str) -> Iterator[Row]:
    """The lines that have cells, numbered as the records of the file. Raises Unreadable."""
    csv.field_size_limit(MAX_CELL * 4)
    try:
        with path.open(encoding=encoding, newline="") as handle:
            delimiter = delimiter_of(handle.read(8_192))
            handle.seek(0)
            for number, cells in enumerate(csv.reader(handle, delimiter=delimiter), start=1):
                if number > MAX_ROWS:
                    raise Unreadable("rows")
                if any(cells):
                    yield Row(number, [cell[:MAX_CELL] for cell in cells[:MAX_COLUMNS]])
    except csv.Error as error:
        raise Unreadable("damaged") from error
    except UnicodeError as error:
        raise Unreadable("encoding") from error
