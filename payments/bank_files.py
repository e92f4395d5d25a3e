"""Reads what a bank says has come in: a CSV of the account (UTF-8 or CP932), or the fixed format 全銀 振込入金通知.

A file is read whole or refused: one that was cut off in the middle would hide payments.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from home import japanese_dates

DAY = ("勘定日", "取引日", "お取引日", "取扱日", "入金日", "日付", "年月日")
AMOUNT = ("入金金額", "入金額", "お預入金額", "お預入れ額", "お預り金額", "預入金額", "入金", "振込金額", "金額")
PAYER = ("振込依頼人名", "依頼人名", "振込人名", "お取引内容", "摘要内容", "内容", "摘要")
ENCODINGS = ("utf-8-sig", "cp932")
RECORD = 200
REIWA = 2018
MOST_LINES = 5_000


class Unreadable(Exception):
    """The file is refused. `code` says why, `line` where (from 1; 0 for the file as a whole)."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(f"{code} (line {line})")
        self.code, self.line = code, line


@dataclass(frozen=True)
class Received:
    """Money that came in: the day by the bank, yen, the payer as the bank writes her."""

    day: date
    amount: int
    payer: str


def read(content: bytes, *, today: date) -> list[Received]:
    """What came in, in the order of the file. Raises Unreadable."""
    text = _decoded(content)
    lines = _fixed(content) if re.match(r"1\d\d\d{6}", text) and "," not in text[:RECORD] else _table(text)
    for place, line in enumerate(lines, 1):
        if line.day > today:
            raise Unreadable("future", place)
    if not lines:
        raise Unreadable("nothing")
    if len(lines) > MOST_LINES:
        raise Unreadable("too_many")
    return lines


def keys(lines: Iterable[Received]) -> list[str]:
    """A hash for each line, the same whenever the same line is read again; equal payments of a day are counted through."""
    seen: Counter[Received] = Counter()
    found = []
    for line in lines:
        seen[line] += 1
        words = f"{line.day.isoformat()}|{line.amount}|{unicodedata.normalize('NFKC', line.payer)}|{seen[line]}"
        found.append(hashlib.sha256(words.encode()).hexdigest())
    return found


def _decoded(content: bytes) -> str:
    cut = False
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            cut = error.end >= len(content)  # the last character is half a one
    raise Unreadable("cut" if cut else "encoding")


def _table(text: str) -> list[Received]:
    if not text.endswith(("\n", "\r")):  # banks end each line; the last one here was cut
        raise Unreadable("cut", text.count("\n") + 1)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:  # a quotation that never ends
        raise Unreadable("cut", text.count("\n")) from error
    head = next((place for place, row in enumerate(rows) if _column(row, DAY) >= 0 and _column(row, AMOUNT) >= 0), None)
    if head is None:
        raise Unreadable("columns")
    day, amount, payer = (_column(rows[head], names) for names in (DAY, AMOUNT, PAYER))
    if payer < 0:
        raise Unreadable("columns", head + 1)
    found = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(rows[head]):
            raise Unreadable("cut", number)
        if yen := _yen(row[amount], number):  # a line without it tells of money that went out
            found.append(Received(_day(row[day], number), yen, " ".join(row[payer].split())))
    return found


def _column(row: Sequence[str], names: Sequence[str]) -> int:
    """The place of the first of the names that stands in the row; -1 without any."""
    labels = [re.sub(r"\(.*|\s", "", unicodedata.normalize("NFKC", cell)) for cell in row]
    return next((labels.index(name) for name in names if name in labels), -1)


def _yen(cell: str, line: int) -> int:
    plain = re.sub(r"[,\s円¥\\]", "", unicodedata.normalize("NFKC", cell))
    if not plain:
        return 0
    if not plain.isascii() or not plain.isdigit():
        raise Unreadable("amount", line)
    return int(plain)


def _day(cell: str, line: int) -> date:
    plain = unicodedata.normalize("NFKC", cell).strip()
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        return japanese_dates.read_date(plain)
    except (japanese_dates.Unreadable, japanese_dates.NoSuchDay) as error:
        raise Unreadable("day", line) from error


# Source: 全銀協制定フォーマット「振込入金通知」 as banks publish it (阿波銀行): records of 200 bytes; data record:
# kind 1, inquiry number 6, day 6 (YYMMDD, era), value day 6, amount 10, of it checks 10, payer's code 10, payer's name 48,
# bank 15, branch 15, cancelled 1, EDI 20, filler; trailer: kind 8, how many 6, how much 12, cancelled 6 and 12.


def _fixed(content: bytes) -> list[Received]:
    records = [record for record in re.split(rb"\r\n|\n|\r", content.rstrip(b"\x1a\r\n")) if record]
    if len(records) == 1:
        records = [content[place : place + RECORD] for place in range(0, len(content.rstrip(b"\x1a\r\n")), RECORD)]
    if any(len(record) != RECORD for record in records) or records[-1][:1] != b"9":
        raise Unreadable("cut", len(records))
    if records[0][1:3] != b"01":
        raise Unreadable("kind")
    found: list[Received] = []
    for number, record in enumerate(records, 1):
        if record[:1] == b"2":
            if record[127:128] not in (b" ", b"0"):
                raise Unreadable("cancelled", number)
            found.append(_record(record, number))
        elif record[:1] == b"8":
            said = _digits(record[1:7], number), _digits(record[7:19], number)
            if said != (len(found), sum(line.amount for line in found)):
                raise Unreadable("sum", number)
    return found


def _record(record: bytes, number: int) -> Received:
    year, month, day = (_digits(record[place : place + 2], number) for place in (7, 9, 11))
    try:
        when = date(REIWA + year, month, day)
    except ValueError as error:
        raise Unreadable("day", number) from error
    return Received(when, _digits(record[19:29], number), " ".join(record[49:97].decode("cp932").split()))


def _digits(raw: bytes, line: int) -> int:
    if not raw.strip().isdigit():
        raise Unreadable("amount", line)
    return int(raw)
