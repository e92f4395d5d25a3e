"""The words of topics and outcomes: a code each, three languages each."""

import pytest

from matching import inquiry_words


@pytest.mark.parametrize("group", ["topics", "outcomes"])
def test_each_code_once_and_in_three_languages(group):
    rows = inquiry_words.every()[group]

    assert len({row["code"] for row in rows}) == len(rows)
    assert [row["code"] for row in rows if not all(row[language] for language in ("ja", "en", "zh"))] == []
    assert max(len(row["code"]) for row in rows) <= inquiry_words.LONGEST


def test_what_counts_and_what_takes_an_amount():
    codes = [row["code"] for row in inquiry_words.every()["outcomes"]]

    assert [code for code in codes if inquiry_words.is_outcome(code)] == ["order", "contract", "trial", "visit", "press"]
    assert [code for code in codes if inquiry_words.takes_amount(code)] == ["order", "contract", "trial"]


def test_a_code_that_is_gone_is_shown_as_it_is():
    assert inquiry_words.words("topics", "gone", "en") == "gone"
