"""Finding the words that ask for a translation."""

from scripts.untranslated import in_python, in_template


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
