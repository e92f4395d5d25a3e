import pytest

from home.lists import headers
from home.lists.rows import Row

SYNONYMS = {
    "name": ["企業名", "名称"],
    "number": ["認定番号"],
    "phone": ["電話番号"],
    "zip": ["郵便番号"],
    "address": ["住所", "所在地"],
}


def rows(*lines):
    return [Row(number, list(line)) for number, line in enumerate(lines, start=1)]


def test_head_is_found_below_title_lines():
    head = headers.find(
        rows(
            ["令和７年度 認定企業一覧"],
            [""],
            ["", "", "令和8年4月1日現在"],
            ["No.", "企 業 名", "認定番号※", "ＴＥＬ"],
            ["1", "ひかり", "7-1", "044"],
        ),
        SYNONYMS | {"phone": ["電話番号", "TEL"]},
    )

    assert (head.first, head.last, head.columns) == (4, 4, {1: "name", 2: "number", 3: "phone"})


def test_head_of_two_rows_is_read_as_one():
    above = Row(2, ["企業名", "所在地", "所在地", "電話番号"], {2: "across"})
    below = Row(3, ["", "郵便番号", "住所", ""])

    head = headers.find([Row(1, ["一覧"]), above, below, Row(4, ["ひかり", "2100007", "川崎区", "044"])], SYNONYMS)

    assert (head.first, head.last) == (2, 3)
    assert head.columns == {0: "name", 1: "zip", 2: "address", 3: "phone"}


def test_rows_of_data_are_no_head():
    assert headers.find(rows(["ひかり", "7-1"], ["みなと", "7-2"]), SYNONYMS) is None


@pytest.mark.parametrize(
    ("label", "synonym", "enough"),
    [
        ("企業名（正式名称）", "企業名", True),
        ("事業者の名称", "名称", True),
        ("認証・認定番号", "認定番号", True),
        ("備考", "企業名", False),
        ("電話", "郵便番号", False),
    ],
)
def test_likeness_of_labels(label, synonym, enough):
    assert (headers.likeness(label, synonym) >= headers.ENOUGH) is enough


def test_lists_of_the_same_form_are_known_again():
    assert headers.signature(["企業名", "電話 番号", ""]) == headers.signature(["企業名　", "電話番号"])
    assert headers.signature(["企業名", "電話"]) != headers.signature(["電話", "企業名"])
