"""Pasted lines become questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import form_checks, form_files, form_shapes
from certifications.form_lines import appended, question_of

EMPTY = {"sections": [], "questions": []}


def read(line):
    row = question_of(line, EMPTY)
    row.pop("key")
    return {name: value for name, value in row.items() if value not in ({}, []) and value is not False}


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("製品名", {"kind": "short_text", "label": {"ja": "製品名"}}),
        ("製品名 ｜ ８０字 ｜ 必須", {"kind": "short_text", "max_chars": 80, "required": True}),
        ("事業の概要 | 長文 | 800字以内 | 必須", {"kind": "long_text", "max_chars": 800, "required": True}),
        ("事業の概要 | 800字", {"kind": "long_text", "max_chars": 800}),
        ("従業員数 | 数 | 1〜300", {"kind": "number", "minimum": 1, "maximum": 300}),
        ("価格 | 円 | 0〜", {"kind": "yen", "minimum": 0, "maximum": None}),
        ("設立 | 日付", {"kind": "date"}),
        ("会社案内 | ファイル：PDF、docx | 3点まで | 10MB", {"kind": "file", "accept": ["pdf", "docx"], "max_files": 3,
                                                 "max_megabytes": 10}),
        ("写真 | 写真", {"kind": "picture", "accept": ["jpg", "png"]}),
        ("会社名 | 個人情報", {"kind": "short_text", "identity_class": "identity"}),
        ("会社名 | 登記のとおりに書いてください", {"kind": "short_text", "help": {"ja": "登記のとおりに書いてください"}}),
        ("Name\t80 characters\trequired", {"kind": "short_text", "max_chars": 80, "required": True}),
    ],
)  # fmt: skip
def test_marks_say_what_a_question_is(line, facts):
    assert read(line) == {"label": {"ja": line.replace("｜", "|").replace("\t", "|").split("|")[0].strip()}} | facts


def test_choices_get_values_of_their_own():
    assert read("業種 | 複数選択：製造・加工、販売、その他")["choices"] == [
        {"value": "c1", "label": {"ja": "製造・加工"}},
        {"value": "c2", "label": {"ja": "販売"}},
        {"value": "c3", "label": {"ja": "その他"}},
    ]


def test_columns_have_kinds():
    assert read("実績 | 表：年度（数・必須）、取引先、売上（円）")["columns"] == [
        {"code": "c1", "label": {"ja": "年度"}, "kind": "number", "required": True},
        {"code": "c2", "label": {"ja": "取引先"}, "kind": "text", "required": False},
        {"code": "c3", "label": {"ja": "売上"}, "kind": "yen", "required": False},
    ]


def test_conditions_find_the_question_above():
    lines = ["受賞歴 | はい・いいえ", "業種 | 選択：製造、販売、他", "内容 | もし：受賞歴＝はい", "詳細 | もし：業種＝製造/販売"]
    text = "\n".join(["# 一", *lines, "追記 | もし：内容"])

    form = appended(EMPTY, "", text)

    award, trade, content = (row["key"] for row in form["questions"][:3])
    assert [row.get("condition") for row in form["questions"][2:]] == [
        {"question": award, "equals": "c1"},
        {"question": trade, "one_of": ["c1", "c2"]},
        {"question": content, "answered": True},
    ]


SIXTY = "\n".join(
    f"# 章{part}\n"
    + "\n".join(
        [f"対象ですか{part} | はい・いいえ | 必須"]
        + [f"質問{part}-{number} | 長文 | 400字 | 必須 | もし：対象ですか{part}＝はい" for number in range(9)]
    )
    for part in range(6)
)


def test_sixty_questions_with_conditions_are_ready_to_be_published():
    form = form_shapes.normal(appended(EMPTY, "", SIXTY))

    assert (len(form["sections"]), len(form["questions"])) == (6, 60)
    assert sum(1 for row in form["questions"] if row["condition"]) == 54
    assert form_checks.faults(form) == []


@given(st.lists(st.text(alphabet="問い|｜#：:、必須表選択円〜1（）もし＝ \t", max_size=20), max_size=6))
def test_any_lines_give_a_form_that_its_own_file_can_hold(lines):
    text = "# 一\n" + "\n".join(lines)

    form = form_shapes.compact(form_shapes.normal(appended(EMPTY, "", text)))

    codes = {fault.code for fault in form_files.read(form_files.dumps(form))[1]}
    # A line without words, and numbers that no form takes, are left to the officer to mend.
    assert codes <= {"japanese_missing", "not_a_number", "text_too_long", "bad_list"}
