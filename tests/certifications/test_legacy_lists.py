"""Three lists as offices have kept them, as files: what becomes of each row, and what is said of it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.imports import KINDS
from certifications.models import Certificate
from home import list_exports
from home.actions import import_files, imports
from home.list_words import say
from organizations.models import Area
from tests.certifications import making
from tests.certifications.legacy import make
from tests.certifications.test_imports import checked
from tests.organizations.lists import outcomes, upload

WARDS = {"中原区": "nakahara", "高津区": "takatsu", "多摩区": "tama", "幸区": "saiwai", "宮前区": "miyamae"}


@pytest.fixture(autouse=True)
def _wards(db):
    for name, code in WARDS.items():
        Area.objects.get_or_create(code=code, defaults={"name_ja": name, "name_en": code.title()})


def brought(name, by, kind="certificates", **said):
    data = (make.HERE / name).read_bytes()
    return checked(SimpleUploadedFile(name, data, "application/octet-stream"), by, kind, **said)


def refusals(run):
    return {row.number: [note["code"] for note in row.refusals] for row in run.rows.order_by("number") if row.refusals}


def test_files_are_what_the_script_makes():
    assert {name: (make.HERE / name).read_bytes() == made() for name, made in make.FILES.items()} == dict.fromkeys(
        make.FILES, True
    )


def test_workbook_with_merged_cells_and_a_head_of_two_rows(secretary, program):
    run = brought("merged-cells.xlsx", secretary)

    assert (run.head["labels"][4:], run.for_all) == (
        ["製品 › 区分", "認証 › 年度", "認証 › 年月日", "有効期間 › 満了日"], {"program": "kis"},
    )  # fmt: skip
    assert outcomes(run) == [
        (6, "new"), (7, "new"), (8, "new"), (9, "new"), (10, "refused"), (11, "new"), (12, "skipped"), (13, "skipped"),
    ]  # fmt: skip
    assert refusals(run) == {10: ["level"]}
    assert [(note["code"], note["column"]) for note in run.rows.get(number=7).notes] == [
        ("merged", "事業者"),
        ("kana", "製品 › 名称"),
        ("merged", "認証 › 年度"),
        ("era", "認証 › 年度"),
        ("era", "認証 › 年月日"),
        ("holder_unknown", "事業者"),
    ]
    imports.write(run, leave_out=True, by=secretary)
    imports.perform_write(run, by=secretary)
    made = {each.number: each for each in Certificate.objects.all()}
    assert {number: (each.name_ja, each.holder_ja, each.level.code, str(each.issued_on)) for number, each in made.items()} == {
        "KIS-2019-001": ("歩行車ユウユウ", "㈱髙橋精工", "standard", "2019-10-01"),
        "KIS-2019-002": ("歩行車ユウユウ II", "㈱髙橋精工", "standard", "2019-10-01"),
        "KIS-2019-003": ("座面クッション", "㈱髙橋精工", "premium", "2019-10-01"),
        "KIS-2020-001": ("手すり−A", "有限会社　みなと工業", "standard", "2020-10-01"),
        "KIS-2020-002": ("食器", "有限会社　みなと工業", "standard", "2020-10-01"),
    }
    assert all(each.entry.slug == number.lower() for number, each in made.items())


def test_text_file_of_an_old_program(secretary, program):
    run = brought("old-program.csv", secretary, level="standard")

    assert run.encoding == "cp932"
    assert refusals(run) == {
        4: ["day"], 5: ["end_before_beginning"], 6: ["ward"], 7: ["holder_missing"], 8: ["since_missing"],
    }  # fmt: skip
    assert [say(row.refusals[0]) for row in run.rows.filter(number__in=[4, 8]).order_by("number")] == [
        "認証日: 日付として読み取れません：27.10.1",
        "状態: いつからその状態かが書かれていません",
    ]
    imports.write(run, leave_out=True, by=secretary)
    imports.perform_write(run, by=secretary)
    assert list(Certificate.objects.order_by("number").values_list("number", "state", "area__code", "valid_until")) == [
        ("KIS-2015-001", "active", "nakahara", date(2018, 9, 30)),
        ("KIS-2015-002", "surrendered", "nakahara", None),
    ]


def test_what_is_given_out_for_an_old_program_says_what_it_loses(secretary, program):
    rows = [["認証番号", "製品名", "企業名", "認証日"], ["KIS-2020-001", "𠮷野の手すり〜A−1", "髙橋精工", "R2.10.1"]]
    run = checked(upload(rows), secretary, level="standard")
    imports.write(run, by=secretary)
    imports.perform_write(run, by=secretary)

    [kind, _masters] = KINDS
    given = b"".join(list_exports.csv_cp932(kind, secretary)).decode("cp932")
    assert "〓野の手すり～A－1" in given
    assert [(loss.row, loss.sign, loss.instead, loss.lost) for loss in list_exports.losses_in(kind, secretary)] == [
        (2, "𠮷", "〓", True),
        (2, "〜", "～", False),
        (2, "−", "－", False),
    ]


def test_workbook_with_columns_in_other_words(db):
    officer = making.office(making.program("meister"), "meister-office")

    run = brought("other-words.xlsx", officer, kind="masters")

    assert (run.sheet, run.for_all) == ("台帳", {"fiscal_year": "2017"})
    assert [run.columns.get(str(column)) for column in range(6)] == [
        None, "name_ja", "name_kana", "category", "area", "issued_on",
    ]  # fmt: skip
    assert refusals(run) == {4: ["category"], 5: ["category"], 8: ["category"], 9: ["day_incomplete"]}
    facts = run.rows.get(number=7).facts
    assert (facts["fiscal_year"], facts["category"], "area" in facts) == (2018, "woodwork", False)
    assert [row.number for row in run.rows.filter(outcome="skipped")] == [6]
    without = {int(column): name for column, name in run.columns.items() if name != "category"}
    imports.check(run, columns=without, for_all=run.for_all, by=officer)
    imports.perform_check(run)
    assert refusals(run) == {9: ["day_incomplete"]}
    again = import_files.receive(
        SimpleUploadedFile("b.xlsx", (make.HERE / "other-words.xlsx").read_bytes(), "application/octet-stream"),
        kind="masters",
        by=officer,
    )
    assert ("category" in again.columns.values(), again.head["remembered"]) == (False, True)
