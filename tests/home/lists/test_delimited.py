from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.lists import delimited
from home.lists.rows import Unreadable
from tests.home.lists import sheets

TEXT = "企業名,電話\r\n〜ひかり機工,044-000\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "iso2022_jp", "euc_jp"])
def test_every_encoding_that_offices_use_is_told(tmp_path, encoding):
    text = TEXT.replace("〜", "～") if encoding == "cp932" else TEXT.replace("〜", "")
    path = tmp_path / "a.csv"
    path.write_bytes((text * 40).encode(encoding))

    assert sheets.rows_of(path)[0].cells == ["企業名", "電話"]
    assert sheets.rows_of(path)[1].cells[1] == "044-000"


def test_machine_dependent_signs_of_cp932_are_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("①髙﨑,㈱,Ⅲ\n".encode("cp932"))

    assert sheets.rows_of(path)[0].cells == ["①髙﨑", "㈱", "Ⅲ"]


def test_bytes_of_no_encoding_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xff\x80\x81,\xfe\n")

    with pytest.raises(Unreadable) as caught:
        sheets.rows_of(path)

    assert caught.value.code == "encoding"


@pytest.mark.parametrize(("sample", "sign"), [("a,b\nc,d", ","), ("a\tb\nc\td", "\t"), ('"a,b,c";d\ne;f', ";")])
def test_delimiter_is_what_stands_outside_of_quotes(sample, sign):
    assert delimited.delimiter_of(sample) == sign


def test_an_empty_file_is_no_list(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"")

    with pytest.raises(Unreadable) as caught:
        sheets.rows_of(path)

    assert caught.value.code == "empty"


@given(data=st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("lists") / "a"
    path.write_bytes(data)

    with suppress(Unreadable):
        assert all(isinstance(cell, str) for row in sheets.rows_of(path) for cell in row.cells)
