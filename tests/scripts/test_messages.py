"""Merging translations into the catalogs."""

import json

import polib
import pytest

from scripts import messages


@pytest.fixture
def merge(tmp_path, monkeypatch):
    """Merges entries into catalogs of an empty folder."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    (tmp_path / "locale").mkdir()

    def merge(entries, *place):
        (tmp_path / "entries.json").write_text(json.dumps(entries), encoding="utf-8")
        messages.add(tmp_path / "entries.json", *place)
        return {each: polib.pofile(str(messages.catalog_path(each, *place))) for each in ("ja", "zh_Hans")}

    return merge


def test_words_with_a_context_lie_beside_those_without(merge):
    merge({"May": {"ja": "してもよい", "zh_Hans": "可以"}})

    catalogs = merge({"May": {"context": "month", "ja": "5月", "zh_Hans": "五月"}})

    assert [(entry.msgctxt, entry.msgstr) for entry in catalogs["ja"]] == [(None, "してもよい"), ("month", "5月")]


def test_plural_has_one_form(merge):
    catalogs = merge({"%(n)s page": {"plural": "%(n)s pages", "ja": "%(n)sページ", "zh_Hans": "%(n)s 个页面"}})

    assert [(entry.msgstr_plural, entry.flags) for entry in catalogs["zh_Hans"]] == [({0: "%(n)s 个页面"}, ["python-format"])]


def test_packages_catalog_leaves_a_language_that_is_not_named(merge):
    merge({"Save": {"ja": "保存", "zh_Hans": "保存"}}, "packages", "djangojs")

    catalogs = merge({"Save": {"ja": "保存する"}}, "packages", "djangojs")

    assert [catalogs[each].find("Save").msgstr for each in ("ja", "zh_Hans")] == ["保存する", "保存"]


def test_house_catalog_wants_both_languages(merge):
    with pytest.raises(KeyError):
        merge({"Save": {"ja": "保存"}})


def test_compiling_reaches_every_catalog(merge, tmp_path):
    merge({"Save": {"ja": "保存", "zh_Hans": "保存"}}, "packages", "djangojs")
    compiled = messages.catalog_path("ja", "packages", "djangojs").with_suffix(".mo")
    compiled.unlink()

    messages.compile_catalogs()

    assert polib.mofile(str(compiled)).find("Save").msgstr == "保存"
