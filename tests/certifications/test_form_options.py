"""Choices and columns as lines, and back."""

from hypothesis import given
from hypothesis import strategies as st

from certifications.form_options import choice_lines, choices_from, column_lines, columns_from

BEFORE = [{"value": "maker", "label": {"ja": "製造"}}, {"value": "seller", "label": {"ja": "販売"}}]


def test_a_choice_keeps_its_value_by_its_words_or_its_place():
    moved = choices_from({"ja": "販売\n製造"}, BEFORE)
    renamed = choices_from({"ja": "製造業\n販売"}, BEFORE)
    added = choices_from({"ja": "製造\n代理\n販売"}, BEFORE)

    assert [choice["value"] for choice in moved] == ["seller", "maker"]
    assert [choice["value"] for choice in renamed] == ["maker", "seller"]
    assert [choice["value"] for choice in added] == ["maker", "c1", "seller"]


def test_a_new_choice_never_takes_the_value_of_one_that_is_gone():
    before = [
        {"value": "c1", "label": {"ja": "一"}},
        {"value": "c2", "label": {"ja": "二"}},
        {"value": "c3", "label": {"ja": "三"}},
    ]

    assert [choice["value"] for choice in choices_from({"ja": "一\n四"}, before)] == ["c1", "c4"]


@given(st.lists(st.text(alphabet="あいうabc", min_size=1, max_size=3), max_size=5), st.integers(0, 3))
def test_values_are_always_different(labels, count):
    before = [{"value": f"c{number}", "label": {"ja": "あいう"[number]}} for number in range(count)]

    values = [choice["value"] for choice in choices_from({"ja": "\n".join(labels)}, before)]

    assert len(values) == len(labels) == len(set(values))


def test_choices_and_columns_come_back_as_they_were():
    columns = [
        {"code": "c1", "label": {"ja": "年度", "en": "Year", "zh": "年度"}, "kind": "number", "required": True},
        {"code": "c2", "label": {"ja": "区分", "en": "Class", "zh": "分类"}, "kind": "choice", "required": False,
         "choices": [{"value": "a", "label": {"ja": "国内"}}, {"value": "b", "label": {"ja": "海外"}}]},
        {"code": "c3", "label": {"ja": "売上", "en": "Sales", "zh": "销售额"}, "kind": "yen", "required": False},
    ]  # fmt: skip

    assert choices_from(choice_lines(BEFORE), BEFORE) == BEFORE
    assert columns_from(column_lines(columns), columns) == columns
