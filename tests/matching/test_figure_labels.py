"""Every word of the published figures has its translation, and every entry of the label file is used."""

import csv

import pytest

from matching import figure_labels, periods
from matching.demo import FIGURES

ROWS = list(csv.DictReader(FIGURES.open(encoding="utf-8")))
COLUMNS = {"programs": "program", "indicators": "indicator", "units": "unit", "definitions": "definition", "notes": "note"}


@pytest.mark.parametrize("group", COLUMNS)
def test_labels_are_those_of_the_figures(group):
    assert set(figure_labels.every()[group]) == {row[COLUMNS[group]] for row in ROWS} - {""}


def test_labels_name_the_sources_that_are_no_addresses():
    assert set(figure_labels.every()["sources"]) == {row["source"] for row in ROWS if not row["source"].startswith("http")}


def test_labels_name_the_groups():
    assert set(figure_labels.every()["groups"]) == {periods.read(row["as_of"]).group for row in ROWS} - {""}


@pytest.mark.parametrize("group", [*COLUMNS, "sources", "groups"])
def test_labels_are_complete_in_both_languages(group):
    assert [text for text, words in figure_labels.every()[group].items() if not (words["en"] and words["zh"])] == []


def test_breaks_and_front_name_figures_that_exist():
    keys = {(row["program"], row["indicator"], row["as_of"]) for row in ROWS}

    assert {(each["program"], each["indicator"], each["as_of"]) for each in figure_labels.every()["breaks"]} <= keys
    assert set(figure_labels.front()) <= {key[:2] for key in keys}


def test_joint_editions_are_not_compared():
    joint = [row for row in ROWS if "同時開催" in row["definition"]]

    words = [figure_labels.break_words(row["program"], row["indicator"], row["as_of"], "en") for row in joint]

    assert (len(joint), [bool(text) for text in words]) == (2, [True, True])


def test_label_that_is_missing_stays_as_published():
    assert figure_labels.words("units", "隻", "en") == "隻"
