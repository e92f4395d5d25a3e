"""Lists of organizations on their way in and out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home import list_exports
from home.actions import import_files, imports
from home.list_words import say
from home.models import ImportRun
from organizations.actions import standings
from organizations.imports import KINDS
from organizations.models import Organization
from tests.organizations.lists import checked, outcomes, text_file, upload, written

HEAD = ["企業名", "法人番号", "所在地", "区", "資本金(千円)", "従業員数"]


def test_a_list_becomes_organizations(officer, ward):
    rows = [
        ["令和8年度 市内企業名簿"],
        HEAD,
        ["株式会社ひかり", "５９９０００００００ ０３７", "神奈川県川崎市中原区水車町1-2", "", "1,000", "42人"],
    ]

    run = written(upload(rows), officer)

    made = Organization.objects.get()
    assert run.state == "done"
    assert (made.name_ja, made.corporate_number, made.area, made.capital, made.employees) == (
        "株式会社ひかり", "5990000000037", ward, 1_000_000, 42,
    )  # fmt: skip
    assert (made.prefecture, made.municipality, made.street) == ("神奈川県", "川崎市中原区", "水車町1-2")
    assert [event.action for event in made.history.all()] == ["organizations.import"]


def test_a_dirty_list_says_what_was_repaired_and_what_is_refused(officer, ward):
    rows = [
        HEAD,
        ["㈱ひかり", None, None, "中原区", None, None],
        ["㈱ひかり", None, None, "中原区", None, None],
        ["株式会社 ひかり", None, None, "中原区", None, 7],
        ["みなと工業", 123, None, None, None, None],
        ["うみ商会", None, None, "江東区", None, None],
        [None, None, None, "中原区", 5, 3],
        ["合計", None, None, None, 5, 10],
        ["※ 令和8年4月1日現在", None, None, None, None, None],
    ]

    run = checked(upload(rows), officer)

    assert outcomes(run) == [
        (2, "new"),
        (3, "skipped"),
        *((number, "refused") for number in (4, 5, 6, 7)),
        (8, "skipped"),
        (9, "skipped"),
    ]
    codes = {row.number: [note["code"] for note in row.notes] for row in run.rows.all()}
    assert codes[3] == ["kind_assumed", "repeated"]
    assert codes[4] == ["kind_assumed", "contradicts"]
    assert [codes[number] for number in (5, 6, 7)] == [["corporate_number"], ["ward"], ["unit", "missing"]]
    assert Organization.objects.count() == 0


def test_cells_that_were_merged_count_for_each_row(officer, ward):
    rows = [["区", "企業名"], ["中原区", "ひかり"], [None, "みなと"], [None, "うみ"]]

    written(upload(rows, merges=["A2:A4"]), officer)

    assert list(Organization.objects.order_by("pk").values_list("name_ja", "area__code")) == [
        ("ひかり", "nakahara"),
        ("みなと", "nakahara"),
        ("うみ", "nakahara"),
    ]


def test_empty_cells_repeat_those_above_where_one_says_so(officer, ward):
    run = checked(text_file([["区", "企業名"], ["中原区", "ひかり"], ["", "みなと"]], "cp932"), officer, carried=[0])

    assert [row.facts["area"] for row in run.rows.order_by("number")] == ["nakahara", "nakahara"]
    assert run.encoding == "cp932"


def test_one_refused_row_stops_all_unless_it_is_left_out(officer, ward):
    run = checked(
        upload([HEAD, ["ひかり", None, None, "中原区", None, None], ["うみ", None, None, "どこか区", None, None]]), officer
    )

    with pytest.raises(imports.RowsRefused):
        imports.write(run, by=officer)
    imports.write(run, leave_out=True, by=officer)
    imports.perform_write(run, by=officer)

    assert list(Organization.objects.values_list("name_ja", flat=True)) == ["ひかり"]


def test_who_has_people_keeps_her_facts(officer, company):
    before = company.telephone

    run = checked(upload([["企業名", "電話"], [company.name_ja, "044-999-9999"]]), officer)

    company.refresh_from_db()
    assert outcomes(run) == [(2, "same")]
    assert [note["code"] for note in run.rows.get().notes] == ["kept_by_people"]
    assert company.telephone == before


def test_facts_of_an_organization_without_people_are_changed_and_given_back(officer, ward):
    written(upload([["企業名", "電話"], ["ひかり", "044-1"]]), officer)
    run = written(upload([["企業名", "電話"], ["ひかり", "044-2"]]), officer)
    assert Organization.objects.get().telephone == "044-2"

    imports.undo(run, by=officer)
    imports.perform_undo(run, by=officer)

    assert (run.state, Organization.objects.get().telephone) == ("undone", "044-1")


def test_undo_takes_back_what_nobody_has_touched(officer, ward):
    run = written(upload([["企業名"], ["ひかり"], ["みなと"]]), officer)
    touched = Organization.objects.get(name_ja="ひかり")
    standings.assess(touched, kind="sme", holds=True, valid_from="2026-04-01", evidence="extract", by=officer)

    imports.undo(run, by=officer)
    imports.perform_undo(run, by=officer)

    assert list(Organization.objects.all()) == [touched]
    assert (run.counts["kept"], [row.number for row in run.rows.filter(kept=True)]) == (1, [2])


def test_what_changed_since_the_check_stops_the_writing(officer, ward):
    written(upload([["企業名", "電話"], ["ひかり", "044-1"]]), officer)
    run = checked(upload([["企業名", "電話"], ["ひかり", "044-2"], ["みなと", "044-3"]]), officer)
    Organization.objects.update(row_version=5)

    imports.write(run, by=officer)
    imports.perform_write(run, by=officer)

    assert (run.state, run.problem) == ("failed", "StaleRecord")
    assert list(Organization.objects.values_list("name_ja", flat=True)) == ["ひかり"]


def test_columns_are_remembered_for_the_next_list_of_the_same_form(officer, ward):
    rows = [["屋号など", "企業名", "でんわ"], ["a", "ひかり", "044-1"]]
    run = import_files.receive(upload(rows), kind="organizations", by=officer)
    imports.check(run, columns={0: "name_en", 1: "name_ja", 2: "telephone"}, by=officer)

    again = import_files.receive(upload([*rows, ["b", "みなと", "044-2"]]), kind="organizations", by=officer)

    assert again.columns == {"0": "name_en", "1": "name_ja", "2": "telephone"}
    assert again.head["remembered"] is True


def test_a_list_is_asked_which_column_is_the_name(officer):
    run = import_files.receive(upload([["企業名", "電話"], ["ひかり", "1"]]), kind="organizations", by=officer)

    with pytest.raises(imports.ColumnsMissing):
        imports.check(run, columns={1: "telephone"}, by=officer)


def test_only_those_who_may_bring_lists_in(owner, officer):
    with pytest.raises(PermissionDenied):
        import_files.receive(upload([HEAD]), kind="organizations", by=owner)
    run = checked(upload([["企業名"], ["ひかり"]]), officer)
    with pytest.raises(PermissionDenied):
        imports.write(run, by=owner)

    assert list(ImportRun.objects.visible_to(owner)) == []
    assert list(ImportRun.objects.visible_to(officer)) == [run]


def test_every_note_is_a_sentence(officer, ward):
    run = checked(
        upload([HEAD, ["㈱ひかり\n本社", "12345", "", "江東区", "多い", "0"], ["合計", None, None, None, 1, 1]]), officer
    )

    assert all(say(note) and "%" not in say(note) for row in run.rows.all() for note in row.notes)


def test_export_is_read_as_what_it_was(officer, ward):
    for name, number in (("=ひかり", None), ("𠮷野〜商店", "5990000000037"), ("+81", None)):
        Organization.objects.create(
            kind="sole",
            name_ja=name,
            corporate_number=number,
            area=ward,
            capital=5,
            created_at="2026-01-01T00:00Z",
            telephone="0044",
        )
    [kind] = KINDS
    file = SimpleUploadedFile("a.csv", b"".join(list_exports.csv_utf8(kind, officer)), "text/csv")

    run = checked(file, officer)

    assert [outcome for _number, outcome in outcomes(run)] == ["same", "same", "same"]


def test_a_check_that_was_broken_off_begins_anew(officer, ward):
    run = checked(upload([["企業名"], ["ひかり"], ["みなと"]]), officer)
    ImportRun.objects.filter(pk=run.pk).update(state="checking")
    run.refresh_from_db()

    imports.perform_check(run)

    assert run.rows.count() == 2


def test_a_list_whose_file_has_gone_says_that_it_stopped(officer, ward):
    run = import_files.receive(upload([["企業名"], ["ひかり"]]), kind="organizations", by=officer)
    imports.check(run, columns={0: "name_ja"}, by=officer)
    storages["private"].delete(run.file.path)

    imports.perform_check(run)

    run.refresh_from_db()
    assert (run.state, run.problem, run.history.last().action) == ("failed", "FileNotFoundError", "import.fail")


def test_a_word_that_no_choice_has_refuses_its_row_alone(officer, ward):
    run = checked(upload([["企業名", "種別"], ["ひかり", "宇宙人"], ["みなと", "株式会社"]]), officer)

    assert outcomes(run) == [(2, "refused"), (3, "new")]
    assert say(run.rows.get(number=2).notes[0]) == "種別: 該当する選択肢がありません：宇宙人"


def test_what_was_read_of_a_list_is_forgotten_once_after_its_time(officer, ward):
    run = written(upload([["企業名"], ["ひかり"]]), officer)
    run.refresh_from_db()
    day = timedelta(days=1)

    counts = [imports.forget(moment) for moment in (run.finished_at - day, run.finished_at + day, run.finished_at + day)]

    run.refresh_from_db()
    assert (counts, run.rows.count(), run.file, run.state) == ([0, 1, 0], 0, None, "done")


def test_questions_do_not_grow_with_the_rows(officer, ward):
    def cost(count):
        file = upload([["企業名", "区"], *([f"会社{count}-{number}", "中原区"] for number in range(count))])
        run = import_files.receive(file, kind="organizations", by=officer)
        imports.check(run, columns={0: "name_ja", 1: "area"}, by=officer)
        with CaptureQueriesContext(connection) as seen:
            imports.perform_check(run)
        imports.write(run, by=officer)
        with CaptureQueriesContext(connection) as seen_writing:
            imports.perform_write(run, by=officer)
        return len(seen), len(seen_writing)

    assert cost(1) == cost(30)


names = st.text(st.sampled_from("あ漢ア亜Aｱ１-ー 株式会社(有)=+@'\"\n,〜𠮷"), min_size=1, max_size=12)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(names, st.sampled_from(["中原区", "川崎市中原区", "中原", "どこか", ""])), min_size=1, max_size=6))
@pytest.mark.django_db
def test_whatever_is_in_a_list_every_row_is_answered_for(rows, officer, ward):
    table = [["企業名", "区"], *rows]
    run = checked(text_file(table, "utf-8-sig"), officer)

    answered = {row.number for row in run.rows.all()}
    assert answered == {number for number, row in enumerate(table, start=1) if number > 1 and any(cell.strip() for cell in row)}
    assert run.total == len(answered)
    run.rows.all().delete()
