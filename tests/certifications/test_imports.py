"""Certificates of earlier years from a list: they become register entries, with events of their own days."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certifications.actions import certificates
from certifications.certificate_permissions import is_holder, may_keep
from certifications.imports import KINDS
from certifications.models import Certificate, CertificateEvent, NumberSeries, Subject
from home import clock, list_exports
from home.actions import import_files, imports
from home.list_words import say
from home.models import Letter
from organizations.models import Membership
from tests.certifications import making
from tests.certifications.listing import HEAD, checked, codes_of, written
from tests.organizations.lists import XLSX, outcomes, text_file, upload


def test_a_list_becomes_certificates_with_entries(secretary, program, ward):
    level = program.levels.get(code="standard")
    rows = [
        ["令和3年度 認証製品一覧"],
        HEAD[:6],
        ["ＫＩＳ－２０２１－００７", "歩行車ゆうゆう", "㈱ひかり", "中原区", "令和3年10月1日", "R6.9.30"],
    ]

    run = written(upload(rows), secretary, level="standard")

    [made] = Certificate.objects.all()
    assert (run.state, run.problem) == ("done", "")
    assert (made.number, made.name_ja, made.holder_ja, made.area, made.level) == (
        "KIS-2021-007", "歩行車ゆうゆう", "㈱ひかり", ward, level,
    )  # fmt: skip
    assert (made.origin, made.decision, made.round, made.application) == ("list", None, None, None)
    assert (made.fiscal_year, made.issued_on, made.valid_until) == (2021, date(2021, 10, 1), date(2024, 9, 30))
    assert [(event.action, str(event.effective_on)) for event in made.history.order_by("seq")] == [
        ("certificate.import", "2021-10-01"),
        ("certificate.expire", "2024-10-01"),
    ]
    assert made.entry.slug == "kis-2021-007"


def test_what_ended_otherwise_keeps_its_days(secretary, program, ward):
    rows = [
        HEAD,
        ["KIS-2020-001", "座面", "ひかり", "中原区", "2020/10/1", "", "取消", "R3.6.1"],
        ["KIS-2020-002", "手すり", "ひかり", "中原区", "20201001", "", "返納", 44713],
        ["KIS-2020-003", "食器", "ひかり", "中原区", "44105", "", "有効", ""],
    ]

    written(upload(rows), secretary, level="standard")

    made = {each.number[-3:]: each for each in Certificate.objects.all()}
    assert {number: each.state for number, each in made.items()} == {"001": "withdrawn", "002": "surrendered", "003": "active"}
    days = (date(2020, 9, 30), date(2020, 10, 1), date(2021, 5, 31), date(2021, 6, 1))
    assert [made["001"].status_on(day) for day in days] == ["not_yet", "valid", "valid", "withdrawn"]
    assert made["002"].state_since == date(2022, 6, 1)
    assert set(Certificate.objects.valid_on(date(2021, 1, 1))) == set(made.values())
    assert list(Certificate.objects.valid_on(date(2022, 12, 1))) == [made["003"]]


def test_each_row_says_why_it_is_refused(secretary, program, ward):
    rows = [
        [*HEAD, "年度", "区分"],
        ["KIS-2020-001", "座面", "ひかり", "江東区", "R2.10.1", "", "", "", "", "認証"],
        ["KIS-2020-002", "手すり", "ひかり", "", "R2.10.1", "R2.9.30", "", "", "", "認証"],
        ["KIS-2020-003", "食器", "ひかり", "", "R2.10.1", "", "取消", "", "", "認証"],
        ["KIS-2020-004", "杖", "ひかり", "", "R2.10.1", "", "", "", "H27", "認証"],
        ["KIS-2020-005", "枕", "", "", "R2.10.1", "", "", "", "", "認証"],
        ["KIS-2020-006", "いす", "ひかり", "", "", "", "", "", "", "認証"],
        ["KIS-2020-007", "机", "ひかり", "", "R9.10.1", "", "", "", "", "認証"],
        ["KIS-2020-008", "棚", "ひかり", "", "R2.10.1", "", "満了", "", "", "特級"],
        ["KIS-2020-009", "箸", "ひかり", "", "R2.10.1", "", "", "", "", "認証"],
        ["KIS-2020-009", "匙", "ひかり", "", "R2.10.1", "", "", "", "", "認証"],
        ["KIS-2020-009", "箸", "ひかり", "", "R2.10.1", "", "", "", "", "認証"],
    ]

    run = checked(upload(rows), secretary)

    refused = {row.number: [note["code"] for note in row.refusals] for row in run.rows.order_by("number") if row.refusals}
    assert refused == {
        2: ["ward"],
        3: ["end_before_beginning"],
        4: ["since_missing"],
        5: ["year_and_number", "year_and_day"],
        6: ["holder_missing"],
        7: ["issued_missing"],
        8: ["future", "year_and_day"],
        9: ["level", "expired_without_end"],
        11: ["contradicts"],
    }
    assert [(row.number, row.outcome) for row in run.rows.filter(number__in=[10, 12])] == [(10, "new"), (12, "skipped")]
    assert all(say(note) and "%" not in say(note) for row in run.rows.all() for note in row.notes)


def test_numbers_that_a_list_lacks_are_given_and_its_own_are_not_given_again(secretary, program, ward):
    rows = [["認証番号", "製品名", "企業名", "認証日"], ["12", "座面", "ひかり", "R2.10.1"], ["", "手すり", "ひかり", "R2.10.1"]]

    run = written(upload(rows), secretary, level="standard")

    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == ["KIS-2020-012", "KIS-2020-013"]
    assert NumberSeries.objects.get(fiscal_year=2020).last == 13
    assert codes_of(run)[3] == ["era", "year_by_day", "number_given", "holder_unknown"]


def test_holder_on_record_is_connected_where_it_is_certain(secretary, program, company, owner, other_company, ward):
    other_company.corporate_number = "5990000000037"
    other_company.save()
    rows = [
        ["認証番号", "製品名", "企業名", "法人番号", "認証日"],
        ["KIS-2020-001", "座面", company.name_ja, "", "R2.10.1"],
        ["KIS-2020-002", "手すり", other_company.name_ja, "5990000000037", "R2.10.1"],
        ["KIS-2020-003", "手すりII", "多摩電子㈱", "", "R2.10.1"],
    ]

    run = written(upload(rows), secretary, level="standard")

    holders = dict(Certificate.objects.values_list("number", "organization__name_ja"))
    assert holders == {"KIS-2020-001": None, "KIS-2020-002": other_company.name_ja, "KIS-2020-003": other_company.name_ja}
    assert "holder_unverified" in codes_of(run)[2]
    assert "holder_matched" in codes_of(run)[4]


def test_certificates_on_record_are_never_changed_by_a_list(secretary, program, ward):
    rows = [HEAD, ["KIS-2020-001", "座面", "ひかり", "中原区", "R2.10.1", "", "", ""]]
    written(upload(rows), secretary, level="standard")

    again = checked(upload(rows), secretary, level="standard")
    rows[1][4] = "R2.10.2"
    other = checked(upload(rows), secretary, level="standard")

    assert (outcomes(again), outcomes(other)) == ([(2, "same")], [(2, "refused")])
    assert codes_of(other)[2][-1] == "known_otherwise"


def test_undo_takes_certificates_with_entries_back_unless_something_has_happened(secretary, program, ward):
    rows = [HEAD, *([f"KIS-2020-00{n}", f"品{n}", "ひかり", "中原区", "R2.10.1", "", "", ""] for n in (1, 2))]
    run = written(upload(rows), secretary, level="standard")
    touched = Certificate.objects.get(number="KIS-2020-001")
    certificates.suspend(touched, reason_class="safety", reason={"ja": "確認のため"}, by=secretary)

    imports.undo(run, by=secretary)
    imports.perform_undo(run, by=secretary)

    assert (run.state, run.counts["kept"]) == ("undone", 1)
    assert list(Certificate.objects.all()) == [touched]
    assert [subject.name_ja for subject in Subject.objects.all()] == ["品1"]
    assert CertificateEvent.objects.exclude(record=touched).count() == 0
    assert hasattr(touched, "entry")


def test_masters_of_earlier_years_hold_their_own_certificates(db, ward):
    meister = making.program("meister")
    officer = making.office(meister, "meister-office")
    rows = [
        ["かわさきマイスター 認定者一覧"],
        ["年度", "氏名", "フリガナ", "職種", "区", "認定日"],
        ["平成29年度", "匠 太郎", "ﾀｸﾐ ﾀﾛｳ", "金属加工", "中原区", "平29.11.3"],
    ]

    run = checked(upload(rows), officer, kind="masters")
    refused = codes_of(run)[3]
    rows[2][3] = meister.categories.get(code="metal").name_ja
    run = written(upload(rows), officer, kind="masters")

    [made] = Certificate.objects.all()
    assert ("category" in refused, run.state) == (True, "done")
    assert (made.holder_ja, made.subject.kind, made.subject.name_kana, made.number) == (
        "匠 太郎", "person", "タクミ タロウ", "KM-2017-001",
    )  # fmt: skip


def test_office_keeps_what_came_from_a_list(secretary, approver, program, company, owner, viewer, ward):
    company.corporate_number, company.number_verified_at, company.number_evidence = "5990000000037", clock.now(), "register"
    company.save()
    rows = [HEAD[:5], ["KIS-2020-001", "座面", company.name_ja, "中原区", "R2.10.1"]]
    written(upload(rows), secretary, level="standard")
    made = Certificate.objects.get()

    assert [may_keep(user, made) for user in (secretary, approver, owner)] == [True, False, False]
    assert [is_holder(user, made) for user in (owner, viewer, secretary)] == [True, True, False]
    assert list(Certificate.objects.held_by(owner)) == [made]
    assert list(Certificate.objects.visible_to(secretary)) == [made]
    certificates.give_back(made, reason_class="discontinued", by=owner)
    assert sorted(Letter.objects.values_list("kind", flat=True)) == [
        "certifications/certificate_changed",
        "certifications/certificate_given_back",
    ]


def test_officer_who_belongs_to_the_holder_brings_none_of_its_rows_in(secretary, program, company, ward):
    Membership.objects.create(organization=company, user=secretary, role="viewer", started_at=clock.now())
    rows = [HEAD[:5], ["KIS-2020-001", "座面", company.name_ja, "中原区", "R2.10.1"]]

    run = checked(upload(rows), secretary, level="standard")

    assert "own_interest" in codes_of(run)[2]


def test_lists_are_for_the_secretariat_of_such_a_program(approver, owner, program):
    for user in (approver, owner):
        with pytest.raises(PermissionDenied):
            import_files.receive(upload([HEAD]), kind="certificates", by=user)


def test_rows_of_a_program_that_somebody_else_runs_are_refused(secretary, program):
    making.program("monozukuri-brand")
    rows = [["制度", *HEAD[:5]], ["川崎ものづくりブランド", "KMB-2020-001", "加工", "ひかり", "", "R2.10.1"]]

    run = checked(upload(rows), secretary)

    assert codes_of(run)[2][-1] == "not_yours"


def test_program_and_year_are_read_from_the_title(secretary, program):
    rows = [["平成２９年度　かわさき基準（ＫＩＳ）認証製品"], ["No.", "製品名", "企業名"], ["1", "座面", "ひかり"]]

    run = import_files.receive(upload(rows), kind="certificates", by=secretary)

    assert run.for_all == {"program": "kis", "fiscal_year": "2017"}


def test_export_is_read_as_what_is_on_record(secretary, program, ward):
    rows = [HEAD, ["KIS-2020-001", "+座面", "ひかり", "中原区", "R2.10.1", "R5.9.30", "取消", "R3.6.1"]]
    written(upload(rows), secretary, level="standard")
    kind = KINDS[0]

    for make in (list_exports.csv_utf8, list_exports.csv_cp932):
        file = SimpleUploadedFile("a.csv", b"".join(make(kind, secretary)), "text/csv")
        assert outcomes(checked(file, secretary)) == [(2, "same")]
    book = SimpleUploadedFile("a.xlsx", b"".join(list_exports.xlsx(kind, secretary)), XLSX)
    assert outcomes(checked(book, secretary)) == [(2, "same")]


def test_questions_do_not_grow_with_the_rows_of_certificates(secretary, program, ward):
    def cost(count, year):
        rows = [[f"KIS-{year}-{n:03d}", f"品{n}", f"会社{n}", "中原区", f"{year}/10/1"] for n in range(count)]
        run = import_files.receive(upload([HEAD[:5], *rows]), kind="certificates", by=secretary)
        columns = {int(column): name for column, name in run.columns.items()}
        imports.check(run, columns=columns, for_all={"level": "standard"}, by=secretary)
        with CaptureQueriesContext(connection) as checking:
            imports.perform_check(run)
        imports.write(run, by=secretary)
        with CaptureQueriesContext(connection) as writing:
            imports.perform_write(run, by=secretary)
        assert run.state == "done"
        return len(checking), len(writing)

    cost(1, 2018)  # who she is has been read once

    assert cost(2, 2019) == cost(20, 2020)  # SQLite takes no more values in one statement


def test_columns_that_were_merged_before_the_list_became_text_are_proposed(secretary, program):
    rows = [
        ["年度", "企業名", "認証番号", "製品名", "認証日", "有効期限"],
        ["令和2年度", "ひかり", "KIS-2020-001", "座面", "R2.10.1", "R5.9.30"],
        ["", "", "KIS-2020-002", "手すり", "R2.10.1", ""],
        ["", "", "KIS-2020-003", "食器", "R2.10.1", ""],
    ]

    run = import_files.receive(text_file(rows, "cp932"), kind="certificates", by=secretary)
    columns = {int(column): name for column, name in run.columns.items()}
    imports.check(run, columns=columns, carried=run.carried, for_all={"level": "standard"}, by=secretary)
    imports.perform_check(run)

    assert run.carried == [0, 1]
    assert [(row.facts["holder_ja"], row.facts.get("valid_until")) for row in run.rows.order_by("number")] == [
        ("ひかり", "2023-09-30"),
        ("ひかり", None),
        ("ひかり", None),
    ]
    assert [note["code"] for note in run.rows.get(number=3).notes[:2]] == ["above", "era"]
