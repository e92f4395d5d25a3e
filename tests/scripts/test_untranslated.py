"""Finding the words that ask for a translation."""

import polib
import pytest
from django.apps import apps

from scripts.untranslated import asked_by_packages, in_python, in_template, placeholders, problems


def test_python_asks_by_every_name_of_gettext():
    text = """
label = _("One")
other = gettext_lazy("Two " "halves")
many = ngettext("%(n)s day", "%(n)s days", n)
may = pgettext("month", "May")
not_words = gettext(variable)
"""

    assert list(in_python(text)) == [
        ("", "One", ""),
        ("", "Two halves", ""),
        ("", "%(n)s day", "%(n)s days"),
        ("month", "May", ""),
    ]


def test_template_asks_by_translate_and_blocktranslate():
    text = """{% load i18n %}{% translate "It's (here)" %}<p>Not this</p>
{% blocktranslate count n=days %}{{ n }} day left{% plural %}{{ n }} days left{% endblocktranslate %}
{% blocktranslate with a=b %}To {{ a }}{% endblocktranslate %}"""

    assert list(in_template(text)) == [
        ("", "It's (here)", ""),
        ("", "%(n)s day left", "%(n)s days left"),
        ("", "To %(a)s", ""),
    ]


def test_packages_ask_what_their_english_catalogs_say():
    assert asked_by_packages("django")["", "Toggle sidebar", ""] == "wagtail.admin"
    assert asked_by_packages("django")["", "%(num_pages)d page", "%(num_pages)d pages"] == "wagtail.locales"
    assert asked_by_packages("djangojs")["", "Split block", ""] == "wagtail.admin"


def test_placeholders_count_names_once_and_nameless_ones_each_time():
    assert placeholders("%(a)s and %(a)s, {b}, 100%% of %d and %s and %s") == ["%(a)s", "{b}", "%d", "%s", "%s"]


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_screens_of_the_packages_are_translated(domain):
    names = {app.name for app in apps.get_app_configs() if "site-packages" in app.path} | {"django"}

    assert [line for line in problems(domain) if line.endswith(tuple(f"({name})" for name in names))] == []


def test_words_that_fill_in_something_else_are_found(settings, tmp_path):
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    wrong = polib.POFile()
    wrong.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=1; plural=0;"}
    wrong.append(polib.POEntry(msgid="Collapse all", msgstr="%(all)sを折りたたむ"))
    wrong.save_as_mofile(str(folder / "djangojs.mo"))
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]

    assert problems("djangojs") == ["ja: 'Collapse all' is filled in otherwise by '%(all)sを折りたたむ' (wagtail.admin)"]
