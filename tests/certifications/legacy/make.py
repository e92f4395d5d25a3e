"""Writes the lists in this folder: python -m tests.certifications.legacy.make. They are kept as files, as offices send them."""

import csv
import io
import os
import re
import zipfile
from pathlib import Path

os.environ["OPENPYXL_LXML"] = "False"  # which writes the same, a little otherwise, where it is installed

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).parent
THIN = Side(style="thin")
STAMP = re.compile(rb"(W3CDTF\">)[^<]*<")
MERGED = [
    ["令和５年４月１日現在", "", "", "", "", "", "", ""],
    ["かわさき基準（ＫＩＳ）認証製品一覧", "", "", "", "", "", "", ""],
    [],
    ["", "認証番号", "事業者", "製品", "", "認証", "", "有効期間"],
    ["", "", "", "名称", "区分", "年度", "年月日", "満了日"],
    ["", "KIS-2019-001", "㈱髙橋精工", "歩行車ﾕｳﾕｳ", "認証", "令和元年度", "R1.10.1", "なし"],
    ["", "KIS-2019-002", "", "歩行車ﾕｳﾕｳ II", "認証", "", "R1.10.1", "なし"],
    ["", "KIS-2019-003", "", "座面クッション", "KISプレミアム", "", "令和元年１０月１日（火）", "なし"],
    ["", "KIS-2020-001", "有限会社　みなと工業", "手すり−A", "認証", "Ｒ２", 44105, "2023/9/30"],
    ["", "KIS-2020-002", "有限会社　みなと工業", "食器", "優良", "Ｒ２", 44105, "2023/9/30"],
    ["", "KIS-2020-002", "有限会社　みなと工業", "食器", "認証", "Ｒ２", "20201001", "R5.9.30まで"],
    ["", "合計", "", "", "", "", "", "6"],
    ["", "※ KISプレミアムは★印で表示していたものを改めた。", "", "", "", "", "", ""],
]
MERGES = ["A2:H2", "D4:E4", "F4:G4", "B4:B5", "C4:C5", "C6:C8", "F6:F8", "B13:H13"]
TEXT = [
    ["製品名", "会社名", "認証番号", "認証日", "認証期間", "区", "状態", "異動日", "ＵＲＬ"],
    [
        "ベッド用手すり",
        "(株)ひかり",
        "KIS-2015-001",
        "平成27年10月1日",
        "H27.10.1～H30.9.30",
        "川崎市中原区",
        "",
        "",
        "hikari.example",
    ],
    [
        "見守りｾﾝｻｰ",
        "(株)ひかり",
        "KIS-2015-002",
        "平27.10.1",
        "H27.10.1～",
        "中原",
        "返納",
        "平成29年3月31日",
        "http://hikari.example/s",
    ],
    ["スロープ", "多摩福祉機器", "KIS-2015-003", "27.10.1", "H27.10.1～H30.9.30", "多摩区", "", "", ""],
    ["シャワーいす", "多摩福祉機器", "KIS-2016-001", "平成28年10月1日", "平成28年10月1日～平成27年9月30日", "高津区", "", "", ""],
    ["食事用エプロン", "多摩福祉機器", "KIS-2016-002", "平成28年10月1日", "", "横浜市", "", "", ""],
    ["杖", "", "KIS-2016-003", "平成28年10月1日", "", "高津区", "", "", ""],
    ["杖ホルダー", "多摩福祉機器", "KIS-2016-004", "平成28年10月1日", "", "高津区", "取消し", "", ""],
    ["計 7件", "", "", "", "", "", "", "", ""],
]
OTHER = {
    "はじめに": [["この台帳は各年度の認定をまとめたものです。"], ["問合せ: 経済労働局"]],
    "台帳": [
        ["川崎市　匠の台帳"],
        ["■平成29年度"],
        ["№", "お名前", "よみがな", "技能", "お住まいの区", "表彰日"],
        [1, "渡邊　一郎", "ﾜﾀﾅﾍﾞ ｲﾁﾛｳ", "金属加工", "幸区", "平成29年11月3日"],
        [2, "𠮷田 花子", "よしだ はなこ", "〃", "〃", "〃"],
        ["■平成３０年度"],
        [1, "佐藤　次郎", "", "木工・家具", "市外", "平成30年11月3日"],
        [2, "佐藤　三郎", "", "宮大工", "宮前区", "平成30年11月3日"],
        [3, "鈴木　四郎", "", "木工・家具", "宮前区", "平成30年11月"],
    ],
}


def merged():
    """XLSX: titles above, a head of two rows, merged cells, a blank column, sums and a remark below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "一覧"
    for row in MERGED:
        sheet.append([value if value != "" else None for value in row])
    for place in MERGES:
        sheet.merge_cells(place)
    for cell in (*sheet[4], *sheet[5]):
        cell.font, cell.border, cell.alignment = Font(bold=True), Border(top=THIN, bottom=THIN), Alignment(horizontal="center")
    for row in (9, 10):
        sheet.cell(row, 7).number_format = '[$-411]ggge"年"m"月"d"日"'
    return packed(book)


def text():
    """CSV as old office programs write it."""
    handle = io.StringIO()
    csv.writer(handle, lineterminator="\r\n").writerows(TEXT)
    return handle.getvalue().encode("cp932")


def other():
    """XLSX: several sheets, columns in other words, years in lines between the rows, ditto marks."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in OTHER.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return packed(book)


def packed(book):
    """The same bytes every time."""
    first, out = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            data = (
                STAMP.sub(rb"\g<1>2024-04-01T00:00:00Z<", source.read(name)) if name == "docProps/core.xml" else source.read(name)
            )
            target.writestr(zipfile.ZipInfo(name, (2024, 4, 1, 0, 0, 0)), data)
    return out.getvalue()


FILES = {"merged-cells.xlsx": merged, "old-program.csv": text, "other-words.xlsx": other}

if __name__ == "__main__":
    for name, make in FILES.items():
        (HERE / name).write_bytes(make())
