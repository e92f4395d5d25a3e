import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from home.lists.files import opened
from home.lists.rows import Unreadable
from tests.home.lists import sheets


def test_cells_are_read_as_they_are_shown(tmp_path):
    rows = [["名称", "番号", "年", "資本金", "日付"], ["ひかり", 12, 2017.0, 10.5, date(2017, 4, 1)]]
    path = sheets.book(tmp_path / "a.xlsx", rows, formats=[("B2", "00000"), ("E2", "yyyy/m/d")])

    read = sheets.rows_of(path)[1]

    assert read.cells == ["ひかり", "00012", "2017", "10.5", "2017-04-01"]
    assert read.marks == {1: "zeros"}


def test_digits_that_a_spreadsheet_has_lost_are_marked(tmp_path):
    path = sheets.book(tmp_path / "a.xlsx", [[1234567890123, 1.2345678901234567e16]])

    read = sheets.rows_of(path)[0]

    assert read.cells[0] == "1234567890123"
    assert read.marks == {1: "rounded"}


def test_japanese_era_formats_are_days(tmp_path):
    path = sheets.book(
        tmp_path / "a.xlsx",
        [[date(2017, 4, 1), date(2019, 5, 1)]],
        formats=[("A1", '[$-411]ggge"年"m"月"d"日"'), ("B1", "m/d/yyyy h:mm")],
    )

    assert sheets.rows_of(path)[0].cells == ["2017-04-01", "2019-05-01"]


def test_merged_cells_count_for_each_of_their_rows(tmp_path):
    rows = [["社名", "製品", "区"], ["ひかり", "甲", "中原区"], [None, "乙", None], [None, "丙", None]]
    path = sheets.book(tmp_path / "a.xlsx", rows, merges=["A2:A4"])

    read = sheets.rows_of(path)

    assert [row.text(0) for row in read[1:]] == ["ひかり", "ひかり", "ひかり"]
    assert [row.marks.get(0) for row in read[1:]] == [None, "merged", "merged"]
    assert [row.own(2) for row in read[1:]] == ["中原区", "", ""]


def test_what_spreads_to_the_right_is_no_text_of_its_own(tmp_path):
    path = sheets.book(tmp_path / "a.xlsx", [["所在地", None, "電話"]], merges=["A1:B1"])

    row = sheets.rows_of(path)[0]

    assert (row.text(1), row.own(1), row.filled) == ("所在地", "", [0, 2])


def test_readings_beside_a_text_are_left_out(tmp_path):
    path = sheets.book(tmp_path / "a.xlsx", [["川崎"]])
    replaced = tmp_path / "b.xlsx"
    _rewrite(path, replaced, "xl/sharedStrings.xml", "<t>川崎</t>", '<t>川崎</t><rPh sb="0" eb="2"><t>カワサキ</t></rPh>')

    assert sheets.rows_of(replaced)[0].cells == ["川崎"]


def test_a_document_type_is_refused(tmp_path):
    path = sheets.book(tmp_path / "a.xlsx", [["川崎"]])
    replaced = tmp_path / "b.xlsx"
    _rewrite(path, replaced, "xl/worksheets/sheet1.xml", "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')

    with pytest.raises(Unreadable) as caught:
        sheets.rows_of(replaced)

    assert caught.value.code == "damaged"


def test_hidden_sheets_are_not_offered(tmp_path):
    made = Workbook()
    made.active.title = "一覧"
    made.create_sheet("作業").sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")

    with opened(tmp_path / "a.xlsx") as source:
        assert source.names == ["一覧"]


cells = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
        lambda text: text.strip() and not text.startswith("=") and "_x" not in text and not set(text) & {"\ufffe", "\uffff"}
    ),
    st.integers(-(10**14), 10**14),
    st.none(),
)


@given(rows=st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=8))
def test_what_was_written_is_read(rows, tmp_path_factory):
    path = sheets.book(tmp_path_factory.mktemp("books") / "a.xlsx", rows)

    read = {row.number: row for row in sheets.rows_of(path)}

    for number, row in enumerate(rows, start=1):
        found = [read[number].text(column) if number in read else "" for column in range(len(row))]
        assert found == ["" if value is None else str(value) for value in row]


def _rewrite(source, target, part, old, new):
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for member in before.infolist():
            data = before.read(member)
            if member.filename == part:
                text = data.decode()
                assert old in text
                data = text.replace(old, new).encode()
            after.writestr(member, data)


@pytest.mark.parametrize(
    ("part", "said", "instead"),
    [
        ("xl/styles.xml", 'numFmtId="0"', 'numFmtId="x"'),
        ("xl/worksheets/sheet1.xml", 'row r="1"', f'row r="{"9" * 5_000}"'),
    ],
)
def test_what_is_no_number_where_one_should_stand_is_damage(tmp_path, part, said, instead):
    path = sheets.book(tmp_path / "a.xlsx", [[1]], formats=[("A1", "0.00")])
    replaced = tmp_path / "b.xlsx"
    _rewrite(path, replaced, part, said, instead)

    with pytest.raises(Unreadable) as caught:
        sheets.rows_of(replaced)

    assert caught.value.code == "damaged"
