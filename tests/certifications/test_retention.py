"""How long papers are kept, and what is left of them."""

from datetime import date

import pytest

from certifications.retention import DISPOSED, Terms, due_on, emptied, is_disposed, keys_of, unnamed

END = date(2026, 11, 21)
CLASSES = {"a": "short", "b": "case", "c": "lasting"}


@pytest.mark.parametrize(
    ("retention", "facts", "expected"),
    [
        ("short", {"submitted": True}, date(2027, 2, 22)),
        ("short", {"submitted": False}, date(2027, 2, 22)),
        ("short", {"submitted": True, "valid_until": date(2030, 3, 31)}, date(2027, 2, 22)),
        ("case", {"submitted": True}, date(2032, 4, 1)),
        ("case", {"submitted": False}, date(2028, 4, 1)),
        ("case", {"submitted": True, "valid_until": date(2030, 3, 31)}, date(2035, 4, 1)),
        ("case", {"submitted": True, "valid_until": date(2030, 4, 1)}, date(2036, 4, 1)),
        ("case", {"submitted": True, "valid_until": date(2026, 1, 1)}, date(2032, 4, 1)),
    ],
)
def test_due_on_is_the_first_day_after_the_time(retention, facts, expected):
    assert due_on(retention, END, Terms(), **facts) == expected


def test_due_on_of_the_last_day_of_a_long_month_stays_in_the_month():
    assert due_on("short", date(2026, 11, 30), Terms(), submitted=True) == date(2027, 3, 1)


def test_due_on_follows_the_terms_of_the_program():
    assert due_on("case", END, Terms(case_years=10), submitted=True) == date(2037, 4, 1)


@pytest.mark.parametrize(
    ("retention", "certified", "expected"),
    [("short", True, {"a"}), ("short", False, {"a"}), ("case", True, {"b"}), ("case", False, {"b", "c"})],
)
def test_keys_of_a_class_leave_what_lasts_with_a_certificate(retention, certified, expected):
    assert keys_of(retention, CLASSES, certified=certified) == expected


def test_emptied_leaves_a_mark_and_touches_nothing_else():
    left = emptied({"a": "秘密", "b": ["x"], "c": 3}, {"a", "z"})

    assert left == {"a": DISPOSED, "b": ["x"], "c": 3}
    assert [is_disposed(value) for value in left.values()] == [True, False, False]


def test_unnamed_keeps_the_hash_and_forgets_the_name():
    rows = [{"key": "a", "name": "秘密.pdf", "sha256": "0" * 64}, {"key": "b", "name": "図.pdf", "sha256": "1" * 64}]

    assert unnamed(rows, {"a"}) == [{"key": "a", "name": "", "sha256": "0" * 64, "disposed": True}, rows[1]]
