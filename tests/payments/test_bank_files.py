from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments import bank_files
from payments.bank_files import Received, Unreadable

TODAY = date(2026, 11, 21)
HEAD = "日付,お取引内容,お支払金額,お預り金額,残高\r\n"
ROWS = (
    '2026/11/18,"ﾌﾘｺﾐ ｶ)ﾀﾁﾊﾞﾅｾｲｷ",,"5,500","105,500"\r\n'
    "令和8年11月19日,手数料,440,,105060\r\n"
    "20261120,振込 タマデンシ（ユ,, 5060 ,110120\r\n"
)
WHOLE = "照会結果\r\n" + HEAD + ROWS
EXPECTED = [
    Received(date(2026, 11, 18), 5_500, "ﾌﾘｺﾐ ｶ)ﾀﾁﾊﾞﾅｾｲｷ"),
    Received(date(2026, 11, 20), 5_060, "振込 タマデンシ（ユ"),
]


def read(content):
    return bank_files.read(content, today=TODAY)


def refused(content):
    with pytest.raises(Unreadable) as refusal:
        read(content)
    return refusal.value.code, refusal.value.line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_table_is_read_in_each_encoding(encoding):
    assert read(WHOLE.encode(encoding)) == EXPECTED


@given(st.integers(1, len(WHOLE.encode("cp932")) - 1))
def test_a_file_that_is_cut_is_refused_or_lacks_whole_lines_only(length):
    # Nobody can tell a file that was cut between two lines; in the middle of one, nothing of it is taken.
    content = WHOLE.encode("cp932")[:length]
    try:
        found = read(content)
    except Unreadable as refusal:
        found, why = [], refusal.code
    else:
        why = "" if content.endswith((b"\r", b"\n")) else "cut line taken"

    assert found == EXPECTED[: len(found)]
    assert why in {"", "cut", "columns", "nothing"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (WHOLE.encode("cp932")[:-15], ("cut", 5)),
        (WHOLE.encode("cp932")[:-20], ("cut", 0)),
        (WHOLE.encode("euc_jp"), ("encoding", 0)),
        ((HEAD + "2026/11/18,x,,5500,1\r\n2026/11/18,x\r\n").encode(), ("cut", 3)),
        ((HEAD + '2026/11/18,"x,,5500,1\r\n').encode(), ("cut", 2)),
        ((HEAD + "2026/11/18,x,,5.5,1\r\n").encode(), ("amount", 2)),
        ((HEAD + "2026/13/18,x,,5500,1\r\n").encode(), ("day", 2)),
        ((HEAD + "2026/11/22,x,,5500,1\r\n").encode(), ("future", 1)),
        (HEAD.encode(), ("nothing", 0)),
        (b"a,b,c\r\n1,2,3\r\n", ("columns", 0)),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content, why):
    assert refused(content) == why


def fixed(*payments, count=None, total=None, end="\r\n"):
    """A file of the fixed format."""
    records = ["1010081120081120081120" + "0172" + "ｱﾜ".ljust(15)]
    for day, amount, payer, cancelled in payments:
        records.append(f"2000001{day}{day}{amount:010}{0:010}{0:010}{payer:<48}{'ﾐﾅﾄ':<15}{'ﾎﾝﾃﾝ':<15}{cancelled}")
    count = len(payments) if count is None else count
    total = sum(row[1] for row in payments) if total is None else total
    records += [f"8{count:06}{total:012}{0:06}{0:012}", "9"]
    return end.join(record.ljust(200) for record in records).encode("cp932") + end.encode()


TWO = (("081118", 5_500, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ", " "), ("081120", 440, "ﾊﾅｺ", "0"))


@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
def test_the_fixed_format_is_read(end):
    assert read(fixed(*TWO, end=end)) == [
        Received(date(2026, 11, 18), 5_500, "ｶ)ﾀﾁﾊﾞﾅｾｲｷ"),
        Received(date(2026, 11, 20), 440, "ﾊﾅｺ"),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (fixed(*TWO)[:-300], "cut"),
        (fixed(*TWO, end="")[:-200], "cut"),
        (fixed(*TWO, count=3), "sum"),
        (fixed(*TWO, total=1), "sum"),
        (fixed(("081118", 5_500, "x", "1")), "cancelled"),
        (fixed(("261118", 5_500, "x", " ")), "future"),
        (fixed(*TWO).replace(b"101008", b"103008", 1), "kind"),
    ],
)
def test_a_fixed_file_that_does_not_hold_is_refused(content, why):
    assert refused(content)[0] == why


def test_keys_tell_equal_payments_apart_and_know_them_again():
    twice = [EXPECTED[0], EXPECTED[0], EXPECTED[1]]

    assert len(set(bank_files.keys(twice))) == 3
    assert bank_files.keys(twice) == bank_files.keys(list(twice))
