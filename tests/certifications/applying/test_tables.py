"""A table as an answer: without JavaScript, by the page's script, in readable form; and days in every form of writing."""

import json

import pytest

from certifications import reading
from certifications.actions import form_adoptions, form_versions
from certifications.answers import Column, Problem, Rule, is_empty, problem_of
from certifications.models import Application
from certifications.table_fields import TableField

pytestmark = pytest.mark.django_db

COLUMNS = "販売実績 | 表：年度（数・必須）、取引先、売上（円）、契約日（日付） | 1〜3 | 必須"


@pytest.fixture
def application(open_round, program, secretary, draft):
    """A draft whose form asks for a table and a day."""
    version = form_versions.begin(program, empty=True, by=secretary)
    form_versions.add_lines(version, "", f"# 実績\n{COLUMNS}\n設立日 | 日付", row_version=1, by=secretary)
    version = form_versions.publish(version, row_version=2, by=secretary)
    form_adoptions.adopt(open_round, version, seen_as=form_adoptions.seen(open_round, version), by=secretary)
    return Application.objects.get(pk=draft.pk)


def table(application):
    return application.form_version.questions.get(kind="table")


def address(application, end=""):
    code = application.form_version.sections.get().code
    return f"/applications/{application.public_id}/sections/{code}/{end}"


def cells(question, *rows):
    return {f"a-{question.key}:{number}:{code}": text for number, row in enumerate(rows) for code, text in row.items()}


def test_a_table_is_filled_without_scripts_and_gets_more_rows(client, application, owner):
    question = table(application)
    client.force_login(owner)
    before = client.get(address(application)).content.decode().count("data-table-number")
    rows = [
        {"c1": "２０２５", "c2": "横浜商会", "c3": "1,200,000円", "c4": "令和7年4月1日"},
        {"c1": "2026", "c2": "", "c3": "", "c4": ""},
    ]

    response = client.post(address(application), cells(question, *rows, {"c1": "", "c2": ""}) | {"go": "stay"})
    after = client.get(address(application)).content.decode()

    assert response.status_code == 302
    assert application.answers.get(key=question.key).value == [
        {"c1": 2025, "c2": "横浜商会", "c3": 1_200_000, "c4": "2025-04-01"},
        {"c1": 2026},
    ]
    assert (before, after.count("data-table-number")) == (2, 3)
    assert 'value="2025/04/01"' in after


def test_a_wrong_cell_is_named_and_stays_typed(client, application, owner):
    question = table(application)
    client.force_login(owner)

    response = client.post(address(application), cells(question, {"c1": "いつか", "c2": "横浜商会", "c3": "", "c4": ""}))
    page = response.content.decode()

    assert response.status_code == 400
    assert "1行目「年度」" in page
    assert 'value="横浜商会"' in page
    assert not application.answers.exists()


def test_the_script_saves_a_table_as_one_value(client, application, owner):
    question = table(application)
    client.force_login(owner)
    url = f"/applications/{application.public_id}/answers/{question.key}/"
    body = {"value": json.dumps([{"c1": "2025", "c2": " 横浜商会 "}, {"c1": "", "c2": ""}]), "read_version": 0}

    saved = client.post(url, body, content_type="application/json")
    wrong = client.post(url, {"value": '[{"c1": {}}]', "read_version": 1}, content_type="application/json")

    assert (saved.status_code, wrong.status_code) == (200, 400)
    assert application.answers.get(key=question.key).value == [{"c1": 2025, "c2": "横浜商会"}]


def test_a_table_is_read_with_heads_and_words(client, application, owner):
    question = table(application)
    value = [{"c1": 2025, "c3": 1_200_000, "c4": "2025-04-01"}]

    passage = reading.passage(question, value, [])

    assert passage.heads == ("年度", "取引先", "売上", "契約日")
    assert passage.rows == (("2,025", "", "1,200,000円", "2025年4月1日(火)"),)


def test_what_is_missing_in_a_table_stands_in_the_way_of_submitting(client, application, owner):
    question = table(application)
    client.force_login(owner)
    client.post(address(application), cells(question, {"c1": "", "c2": "横浜商会", "c3": "", "c4": ""}))

    page = client.get(f"{address(application)}?check").content.decode()

    assert application.answers.get(key=question.key).value == [{"c2": "横浜商会"}]
    assert "1行目「年度」：" in page


@pytest.mark.parametrize("text", ["令和8年4月1日", "R8.4.1", "2026/4/1", "２０２６年４月１日", "令和八年四月一日", "20260401"])
def test_a_day_is_read_in_every_form_of_writing(client, application, owner, text):
    question = application.form_version.questions.get(kind="date")
    client.force_login(owner)
    url = f"/applications/{application.public_id}/answers/{question.key}/"

    response = client.post(url, {"value": text, "read_version": 0}, content_type="application/json")

    assert response.status_code == 200
    assert application.answers.get(key=question.key).value == "2026-04-01"


RULE = Rule(
    "k", "table", required=True, minimum=1, maximum=2, columns=(Column("n", "number", required=True), Column("t", "text"))
)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([{"n": 1}], None),
        ([{"n": "1"}], Problem("k", "not_a_number", None, 1, "n")),
        ([{"n": 1}, {"t": "あ"}], Problem("k", "cell_missing", None, 2, "n")),
        ([{"n": 1}, {"n": 2}, {"n": 3}], Problem("k", "too_many_rows", 2)),
        ([{"x": 1}], Problem("k", "not_a_table")),
        ([{}], Problem("k", "not_a_table")),
        ("text", Problem("k", "not_a_table")),
        ([{"n": 1, "t": "あ" * 501}], Problem("k", "too_long", 500, 1, "t")),
    ],
)
def test_a_table_is_judged_cell_by_cell(value, problem):
    assert problem_of(RULE, value) == problem


@pytest.mark.parametrize("typed", ["[", "[" * 5000, '{"a": 1}', "[1]", [[]], [{"n": []}], "[" + '{"n": "1"},' * 120 + "{}]"])
def test_what_is_no_table_is_refused_without_failing(typed):
    field = TableField([{"code": "n", "label": "数", "kind": "number", "options": []}], least=1, most=None, required=False)

    with pytest.raises(Exception, match="読み取れません"):
        field.clean(typed)

    assert is_empty(field.clean("[]"))
